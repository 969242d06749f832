import { count } from '#lib/base/plural.ts'
import type { CommitPlan } from '#lib/change/consent/admit.ts'
import type { PlannedUnit } from '#lib/change/consent/chosen-units.ts'
import type { ProvenRecord } from '#lib/change/record/record.ts'
import { resultTag } from '#lib/change/record/record-signature.ts'
import { ConfigHubError } from '#lib/confighub/error.ts'

/**
 * What is written of a proposal is what was proposed: of the same head, with the same result. A unit that moved since
 * would be written with something that nobody proposed, and might lose newer work.
 */
export function mustBeAsProposed(record: ProvenRecord, plan: CommitPlan, secret: string): void {
  if (record.claim.facts.proposed === '') return
  const outrun = plan.units.filter((unit) => !isAsProposed(record, unit, secret))
  if (outrun.length === 0) return
  throw new ConfigHubError({
    status: 422,
    code: 'proposal-outrun',
    operation: 'commit',
    message: `${count(outrun.length, 'unit')} changed after the proposal was made, so the result is not the proposed one: ${namesOf(outrun)}. Nothing was written. Exclude ${outrun.length === 1 ? 'it' : 'them'} here, and propose ${outrun.length === 1 ? 'it' : 'them'} anew.`,
  })
}

/** The unit is at the proposed head, and becomes the proposed document. */
export function isAsProposed(
  { claim }: Pick<ProvenRecord, 'claim'>,
  unit: PlannedUnit,
  secret: string,
): boolean {
  const entry = claim.facts.planned.get(unit.UnitID)
  if (entry === undefined || entry.head !== unit.HeadRevisionNum) return false
  return entry.resultTag === resultTag(unit.UnitID, unit.resultHash, secret)
}

const named = 3

export function namesOf(units: readonly Pick<PlannedUnit, 'SpaceSlug' | 'Slug'>[]): string {
  const names = units.slice(0, named).map(({ SpaceSlug, Slug }) => `${SpaceSlug}/${Slug}`)
  const more = units.length - names.length
  return `${names.join(', ')}${more > 0 ? ` and ${more} more` : ''}`
}
