import { compareText } from '#lib/base/code-point-order.ts'
import { dimensionsOf } from '#lib/confighub/dimensions.ts'
import type { ExtendedUnit } from '#lib/confighub/schema/entities.ts'

/** Something whose values tell units apart. */
export type WaveColumn = { readonly id: string; readonly label: string }

const spaceLabel = 'space-label:'
const unitLabel = 'unit-label:'

/** The columns that these units have values in. */
export function waveColumns(units: readonly ExtendedUnit[]): WaveColumn[] {
  const labelled = (prefix: string, what: string, labelsOf: (unit: ExtendedUnit) => object) => {
    const names = new Set(units.flatMap((unit) => Object.keys(labelsOf(unit))))
    return [...names]
      .sort(compareText)
      .map((name) => ({ id: `${prefix}${name}`, label: `${what} label ${name}` }))
  }
  return [
    { id: 'space', label: 'Space' },
    { id: 'environment', label: 'Environment' },
    { id: 'region', label: 'Region' },
    { id: 'unit', label: 'Unit name' },
    ...labelled(spaceLabel, 'Space', ({ Space }) => Space?.Labels ?? {}),
    ...labelled(unitLabel, 'Unit', ({ Unit }) => Unit.Labels ?? {}),
  ]
}

/** The value of each unit in a column, by UnitID; empty where there is none. */
export function columnValues(units: readonly ExtendedUnit[], column: string): Map<string, string> {
  return new Map(units.map((unit) => [unit.Unit.UnitID, readValue(unit, column)]))
}

function readValue({ Unit, Space }: ExtendedUnit, column: string): string {
  const space = Unit.SpaceSlug ?? Space?.Slug ?? Unit.SpaceID
  if (column === 'space') return space
  if (column === 'unit') return Unit.Slug
  if (column === 'environment' || column === 'region')
    return dimensionsOf(Space ?? { Slug: space })[column] ?? ''
  if (column.startsWith(spaceLabel)) return Space?.Labels?.[column.slice(spaceLabel.length)] ?? ''
  return Unit.Labels?.[column.slice(unitLabel.length)] ?? ''
}
