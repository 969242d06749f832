import { type QueryFields, sameQuery } from '#components/query/query-fields.ts'

/** Picked rows, or everything a query matches. The latter follows the fleet as it changes, and ends with its query. */
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

/** How many more units "all" reaches than when it was selected: the fleet changed, and rows were read again. */
export function widenedBy(selection: GridSelection, total: number): number {
  return selection.kind === 'all' ? Math.max(0, total - selection.count) : 0
}

/** Excluding one row from "all" turns the others into picked rows. */
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

/** Whether "all" was selected for a query that is no longer shown. */
export function hasLostItsQuery(selection: GridSelection, query: QueryFields): boolean {
  return selection.kind === 'all' && !sameQuery(selection.of, query)
}

export type Reach = {
  /** The units that an action applies to; never one that the query does not match. */
  readonly selection: GridSelection
  /** Picked rows that are not among the rows on screen. */
  readonly outside: number
}

/** Picked rows that no longer match stay picked, but no action applies to them. */
export function reachOf(selection: GridSelection, isShown: (id: string) => boolean): Reach {
  if (selection.kind === 'all') return { selection, outside: 0 }
  const ids = new Set([...selection.ids].filter(isShown))
  const outside = selection.ids.size - ids.size
  return { selection: outside === 0 ? selection : { kind: 'picked', ids }, outside }
}
