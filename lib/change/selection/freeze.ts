import { compareText } from '#lib/base/code-point-order.ts'
import { isOfMetadata } from '#lib/change/metadata/values.ts'
import type { FrozenUnit, Patch, Selection } from '#lib/change/model.ts'
import { type AskedFacts, askedFacts, casesFor } from '#lib/change/selection/unit-facts.ts'
import type { BrowserHub } from '#lib/confighub/client.ts'
import { ConfigHubError } from '#lib/confighub/error.ts'
import type { ExtendedUnit, Unit } from '#lib/confighub/schema/entities.ts'
import { unitedUnits } from '#lib/confighub/united.ts'

/** A preview reads every document; larger changes should be split. */
const maxUnits = 10_000

/** A frozen unit, the unit it was cloned from, and the open ChangeSet that it is in. */
export type Frozen = {
  readonly unit: FrozenUnit
  /** Bytes of its document. */
  readonly size: number
  readonly upstreamUnitId?: string
  /** Its name, or its id when the name is unknown. */
  readonly changeSet?: string
  /** It has Permissions of its own, besides those of its Space. */
  readonly hasOwnPermissions?: boolean
  /** What it is beside its document, for a patch of that. */
  readonly metadata?: Unit
}

export type Freeze = {
  readonly units: readonly Frozen[]
  /** Picked units that were deleted, or may not be seen. */
  readonly missingIds: readonly string[]
}

const always = {
  select: [
    'Slug',
    'SpaceID',
    'SpaceSlug',
    'HeadRevisionNum',
    'DataHash',
    'DataSize',
    'ToolchainType',
    'UpstreamUnitID',
    'ChangeSetID',
    'Permissions',
  ],
  include: ['ChangeSetID'],
} as const

/** The selection as it is now: ids, heads and hashes, and which cases of the patch are for which unit. */
export async function freezeSelection(
  hub: BrowserHub,
  selection: Selection,
  patch: Patch,
  signal?: AbortSignal,
): Promise<Freeze> {
  const found = await readSelected(hub, selection, askedFacts(patch), signal)
  const units = found.map((unit) => freezeUnit(unit, patch)).sort(bySpaceAndSlug)
  const present = new Set(units.map(({ unit }) => unit.UnitID))
  const asked = selection.kind === 'units' ? [...new Set(selection.unitIds)] : []
  return { units, missingIds: asked.filter((id) => !present.has(id)) }
}

/** The units that a selection matches now; for a pick, those that still match its query. */
export async function readSelected(
  hub: BrowserHub,
  selection: Selection,
  facts: AskedFacts,
  signal?: AbortSignal,
): Promise<ExtendedUnit[]> {
  const select = [...always.select, ...facts.select].join(',')
  const include = [...always.include, ...facts.include].join(',')
  if (selection.kind === 'units') {
    if (selection.unitIds.length > maxUnits) throw tooMany()
    return hub.unitsById(selection.unitIds, { select, include }, signal)
  }
  const { where, whereData = '', resourceType = '' } = selection
  const parameters = { where, where_data: whereData, resource_type: resourceType, select, include }
  const { units, truncated } = await unitedUnits(hub, parameters, maxUnits, signal)
  if (truncated) throw tooMany()
  return units
}

function freezeUnit(found: ExtendedUnit, patch: Patch): Frozen {
  const { Unit, ChangeSet } = found
  const cases = casesFor(patch, found)
  const unit = {
    UnitID: Unit.UnitID,
    SpaceID: Unit.SpaceID,
    Slug: Unit.Slug,
    SpaceSlug: Unit.SpaceSlug ?? Unit.SpaceID,
    HeadRevisionNum: Unit.HeadRevisionNum ?? 0,
    DataHash: Unit.DataHash ?? '',
    ...toolchainOf(Unit.ToolchainType),
    ...(cases === undefined ? {} : { cases }),
  }
  const { UpstreamUnitID: upstreamUnitId, ChangeSetID, Permissions } = Unit
  return {
    unit,
    size: Unit.DataSize ?? 0,
    ...(upstreamUnitId === undefined ? {} : { upstreamUnitId }),
    ...(Object.keys(Permissions ?? {}).length === 0 ? {} : { hasOwnPermissions: true }),
    ...(isOfMetadata(patch) ? { metadata: Unit } : {}),
    ...(ChangeSetID === undefined ? {} : { changeSet: ChangeSet?.Slug ?? ChangeSetID }),
  }
}

/** Most units are Kubernetes/YAML; leaving that out keeps seals short. */
function toolchainOf(ToolchainType: string | undefined): Pick<FrozenUnit, 'ToolchainType'> {
  return ToolchainType === undefined || ToolchainType === 'Kubernetes/YAML' ? {} : { ToolchainType }
}

function bySpaceAndSlug(a: Frozen, b: Frozen): number {
  return compareText(a.unit.SpaceSlug, b.unit.SpaceSlug) || compareText(a.unit.Slug, b.unit.Slug)
}

function tooMany(): ConfigHubError {
  return new ConfigHubError({
    status: 413,
    code: 'too-many-units',
    operation: 'preview',
    message: `This selects more than ${maxUnits.toLocaleString('en')} units. Narrow the query and change them in parts.`,
  })
}
