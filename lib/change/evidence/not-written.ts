import type { Predicate } from '#lib/change/evidence/statement.ts'
import type { ChangedUnit, ChangeRecord } from '#lib/change/record/change-record.ts'
import { heldBackUnits } from '#lib/change/record/read-change.ts'
import type { ProvenRecord } from '#lib/change/record/record.ts'
import { waitsFrom } from '#lib/change/waves/words.ts'

type Unwritten = NonNullable<Predicate['outcomes']>[number]

/** Each planned unit that was not written, with why; and what the preview had besides. */
export function notWrittenOf(
  record: ProvenRecord,
  units: readonly ChangedUnit[],
): Pick<Predicate, 'notWritten' | 'outcomes' | 'leftOut'> {
  const outcomes: Unwritten[] = []
  const numbers = new Map<string, number>()
  const numberOf = (outcome: Unwritten): number => {
    const key = JSON.stringify(outcome)
    const number = numbers.get(key) ?? outcomes.push(outcome) - 1
    numbers.set(key, number)
    return number
  }
  const { state, stateSignature } = record.claim
  const waits = waitsFrom(state === undefined || stateSignature !== 'signed' ? {} : { waveState: state })
  const notWritten = units.flatMap((each) => {
    if (each.state !== 'not-written' && each.state !== 'elsewhere') return []
    const outcome = outcomeOf(each, waits)
    return {
      UnitID: each.UnitID,
      ...(each.unit && { unit: nameOf(each.unit) }),
      ...(outcome && { outcome: numberOf(outcome) }),
    }
  })
  const leftOut = leftOutOf(heldBackUnits(record))
  return {
    notWritten,
    ...(outcomes.length === 0 ? {} : { outcomes }),
    ...(leftOut.length === 0 ? {} : { leftOut }),
  }
}

function outcomeOf({ state, outcome, wave = 0 }: ChangedUnit, waits: number): Unwritten | undefined {
  if (state === 'elsewhere') return { status: 'elsewhere', why: '' }
  if (outcome === undefined) return wave >= waits ? { status: 'waiting', why: '' } : undefined
  const { status, why } = outcome
  // What only the outcomes tell is metadata, and evidence is of revisions.
  return status === 'written' ? undefined : { status, why }
}

function leftOutOf({
  heldBack,
  moreUnchanged,
}: Pick<ChangeRecord, 'heldBack' | 'moreUnchanged'>): NonNullable<Predicate['leftOut']> {
  const byReason = Map.groupBy(heldBack, ({ why }) => why)
  return [...byReason].map(([why, left]) => ({
    why,
    units: left.map(({ UnitID, unit }) => (unit === undefined ? UnitID : nameOf(unit))),
    ...(why === 'unchanged' && moreUnchanged > 0 ? { more: moreUnchanged } : {}),
  }))
}

function nameOf({ SpaceSlug, Slug }: { readonly SpaceSlug: string; readonly Slug: string }): string {
  return `${SpaceSlug}/${Slug}`
}
