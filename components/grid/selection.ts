/** Picked rows, or everything the query matches: the second says so and stays true when the fleet moves. */
export type GridSelection =
  | { readonly kind: 'picked'; readonly ids: ReadonlySet<string> }
  | { readonly kind: 'all' }

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

/** Rows that no longer match are not selected any more: what is counted is what is shown. */
export function withinRows(selection: GridSelection, shownIds: ReadonlySet<string>): GridSelection {
  if (selection.kind === 'all') return selection
  const ids = new Set([...selection.ids].filter((id) => shownIds.has(id)))
  return ids.size === selection.ids.size ? selection : { kind: 'picked', ids }
}
