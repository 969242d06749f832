import { isText } from '#lib/base/reader.ts'
import { isRecord } from '#lib/base/records.ts'
import type { WhereError, WhereResult } from '#lib/where/ast.ts'
import { callPlan, maxEncodedWhere } from '#lib/where/boolean/call-plan.ts'
import type { Conditions } from '#lib/where/boolean/conditions.ts'
import { type Query, type QueryTexts, queryTexts } from '#lib/where/boolean/query-chips.ts'
import { readConditions } from '#lib/where/boolean/read-conditions.ts'
import { parseComputed } from '#lib/where/computed/computed.ts'
import { parseWhereData } from '#lib/where/parse-data.ts'

/** The texts that together select units. Only the explorer has conditions that are computed here. */
export type QueryFields = Omit<QueryTexts, 'computed'> & Partial<Pick<QueryTexts, 'computed'>>

export type QueryReading = {
  readonly where: WhereResult<Conditions>
  readonly dataError: WhereError | undefined
  readonly computedError: WhereError | undefined
  /** The query as its parts, when every text is valid. */
  readonly query: Query | undefined
  /** The parts to send to the server. An invalid text is never sent, not even in part. */
  readonly isRunnable: boolean
  /** The canonical form, so that the same query as chips and as text leads to the same address. */
  readonly canonical: QueryTexts | undefined
}

export function readQuery({ where, data, type, computed = '' }: QueryFields): QueryReading {
  const read = tooLong(where) ?? readPlanned(where)
  const content = parseWhereData(data)
  const here = parseComputed(computed)
  const query =
    read.ok && content.ok && here.ok
      ? { where: read.value, data: content.value, type, computed: here.value }
      : undefined
  const canonical = query && queryTexts(query)
  return {
    where: read,
    dataError: content.ok ? undefined : content.error,
    computedError: here.ok ? undefined : here.error,
    query,
    isRunnable: canonical !== undefined,
    canonical,
  }
}

/** Conditions that would take too many calls are as wrong as those that cannot be read. */
function readPlanned(where: string): WhereResult<Conditions> {
  const read = readConditions(where, 'Unit')
  const plan = read.ok ? callPlan(read.value) : read
  return plan.ok ? read : plan
}

/** Checked here, because a longer address would exceed what servers accept. */
function tooLong(where: string): WhereResult<never> | undefined {
  const length = encodeURIComponent(where).length
  if (length <= maxEncodedWhere) return undefined
  const count = (number: number) => number.toLocaleString('en-GB')
  const message = `The query is too long: ${count(length)} characters when encoded, at most ${count(maxEncodedWhere)} are allowed. Shorten it with LIKE or a regular expression, or split it.`
  const fits = Math.floor((where.length * maxEncodedWhere) / length)
  return { ok: false, error: { message, span: { start: fits, end: where.length } } }
}

/** What was kept may be anything. */
export function isQueryFields(value: unknown): value is QueryFields {
  return (
    isRecord(value) &&
    isText(value.where) &&
    isText(value.data) &&
    isText(value.type) &&
    isComputed(value.computed)
  )
}

/** What was kept before there were such conditions has none. */
function isComputed(value: unknown): boolean {
  return value === undefined || isText(value)
}

export function sameQuery(a: QueryFields, b: QueryFields): boolean {
  const { computed = '' } = a
  return a.where === b.where && a.data === b.data && a.type === b.type && computed === (b.computed ?? '')
}
