import type { UnitRow } from '#components/explorer/columns/unit-row.ts'
import type { KnownValues } from '#lib/where/complete.ts'

/** A longer list of suggestions is not read by anyone. */
const maxValues = 500

/** Values of the rows on screen, offered as suggestions in the query bar. */
export function knownValues(rows: readonly UnitRow[]): KnownValues {
  const known = new Map<string, Set<string>>()
  const add = (attribute: string, value: string | undefined) => {
    if (!value) return
    const values = known.get(attribute) ?? new Set()
    if (values.size < maxValues) values.add(value)
    known.set(attribute, values)
  }
  for (const { slug, spaceSlug, extended } of rows) {
    add('Slug', slug)
    add('Space.Slug', spaceSlug)
    for (const [key, value] of Object.entries(extended.Unit.Labels ?? {})) add(`Labels.${key}`, value)
    for (const [key, value] of Object.entries(extended.Space?.Labels ?? {})) {
      add(`Space.Labels.${key}`, value)
    }
  }
  return Object.fromEntries([...known].map(([attribute, values]) => [attribute, [...values].sort()]))
}
