import * as z from 'zod/mini'
import { entriesOf, rangesOf } from '#lib/base/place-ranges.ts'
import type { Outcome } from '#lib/change/model.ts'
import { parseJson } from '#lib/change/record/annotations.ts'
import { maskText } from '#lib/config/mask/mask.ts'

/**
 * `retried`: it was not written at first, for this reason, and was written later under the same record. `written` is
 * kept of a change that makes no revisions, which would tell it.
 */
const statuses = ['moved', 'already-so', 'left-query', 'refused', 'unknown', 'retried', 'written'] as const

/** What became of a planned unit, as the record keeps it: why it was not written, as a rule. */
export const KeptOutcome = z.object({ status: z.enum(statuses), why: z.string() })
export type KeptOutcome = z.infer<typeof KeptOutcome>

/** Units with the same status and reason: `[status, reason, "0-4,7"]`, by their places among the planned ones. */
const Groups = z.array(z.tuple([z.enum(statuses), z.string(), z.string()]))

const maxReason = 300
/** More reasons than people read; the units of others keep their status. */
const maxGroups = 100

/** What the record keeps after a commit; empty when every unit was written at once, and revisions tell it. */
export function keepOutcomes(
  plannedIds: readonly string[],
  earlier: ReadonlyMap<string, KeptOutcome>,
  outcomes: ReadonlyMap<string, Outcome>,
  hasRevisions = true,
): string {
  const groups = new Map<string, { status: KeptOutcome['status']; why: string; places: number[] }>()
  for (const [place, id] of plannedIds.entries()) {
    const kept = keptOf(outcomes.get(id), earlier.get(id), hasRevisions)
    if (kept === undefined) continue
    const isOne = groups.size >= maxGroups && !groups.has(keyOf(kept))
    const { status, why } = isOne ? { ...kept, why: '' } : kept
    const group = groups.get(keyOf({ status, why })) ?? { status, why, places: [] }
    group.places.push(place)
    groups.set(keyOf(group), group)
  }
  if (groups.size === 0) return ''
  return JSON.stringify(
    [...groups.values()].map(({ status, why, places }) => [status, why, rangesOf(places)]),
  )
}

/** By UnitID. What cannot be read says nothing; the signature tells when someone wrote it. */
export function readOutcomes(text: string, plannedIds: readonly string[]): Map<string, KeptOutcome> {
  const groups = Groups.safeParse(parseJson(text)).data ?? []
  return entriesOf(
    groups.map(([status, why, ranges]) => [{ status, why }, ranges] as const),
    plannedIds,
  )
}

function keptOf(
  outcome: Outcome | undefined,
  earlier: KeptOutcome | undefined,
  hasRevisions: boolean,
): KeptOutcome | undefined {
  switch (outcome?.status) {
    case undefined:
      return earlier
    case 'written':
    case 'already-written':
      if (earlier !== undefined && earlier.status !== 'written')
        return { status: 'retried', why: earlier.why }
      return hasRevisions ? undefined : { status: 'written', why: '' }
    case 'already-so':
    case 'left-query':
      return { status: outcome.status, why: '' }
    case 'moved':
    case 'refused':
    case 'unknown':
      return { status: outcome.status, why: shortened(maskText(outcome.reason)) }
    default:
      return outcome satisfies never
  }
}

function shortened(text: string): string {
  const characters = [...text.toWellFormed()]
  return characters.length > maxReason ? `${characters.slice(0, maxReason).join('')}…` : text.toWellFormed()
}

function keyOf({ status, why }: KeptOutcome): string {
  return `${status} ${why}`
}
