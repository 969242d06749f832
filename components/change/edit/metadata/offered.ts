import type { MetadataRow } from '#components/change/edit/metadata/metadata-draft.ts'
import { compareText } from '#lib/base/code-point-order.ts'
import { count } from '#lib/base/plural.ts'
import type { ExtendedUnit } from '#lib/confighub/schema/entities.ts'

type Units = readonly ExtendedUnit[]
export type Offered = { readonly label: string; readonly detail: string }

/** Keys that some of these units have, the most frequent first. */
export function keysIn(units: Units, field: MetadataRow['field']): Offered[] {
  if (field === 'DisplayName' || field === 'TargetID') return []
  return counted(units.flatMap(({ Unit }) => Object.keys(Unit[field] ?? {})))
}

/** Values that a label has in these units. */
export function valuesIn(units: Units, key: string): Offered[] {
  return counted(
    units.flatMap(({ Unit: { Labels = {} } }) => (Object.hasOwn(Labels, key) ? (Labels[key] ?? '') : [])),
  )
}

function counted(texts: readonly string[]): Offered[] {
  const found = [...Map.groupBy(texts, (text) => text)].map(([label, { length }]) => ({ label, length }))
  return found
    .filter(({ label }) => label !== '')
    .sort((a, b) => b.length - a.length || compareText(a.label, b.label))
    .map(({ label, length }) => ({ label, detail: count(length, 'unit') }))
}
