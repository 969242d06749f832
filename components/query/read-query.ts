import type { WhereError, WhereResult } from '#lib/where/ast.ts'
import { type CheckedWhere, readWhere } from '#lib/where/check.ts'
import { parseWhereData } from '#lib/where/parse-data.ts'
import { printWhere, printWhereData } from '#lib/where/print.ts'

/** The three texts that together select units. */
export type QueryFields = { readonly where: string; readonly data: string; readonly type: string }

export type QueryReading = {
  readonly where: WhereResult<CheckedWhere>
  readonly dataError: WhereError | undefined
  /** The parts to send to the server. An invalid text is never sent, not even in part. */
  readonly isRunnable: boolean
  /** The canonical form, so that the same query as chips and as text leads to the same address. */
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
 * The server accepts encoded query strings of 8,192 characters (contract A10); this is what remains after columns,
 * order and page. Checked here, because a longer address would exceed what servers accept.
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
