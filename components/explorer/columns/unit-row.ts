import { type Derived, dimensionsOf } from '#lib/confighub/dimensions.ts'
import type { ExtendedUnit } from '#lib/confighub/schema/entities.ts'
import type { RowTable } from '#lib/rows/row-table.ts'

/** One unit with what follows from its Space, for a place that shows a single one. */
export type UnitRow = {
  readonly id: string
  readonly spaceId: string
  readonly slug: string
  readonly spaceSlug: string
  readonly environment: string | undefined
  readonly region: string | undefined
  /** Which of them are derived from the Slug of the Space and are not labels. */
  readonly derived: Derived
  readonly head: number | undefined
  readonly released: number | undefined
  readonly isUnreleased: boolean
  readonly extended: ExtendedUnit
}

export function unitRow(extended: ExtendedUnit): UnitRow {
  const { Unit, Space } = extended
  const spaceSlug = Space?.Slug ?? Unit.SpaceSlug ?? ''
  const place = dimensionsOf(Space ?? { Slug: spaceSlug })
  const head = Unit.HeadRevisionNum
  const released = Unit.LastReleasedRevisionNum
  return {
    id: Unit.UnitID,
    spaceId: Unit.SpaceID,
    slug: Unit.Slug,
    spaceSlug,
    environment: place.environment,
    region: place.region,
    derived: place.derived,
    head,
    released,
    isUnreleased: head !== undefined && head !== released,
    extended,
  }
}

/** A row of the grid as the unit it is about, with what the grid knows of it. */
export function listedUnit(table: RowTable, row: number): UnitRow {
  const space = table.spaceOf(row)
  const head = table.sent('head').numberAt(row)
  const released = table.sent('released').numberAt(row)
  return unitRow({
    Unit: {
      UnitID: table.ids[row] ?? '',
      SpaceID: table.sent('spaceId').textAt(row) ?? '',
      Slug: table.sent('slug').textAt(row) ?? '',
      SpaceSlug: table.sent('space').textAt(row) ?? '',
      ...(head !== undefined && { HeadRevisionNum: head }),
      ...(released !== undefined && { LastReleasedRevisionNum: released }),
    },
    ...(space && { Space: space }),
  })
}
