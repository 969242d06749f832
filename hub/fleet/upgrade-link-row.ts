import { parameterHash } from '#hub/entities/parameter-hash.ts'
import type { UnitHistory } from '#hub/fleet/history.ts'
import { fleetId, unitIdOf } from '#hub/fleet/identity.ts'
import type { Defaulting, LinkTable, UnitTable } from '#hub/store/tables.ts'

type UpgradeLink = Defaulting<LinkTable> & { readonly LinkID: string }

/** The Link of a clone to its upstream unit (contract 4.3). */
export function upgradeLinkRow(
  unit: Defaulting<UnitTable>,
  { upstream, steps }: UnitHistory,
): UpgradeLink | undefined {
  if (upstream === null) return undefined
  const { OrganizationID, SpaceID, UnitID, CreatedAt } = unit
  const LinkID = fleetId('link', `${UnitID}/upgrade`)
  const ToUnitID = unitIdOf(upstream)
  const merges = steps.findLastIndex(({ source }) => source === 'CloneUnit' || source === 'UpgradeUnit')
  return {
    LinkID,
    OrganizationID,
    SpaceID,
    Slug: `upgrade-${unit.Slug}`,
    DisplayName: '',
    Labels: {},
    Annotations: {},
    DeleteGates: {},
    CreatedAt,
    UpdatedAt: CreatedAt,
    Version: 1,
    FromUnitID: UnitID,
    ToUnitID,
    ToSpaceID: fleetId('space', upstream.spaceSlug),
    UpdateType: 'UpgradeUnit',
    AutoUpdate: false,
    UpstreamLastMergedRevisionNum: unit.UpstreamRevisionNum,
    DownstreamLastMergedRevisionNum: merges + 1,
    TransformInvocationID: null,
    WhereMutation: '',
    WhereResource: '',
    UpstreamLinkID: null,
    UpstreamSpaceID: null,
    Squash: false,
    Protect: false,
    MergeEnableSubtraction: false,
    UpstreamPaths: [],
    UpstreamGetters: [],
    DownstreamPaths: [],
    DownstreamSetters: [],
    ManualBindings: [],
    Bindings: [],
    Hash: parameterHash([UnitID, ToUnitID, 'UpgradeUnit', '', '']),
    ActsForUserID: null,
  }
}
