import 'server-only'
import { compareText } from '#lib/base/code-point-order.ts'
import { visibleText } from '#lib/base/visible-text.ts'
import type { ConfigHub } from '#lib/confighub/client.ts'
import {
  countedUnits,
  listedValues,
  type ValueCounts,
  ValueCountsRequest,
} from '#lib/rows/value-counts-wire.ts'
import { accountHolderOf, type RouteContext } from '#lib/server/access/access.ts'
import { charge } from '#lib/server/access/limits.ts'
import { answerJson } from '#lib/server/http/answer-json.ts'
import { readChecked } from '#lib/server/http/request-body.ts'
import { withheld } from '#lib/server/masking/mask-answer.ts'
import { maskFields } from '#lib/server/masking/mask-texts.ts'
import { refuse } from '#lib/server/masking/refusal.ts'
import type { RowsContext } from '#lib/server/reads/rows/row-lines.ts'
import { unitPages } from '#lib/server/reads/rows/unit-pages.ts'
import { unitValues, type Values } from '#lib/server/reads/unit-values.ts'
import { type Countable, countable } from '#lib/where/countable.ts'

const maxRequestBytes = 64 * 1024

export async function answerValueCounts(
  request: Request,
  { hub, requestId, session }: RouteContext,
): Promise<Response> {
  const asked = await readChecked(request, ValueCountsRequest, maxRequestBytes)
  if (!asked.ok) return refuse(400, 'bad-request', asked.message, requestId)
  const what = countable(asked.value.attribute, 'Unit')
  if (what === undefined) {
    const message = `Values of ${asked.value.attribute} cannot be counted: it is no attribute of units, or a list.`
    return refuse(400, 'bad-request', message, requestId)
  }
  if (what.key !== undefined && withheld.has(what.attribute)) {
    const message = `Values of ${asked.value.attribute} are not shown: they come from documents, and may be secret.`
    return refuse(400, 'withheld', message, requestId)
  }
  const holder = accountHolderOf(request, session.UserID)
  const context = { owner: session.UserID, signal: request.signal }
  // The request itself has paid for the first page.
  const onPage = () => charge('reads', holder, 1)
  const body: ValueCounts = await countValues(hub, { ...asked.value, what }, context, onPage)
  return answerJson(body, requestId)
}

async function countValues(
  hub: ConfigHub,
  { what, ...question }: ValueCountsRequest & { readonly what: Countable },
  context: RowsContext,
  onPage: () => Promise<void>,
): Promise<ValueCounts> {
  const { fields, read } = await unitValues(hub, what, context.signal)
  const tally = new Tally()
  let units = 0
  let isPartial = false
  for await (const page of unitPages(hub, question, fields, context.signal)) {
    if (units > 0) await onPage()
    const counted = page.slice(0, countedUnits - units)
    for (const unit of counted) tally.add(read(unit))
    units += counted.length
    isPartial = counted.length < page.length
    if (isPartial) break
  }
  const { found, absent, unknown } = tally
  return { ...(await listed(found, what, context)), absent, unknown, units, isPartial }
}

class Tally {
  readonly found = new Map<string, number>()
  absent = 0
  unknown = 0

  add(values: Values): void {
    if (values === 'unknown') this.unknown += 1
    else if (values.length === 0) this.absent += 1
    else for (const value of values) this.found.set(value, (this.found.get(value) ?? 0) + 1)
  }
}

/** The most frequent values. What would be shown otherwise than it is spelled is counted: asking for that finds nothing. */
async function listed(
  found: ReadonlyMap<string, number>,
  { attribute, key }: Countable,
  context: RowsContext,
): Promise<Pick<ValueCounts, 'values' | 'more' | 'masked' | 'invisible'>> {
  const sorted = [...found].sort(([a, many], [b, few]) => few - many || compareText(a, b))
  const first = sorted.slice(0, listedValues)
  const shown = await maskFields(
    first.map(([text]) => ({ name: key ?? attribute, text })),
    context,
  )
  const values = first.flatMap(([value, units], at) => (shown[at] === value ? [{ value, units }] : []))
  const hidden = first.length - values.length
  const invisible = first.filter(([text], at) => shown[at] !== text && shown[at] === visibleText(text)).length
  return { values, masked: hidden - invisible, invisible, more: sorted.length - first.length }
}
