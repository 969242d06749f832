import type { FrozenUnit, Patch } from '#lib/change/model.ts'
import type { SealContents } from '#lib/change/seal/seal-contents.ts'
import { readSelected } from '#lib/change/selection/freeze.ts'
import { askedFacts, casesFor, noFacts } from '#lib/change/selection/unit-facts.ts'
import { mapParallel } from '#lib/confighub/chunking.ts'
import type { BrowserHub } from '#lib/confighub/client.ts'
import type { Unit } from '#lib/confighub/schema/entities.ts'
import { whereCalls } from '#lib/confighub/united.ts'

/** How the result of the query changed since the preview. */
export type Drift = {
  readonly newMatches: readonly { UnitID: string; Slug: string; SpaceSlug: string }[]
  /** Whether a frozen unit is still selected. */
  readonly isSelected: (unit: FrozenUnit) => boolean
  /** Its current head, if the query returned it. */
  readonly headOf: (unit: FrozenUnit) => UnitHead | undefined
  /** Bytes of its document, if the query returned it. */
  readonly sizeOf: (unit: FrozenUnit) => number
  /** Its Version, which every change of its metadata raises, if the query returned it. */
  readonly versionOf: (unit: FrozenUnit) => number | undefined
  /** Another value is meant for it now than was previewed, because its name or a label changed. */
  readonly hasOtherCase: (unit: FrozenUnit) => boolean
}

/** The head of a unit at one moment. */
export type UnitHead = { readonly num: number; readonly dataHash: string }

export async function findDrift(
  hub: BrowserHub,
  { selection, units, patch }: Pick<SealContents, 'selection' | 'units'> & { readonly patch?: Patch },
  signal?: AbortSignal,
): Promise<Drift> {
  const now = await readSelected(hub, selection, patch === undefined ? noFacts : askedFacts(patch), signal)
  const selected = new Map(now.map((unit) => [unit.Unit.UnitID, unit]))
  // A pick is a list of ids; its query only says which of them still match.
  const matching =
    selection.kind === 'units' ? await stillMatching(hub, units, selection.where, signal) : undefined
  const frozen = new Set(units.map((unit) => unit.UnitID))
  const newMatches =
    selection.kind === 'units' ? [] : now.filter(({ Unit }) => !frozen.has(Unit.UnitID)).map(nameOf)
  return {
    newMatches,
    isSelected: ({ UnitID }) => selected.has(UnitID) && (matching?.has(UnitID) ?? true),
    headOf: ({ UnitID }) => {
      const unit = selected.get(UnitID)
      return unit === undefined ? undefined : headOf(unit.Unit)
    },
    sizeOf: ({ UnitID }) => selected.get(UnitID)?.Unit.DataSize ?? 0,
    versionOf: ({ UnitID }) => selected.get(UnitID)?.Unit.Version,
    hasOtherCase: ({ UnitID, cases }) => {
      const unit = selected.get(UnitID)
      return unit !== undefined && patch !== undefined && String(cases) !== String(casesFor(patch, unit))
    },
  }
}

async function stillMatching(
  hub: BrowserHub,
  units: readonly FrozenUnit[],
  where: string | undefined,
  signal: AbortSignal | undefined,
): Promise<Set<string> | undefined> {
  if (where === undefined || where.trim() === '') return undefined
  const ids = units.map((unit) => unit.UnitID)
  // One after the other, because each is in chunks of which four run at a time.
  const found = await mapParallel(
    whereCalls(where, 'GET /unit'),
    (call) => hub.unitsById(ids, { where: call, select: 'Slug' }, signal),
    1,
  )
  return new Set(found.flat().map(({ Unit }) => Unit.UnitID))
}

export function headOf({ HeadRevisionNum = 0, DataHash = '' }: Unit): UnitHead {
  return { num: HeadRevisionNum, dataHash: DataHash }
}

function nameOf({ Unit, Space }: Awaited<ReturnType<typeof readSelected>>[number]) {
  return { UnitID: Unit.UnitID, Slug: Unit.Slug, SpaceSlug: Unit.SpaceSlug ?? Space?.Slug ?? Unit.SpaceID }
}
