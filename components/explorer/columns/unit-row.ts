import { compareValues } from '#components/explorer/columns/sort.ts'
import { type Derived, dimensionsOf } from '#lib/confighub/dimensions.ts'
import type { ExtendedUnit } from '#lib/confighub/schema/entities.ts'
import type { ValueCell, ValuesResponse } from '#lib/confighub/values.ts'

/** A value from inside a document. Loading, absent and empty are three different states. */
export type CellValue =
  | { readonly kind: 'loading' }
  | { readonly kind: 'unknown' }
  | { readonly kind: 'absent' }
  | {
      readonly kind: 'value'
      readonly text: string
      readonly sort: string | number
      readonly isMasked: boolean
    }

/** One line of the grid, with everything the columns derive already derived. */
export type UnitRow = {
  readonly id: string
  readonly spaceId: string
  readonly slug: string
  readonly spaceSlug: string
  readonly environment: string | undefined
  readonly region: string | undefined
  readonly continent: string | undefined
  /** Which of them are derived from the Slug of the Space and are not labels. */
  readonly derived: Derived
  readonly head: number | undefined
  readonly released: number | undefined
  readonly isUnreleased: boolean
  readonly changedById: string | undefined
  readonly changedAt: string | undefined
  /** In the order of the value columns asked for. */
  readonly values: readonly CellValue[]
  readonly extended: ExtendedUnit
}

export function unitRows(
  units: readonly ExtendedUnit[],
  values: ValuesResponse | undefined,
  valueCount: number,
): UnitRow[] {
  const rows = units.map((extended): UnitRow => {
    const { Unit, Space, HeadRevision } = extended
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
      continent: Space?.Labels?.Continent,
      derived: place.derived,
      head,
      released,
      isUnreleased: head !== undefined && head !== released,
      changedById: HeadRevision?.UserID,
      changedAt: HeadRevision?.CreatedAt ?? Unit.UpdatedAt,
      values: cellsOf(values, Unit.UnitID, valueCount),
      extended,
    }
  })
  // The server sorts by unit only, so fifty regions with the same unit name have no defined order.
  return rows.sort((a, b) => compareValues(a.slug, b.slug) || compareValues(a.spaceSlug, b.spaceSlug))
}

function cellsOf(values: ValuesResponse | undefined, unitId: string, count: number): CellValue[] {
  const answer = values?.units[unitId]
  return Array.from({ length: count }, (_, index) => {
    if (!values) return { kind: 'loading' }
    // The server answered without this unit, so the unit cannot be read. That differs from having no such value.
    if (!answer) return { kind: 'unknown' }
    return cellValue(answer.cells[index] ?? [])
  })
}

/** @internal For tests. */
export function cellValue(cell: ValueCell): CellValue {
  if (cell.length === 0) return { kind: 'absent' }
  const text = cell.map(({ value }) => String(value)).join(', ')
  const first = cell[0]?.value
  return {
    kind: 'value',
    text,
    sort: cell.length === 1 && typeof first === 'number' ? first : text,
    isMasked: cell.some(({ masked }) => masked === true),
  }
}

/** How many revisions of the upstream unit this one has not merged; undefined without an upstream. */
export function behindUpstream({ extended: { Unit, UpstreamUnit } }: UnitRow): number | undefined {
  if (Unit.UpstreamRevisionNum === undefined || UpstreamUnit?.HeadRevisionNum === undefined) return undefined
  return UpstreamUnit.HeadRevisionNum - Unit.UpstreamRevisionNum
}
