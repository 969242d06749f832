import type { ExtendedUnit } from '#lib/confighub/schema/entities.ts'

/** How many revisions of its upstream unit a unit has not merged; undefined without an upstream that is known. */
export function behindUpstream({ Unit, UpstreamUnit }: ExtendedUnit): number | undefined {
  if (Unit.UpstreamRevisionNum === undefined || UpstreamUnit?.HeadRevisionNum === undefined) return undefined
  return UpstreamUnit.HeadRevisionNum - Unit.UpstreamRevisionNum
}
