import type { WhereError, WhereResult } from '#lib/where/ast.ts'
import { type CheckedWhere, readWhere } from '#lib/where/check.ts'
import { parseWhereData } from '#lib/where/parse-data.ts'
import { printWhere, printWhereData } from '#lib/where/print.ts'

/** The three texts that together select units. */
export type QueryFields = { readonly where: string; readonly data: string; readonly type: string }

export type QueryReading = {
  readonly where: WhereResult<CheckedWhere>
  readonly dataError: WhereError | undefined
  /** What the server can be asked; a text with an error never is, not even in part. */
  readonly isRunnable: boolean
  /** As it stands in the address, so that chips and text of one query lead to one address. */
  readonly canonical: QueryFields | undefined
}

export function readQuery({ where, data, type }: QueryFields): QueryReading {
  const read = tooLong(where) ?? readWhere(where, 'Unit')
  const content = parseWhereData(data)
  const canonical =
    read.ok && content.ok
      ? { where: printWhere(read.value), data: printWhereData(content.value), type: type.trim() }
      : undefined
  return {
    where: read,
    dataError: content.ok ? undefined : content.error,
    isRunnable: canonical !== undefined,
    canonical,
  }
}

/**
 * The server takes query strings of 8,192 characters, encoded (contract A10); what is left after columns,
 * order and page. Caught here, or the address would outgrow what servers accept.
 */
const maxEncodedLength = 6000

function tooLong(where: string): WhereResult<never> | undefined {
  const length = encodeURIComponent(where).length
  if (length <= maxEncodedLength) return undefined
  const count = (number: number) => number.toLocaleString('en-GB')
  const message = `The query is too long: ${count(length)} characters when encoded, at most ${count(maxEncodedLength)} are allowed. Shorten it with LIKE or a regular expression, or split it.`
  const fits = Math.floor((where.length * maxEncodedLength) / length)
  return { ok: false, error: { message, span: { start: fits, end: where.length } } }
}

export function sameQuery(a: QueryFields, b: QueryFields): boolean {
  return a.where === b.where && a.data === b.data && a.type === b.type
}
