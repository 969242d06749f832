import { whereIn } from '#lib/confighub/chunking.ts'
import { browserHub } from '#lib/queries/browser-hub.ts'
import type { RowTable } from '#lib/rows/row-table.ts'

/** As many ids as one call can name. */
const mostLookedAt = 100

/** Which units are looked for next: those on screen, and as many of the others in turn. */
export function lookedAt(
  { ids, count }: Pick<RowTable, 'ids' | 'count'>,
  visibleRows: readonly number[],
  from: number,
): { readonly ids: readonly string[]; readonly next: number } {
  const rows = new Set(visibleRows.filter((row) => row < count).slice(0, mostLookedAt))
  let next = from < count ? from : 0
  for (let left = Math.min(count, mostLookedAt - rows.size); left > 0; left -= 1) {
    rows.add(next)
    next = (next + 1) % count
  }
  return { ids: [...rows].flatMap((row) => ids[row] ?? []), next }
}

/** Those of the units that are there no more, or that one may no longer see: the hub tells them from no others. */
export async function goneUnits(ids: readonly string[], signal: AbortSignal): Promise<ReadonlySet<string>> {
  const gone = new Set(ids)
  for (const where of whereIn('UnitID', ids)) {
    const { items, next } = await browserHub.unitPage({ where, select: 'Slug', limit: mostLookedAt }, signal)
    // Of half an answer nobody knows what the other half would have had.
    if (next !== undefined) return new Set()
    for (const { Unit } of items) gone.delete(Unit.UnitID)
  }
  return gone
}
