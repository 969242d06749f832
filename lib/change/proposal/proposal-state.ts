import type { ChangedUnit, ChangeRecord, ChangeSummary } from '#lib/change/record/change-record.ts'
import { isGenuine } from '#lib/change/record/proof-schema.ts'

type Summary = Pick<ChangeSummary, 'proposed' | 'counts' | 'proof'> & { readonly written?: number }

/** The signed record of a change that nobody has begun to write. */
export function isOpenProposal({ proposed, counts, proof, written = 0 }: Summary): boolean {
  return proposed !== '' && counts === undefined && written === 0 && isGenuine(proof)
}

/** The units that can still become what was proposed. */
export function unmovedIds({ units }: { readonly units: readonly ChangedUnit[] }): string[] {
  return units.flatMap((unit) => (unit.state === 'not-written' && !hasMoved(unit) ? unit.UnitID : []))
}

type Begun = Pick<ChangeRecord, 'proposed' | 'isOfProposal' | 'units'>

/** Of a change that began as a proposal, what others changed since: it is not written with the rest. */
export function overtakenUnits({ proposed, isOfProposal, units }: Begun): readonly ChangedUnit[] {
  return proposed !== '' || isOfProposal === true ? units.filter(hasMoved) : []
}

/** Someone changed the unit, or took it away, after it was proposed. */
export function hasMoved({ unit, previewed, state, isOutrun }: ChangedUnit): boolean {
  if (state !== 'not-written') return false
  return unit === undefined || unit.HeadRevisionNum !== previewed || isOutrun === true
}
