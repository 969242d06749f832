import 'server-only'
import type { ConfigHub } from '#lib/confighub/client.ts'
import type { CallRows } from '#lib/confighub/united.ts'
import { rowsCap } from '#lib/rows/rows-asked.ts'
import type { RowsLine, RowsRequest, SpaceFacts } from '#lib/rows/rows-wire.ts'
import { computedFilter } from '#lib/server/reads/rows/computed-filter.ts'
import { maskBatch, maskSpaces } from '#lib/server/reads/rows/mask-batch.ts'
import { batchOf, firstPass, latePass, type Pass } from '#lib/server/reads/rows/row-batches.ts'
import { unitPages } from '#lib/server/reads/rows/unit-pages.ts'
import type { TaskContext } from '#lib/server/work/pool.ts'

export type RowsContext = TaskContext & { readonly signal: AbortSignal }

/**
 * The rows of a question as they come. The first page is followed by everything else that a screen shows of it; then
 * come the other rows, then the rest of what needs other entities.
 */
export async function* rowLines(
  hub: ConfigHub,
  { fields, computed, ...question }: RowsRequest,
  context: RowsContext,
): AsyncGenerator<RowsLine> {
  const first = firstPass(fields)
  const late = latePass(fields)
  const calls: CallRows[] = []
  const filter = await computedFilter(hub, computed, context)
  const passOf = ({ fields: page }: Pass, answered?: (call: CallRows) => void) =>
    unitPages(hub, question, page, context.signal, answered)
  const pages = filter.filtered(passOf(first, (call) => calls.push(call)))
  const latePages = late && filter.again(passOf(late))
  // Both passes go through the same pages in the same order, so the late one ends with the rows.
  let completed = 0
  const lateLine = async (units: Parameters<typeof batchOf>[0]): Promise<RowsLine> => {
    completed += units.length
    return { event: 'late', ...batchOf(units, late?.sources ?? []) }
  }
  try {
    let count = 0
    let isTruncated = false
    let isFirst = true
    for await (const units of pages) {
      const room = rowsCap - count
      const batch = batchOf(units.length > room ? units.slice(0, room) : units, first.sources)
      count += batch.ids.length
      yield { event: 'rows', ...(await maskBatch(batch, context)) }
      isTruncated = units.length > room
      if (isTruncated) break
      if (!isFirst) continue
      isFirst = false
      yield { event: 'spaces', spaces: [...(await readSpaces(hub, context))] }
      const page = await latePages?.next()
      if (page?.done === false) yield await lateLine(page.value)
    }
    while (latePages !== undefined && completed < count) {
      const page = await latePages.next()
      if (page.done) break
      yield await lateLine(page.value)
    }
    yield { event: 'end', count, isTruncated, calls, ...filter.outcome }
  } finally {
    await pages.return(undefined)
    await latePages?.return(undefined)
  }
}

/** Without secrets. One list of all Spaces costs less than each of them in every row. */
export async function readSpaces(hub: ConfigHub, context: RowsContext): Promise<readonly SpaceFacts[]> {
  const found = await hub.spaces({ select: 'Slug,Labels' }, context.signal)
  const facts = found.map(
    ({ Space: { SpaceID, Slug, Labels } }): SpaceFacts => ({ SpaceID, Slug, ...(Labels && { Labels }) }),
  )
  return maskSpaces(facts, context)
}
