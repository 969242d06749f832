import * as z from 'zod/mini'
import { parseJson } from '#lib/change/record/annotations.ts'
import { packIds, unpackIds } from '#lib/change/record/planned-units.ts'
import type { SealedUnit } from '#lib/change/seal/seal-contents.ts'

/**
 * Why a previewed unit is not part of what is written: the person excluded it, did not include a local override, did not
 * consent, ConfigHub would refuse it, or the patch does not change it.
 */
export const heldBackReasons = ['excluded', 'override', 'consent', 'refused', 'unchanged'] as const
export type HeldBackReason = (typeof heldBackReasons)[number]

export type HeldBack = {
  readonly why: ReadonlyMap<string, HeldBackReason>
  /** Units that the patch does not change, beyond those that are named. */
  readonly moreUnchanged: number
}

/** Ids of one reason, 22 characters each. */
const Kept = z.intersection(
  z.partialRecord(z.enum(heldBackReasons), z.string()),
  z.object({ more: z.exactOptional(z.int()) }),
)

/** As many as are named one by one, though nothing was to become of them. */
const maxUnchanged = 2000

/** Which units of a preview are left out of its change, and why; empty when there are none. */
export function keepHeldBack(previewed: readonly SealedUnit[], written: ReadonlySet<string>): string {
  const left = previewed.filter(({ UnitID }) => !written.has(UnitID))
  if (left.length === 0) return ''
  const byReason = Map.groupBy(
    left,
    ({ mark, resultHash }): HeldBackReason => (resultHash === undefined ? 'unchanged' : (mark ?? 'excluded')),
  )
  const unchanged = byReason.get('unchanged') ?? []
  byReason.set('unchanged', unchanged.slice(0, maxUnchanged))
  const kept = [...byReason].flatMap(([reason, units]) =>
    units.length === 0 ? [] : [[reason, packIds(units.map(({ UnitID }) => UnitID))] as const],
  )
  const more = unchanged.length - maxUnchanged
  return JSON.stringify({ ...Object.fromEntries(kept), ...(more > 0 ? { more } : {}) })
}

export function readHeldBack(text: string): HeldBack {
  const { more = 0, ...kept } = Kept.safeParse(parseJson(text)).data ?? {}
  const why = new Map<string, HeldBackReason>()
  for (const reason of heldBackReasons) for (const id of unpackIds(kept[reason] ?? '')) why.set(id, reason)
  return { why, moreUnchanged: more }
}
