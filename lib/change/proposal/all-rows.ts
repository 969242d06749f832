import { count } from '#lib/base/plural.ts'
import type { CommitPlan } from '#lib/change/consent/admit.ts'
import type { PlannedUnit } from '#lib/change/consent/chosen-units.ts'
import { proposalRefusal } from '#lib/change/proposal/proposal-refusal.ts'
import { isAsPlanned } from '#lib/change/record/metadata-states.ts'
import type { ProvenRecord } from '#lib/change/record/record.ts'
import { type WavePlan, waveNumber } from '#lib/change/waves/plan.ts'
import { reachedBy } from '#lib/change/waves/state.ts'

type Begun = {
  /** Units of the plan that the query of its preview still selects: a query can leave out as well. */
  readonly selected: readonly PlannedUnit[]
  /** Units of which it is known that this change wrote them. */
  readonly written: ReadonlySet<string>
  /** The waves of the record that is written. */
  readonly waves: WavePlan | undefined
}

/**
 * An approval is of the whole: without some of its rows it is another change, which nobody looked at. Waves come one
 * after the other, so the rows of later ones only wait. Those of a wave that is over had their turn.
 */
export function mustHaveAllRows(
  { claim, holding }: Pick<ProvenRecord, 'claim' | 'holding'>,
  plan: CommitPlan,
  { selected, written, waves: ours }: Begun,
): void {
  const { planned, waves, metadata } = claim.facts
  const over = waves === undefined ? 0 : reachedBy(claim.state)
  const last = plan.units.reduce((most, { UnitID }) => Math.max(most, waveNumber(waves, UnitID)), 0)
  const asked = selected.filter(({ UnitID }) => waveNumber(ours, UnitID) >= (plan.wave ?? 1))
  const chosen = new Set(asked.map(({ UnitID }) => UnitID))
  const refused = new Set(
    plan.contents.units.flatMap(({ UnitID, mark }) => (mark === 'refused' ? UnitID : [])),
  )
  const left = [...planned.values()].filter(({ UnitID, head }) => {
    const wave = waveNumber(waves, UnitID)
    return (
      wave > over &&
      wave <= last &&
      !chosen.has(UnitID) &&
      !refused.has(UnitID) &&
      !written.has(UnitID) &&
      isAsPlanned(holding.units.get(UnitID)?.Unit, head, metadata.get(UnitID))
    )
  })
  if (left.length === 0) return
  throw proposalRefusal(
    'approval-other-rows',
    `${count(left.length, 'unit')} of the approved proposal ${left.length === 1 ? 'is' : 'are'} left out. Nothing was written. Write all that is still as it was proposed, or make another proposal.`,
  )
}
