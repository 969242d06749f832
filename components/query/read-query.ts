import type { QueryFields } from '#components/query/query-fields.ts'
import type { QueryReading } from '#components/query/query-reading.ts'
import type { WhereResult } from '#lib/where/ast.ts'
import { callPlan } from '#lib/where/boolean/call-plan.ts'
import type { Conditions } from '#lib/where/boolean/conditions.ts'
import { queryTexts } from '#lib/where/boolean/query-chips.ts'
import { readConditions } from '#lib/where/boolean/read-conditions.ts'
import { parseComputed } from '#lib/where/computed/computed.ts'
import { maxEncodedWhere } from '#lib/where/longest-where.ts'
import { parseWhereData } from '#lib/where/parse-data.ts'
import { shownChips } from '#lib/where/subjects/shown-chips.ts'

/** Reads the texts with the whole language, which a browser has only after the first rows (`useReading`). */
export function readQuery(fields: QueryFields): QueryReading {
  const { where, data, type, computed = '' } = fields
  const read = tooLong(where) ?? readPlanned(where)
  const content = parseWhereData(data)
  const here = parseComputed(computed)
  const query =
    read.ok && content.ok && here.ok
      ? { where: read.value, data: content.value, type, computed: here.value }
      : undefined
  const canonical = query && queryTexts(query)
  return {
    fields,
    isRead: true,
    where: read,
    dataError: content.ok ? undefined : content.error,
    computedError: here.ok ? undefined : here.error,
    query,
    chips: query === undefined ? [] : shownChips(query),
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
