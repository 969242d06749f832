import { changeKind, kindLabel } from '#lib/change/record/annotations.ts'
import type { ChangeFilter } from '#lib/change/record/change-list.ts'
import type { RecordFacts } from '#lib/change/record/record-facts.ts'
import { touchedPaths, touches } from '#lib/change/record/touched-paths.ts'

/** As much of a filter as ConfigHub can answer. What it selects too much of, `matcherOf` takes out. */
export function whereOfChanges({ person, ticket, since, until }: ChangeFilter): string {
  return [
    `Labels.${kindLabel} = '${changeKind}'`,
    person && `Annotations.hubdeck.dev/author = '${person}'`,
    // Neither a quote nor a backslash can be written in a condition (contract 6.4).
    ticket && !/['\\]/.test(ticket) && `Annotations.hubdeck.dev/ticket ILIKE '%${ticket}%'`,
    since && `CreatedAt >= '${since}'`,
    until && `CreatedAt <= '${until}'`,
  ]
    .filter(Boolean)
    .join(' AND ')
}

/** `unknown`: everything else matches, and the patch does not say which paths it touches. */
export function matcherOf(filter: ChangeFilter): (facts: RecordFacts) => 'yes' | 'no' | 'unknown' {
  const { person, ticket, unitIds, path } = filter
  // A thousand records may have planned ten thousand units each, so no set is made of those.
  const asked = unitIds && new Set(unitIds)
  return (facts) => {
    if (person !== undefined && facts.author !== person) return 'no'
    if (ticket !== undefined && !facts.ticket.toLowerCase().includes(ticket.toLowerCase())) return 'no'
    if (asked !== undefined && !facts.plannedUnitIds.some((id) => asked.has(id))) return 'no'
    if (path === undefined) return 'yes'
    const paths = touchedPaths(facts.patch)
    if (paths === undefined) return 'unknown'
    return touches(paths, path) ? 'yes' : 'no'
  }
}
