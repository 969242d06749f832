import { holds } from '#lib/change/metadata/values.ts'
import type { MetadataChange } from '#lib/change/model.ts'
import type { ChangedUnit } from '#lib/change/record/change-record.ts'
import type { Claim, Holding } from '#lib/change/record/proof.ts'
import type { Unit } from '#lib/confighub/schema/entities.ts'

/** Whether a unit can still become what was planned. A change of its metadata shows in no revision. */
export function isAsPlanned(
  unit: Unit | undefined,
  head: number,
  change: MetadataChange | undefined,
): boolean {
  if (unit?.HeadRevisionNum !== head) return false
  return change === undefined || holds(unit, change.before)
}

type State = Extract<ChangedUnit['state'], 'written' | 'moved-on' | 'not-written'>

/**
 * What became of each unit of a change of metadata, by UnitID. No revision tells, so the outcomes that the record keeps
 * count; where the commit was interrupted before it kept any, it is whether the values stand.
 */
export function metadataStates({
  claim,
  holding,
}: {
  readonly claim: Claim
  readonly holding: Holding
}): Map<string, State> {
  return new Map(
    [...claim.facts.metadata].map(([id, { after }]): [string, State] => {
      const unit = holding.units.get(id)?.Unit
      const stands = unit !== undefined && holds(unit, after)
      if (!(wasWritten(id, claim) ?? stands)) return [id, 'not-written']
      return [id, stands || unit === undefined ? 'written' : 'moved-on']
    }),
  )
}

/** As the record says it; undefined where it does not. */
function wasWritten(
  id: string,
  { outcomes, outcomesSignature, counts, countsSignature, facts }: Claim,
): boolean | undefined {
  // Nobody has begun to write a proposal before a second preview is sealed.
  if (facts.proposed !== '' && !facts.sealHash.includes(' ')) return false
  if (outcomesSignature === 'altered') return undefined
  const status = outcomes.get(id)?.status
  if (status === 'written' || status === 'retried') return true
  // While a commit runs, and forever if it was interrupted, the outcomes are those of an earlier one.
  const isClosed = counts !== undefined && countsSignature === 'signed'
  return isClosed && status !== 'unknown' ? false : undefined
}
