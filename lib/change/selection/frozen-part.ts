import type { FrozenUnit } from '#lib/change/model.ts'

/** The unit without what else is known of it, and without its cases, which only the seal keeps. */
export function frozenPart(unit: FrozenUnit): FrozenUnit {
  const { UnitID, SpaceID, Slug, SpaceSlug, HeadRevisionNum, DataHash, ToolchainType } = unit
  const frozen = { UnitID, SpaceID, Slug, SpaceSlug, HeadRevisionNum, DataHash }
  return ToolchainType === undefined ? frozen : { ...frozen, ToolchainType }
}
