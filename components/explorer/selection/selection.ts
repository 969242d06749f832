import { type QueryFields, sameQuery } from '#components/query/read-query.ts'

/** Picked rows, or everything a query matches: the second stays true when the fleet moves, and ends with its query. */
export type GridSelection =
  | { readonly kind: 'picked'; readonly ids: ReadonlySet<string> }
  | {
      readonly kind: 'all'
      readonly of: QueryFields
      /** How many matched when they were selected. */
      readonly count: number
    }

export const noSelection: GridSelection = { kind: 'picked', ids: new Set() }

export function isSelected(selection: GridSelection, id: string): boolean {
  return selection.kind === 'all' || selection.ids.has(id)
}

export function selectedCount(selection: GridSelection, total: number): number {
  return selection.kind === 'all' ? total : selection.ids.size
}

/** Taking one out of "all" leaves the others picked one by one. */
export function withToggled(selection: GridSelection, id: string, allIds: readonly string[]): GridSelection {
  const ids = new Set(selection.kind === 'all' ? allIds : selection.ids)
  if (!ids.delete(id)) ids.add(id)
  return { kind: 'picked', ids }
}

export function withRange(
  selection: GridSelection,
  rangeIds: readonly string[],
  allIds: readonly string[],
): GridSelection {
  const ids = new Set(selection.kind === 'all' ? allIds : selection.ids)
  for (const id of rangeIds) ids.add(id)
  return { kind: 'picked', ids }
}

/** "All" was said of a query that is no longer asked. */
export function hasLostItsQuery(selection: GridSelection, query: QueryFields): boolean {
  return selection.kind === 'all' && !sameQuery(selection.of, query)
}

export type Reach = {
  /** What an action acts on: never a unit that the query does not match. */
  readonly selection: GridSelection
  /** Picked, but not among the rows. */
  readonly outside: number
}

/** Picked rows that no longer match stay picked, and nothing is done to them. */
export function reachOf(selection: GridSelection, shownIds: ReadonlySet<string>): Reach {
  if (selection.kind === 'all') return { selection, outside: 0 }
  const ids = new Set([...selection.ids].filter((id) => shownIds.has(id)))
  const outside = selection.ids.size - ids.size
  return { selection: outside === 0 ? selection : { kind: 'picked', ids }, outside }
}
