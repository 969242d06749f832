import type { UnitRow } from '#components/explorer/columns/unit-row.ts'
import type { KnownValues } from '#lib/where/complete.ts'

/** Most names a list of suggestions can carry before nobody reads it. */
const maxValues = 500

/** What the rows on screen have, offered while a query is typed. */
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
