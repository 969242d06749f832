import type { GridColumn } from '#components/explorer/columns/grid-column.ts'

/** How columns stand in the grid, as the address has it. */
export type ColumnLayout = { readonly pin: readonly string[]; readonly widths: readonly string[] }

export const narrowest = 56
export const widest = 900

/** The columns as they stand: the unit, then those that are pinned, then the others, each in their order. */
export function laidOut(
  columns: readonly GridColumn[],
  { pin, widths }: ColumnLayout,
): readonly GridColumn[] {
  const chosen = new Map(widths.map(parseWidth).filter((each) => each !== undefined))
  const sized = columns.map((column): GridColumn => {
    const width = chosen.get(column.id)
    const isPinned = column.id === 'unit' || pin.includes(column.id)
    return { ...column, ...(width !== undefined && { width }), ...(isPinned && { isPinned }) }
  })
  return [...sized.filter(({ isPinned }) => isPinned), ...sized.filter(({ isPinned }) => !isPinned)]
}

/** `240 space`; nothing for a text that is no width of a column. */
export function parseWidth(text: string): readonly [id: string, width: number] | undefined {
  const [, width, id] = /^(\d{1,4}) (.+)$/.exec(text) ?? []
  return id === undefined ? undefined : [id, clampWidth(Number(width))]
}

export function clampWidth(width: number): number {
  return Math.min(widest, Math.max(narrowest, Math.round(width)))
}

/** The widths with another one for a column, or with its usual one. */
export function withWidth(widths: readonly string[], id: string, width?: number): string[] {
  const others = widths.filter((text) => parseWidth(text)?.[0] !== id)
  return width === undefined ? others : [...others, `${clampWidth(width)} ${id}`]
}

/**
 * The ids in another order: a column moves to the place of another one, as far as its side reaches. Pinned columns stay
 * among themselves, and the unit stays first. Nothing where it would stay in its place.
 */
export function movedTo(columns: readonly GridColumn[], id: string, place: number): string[] | undefined {
  const from = columns.findIndex((column) => column.id === id)
  const moving = columns[from]
  if (moving === undefined || moving.id === 'unit') return undefined
  const isPinned = moving.isPinned === true
  const firstFree = columns.findIndex((column) => !column.isPinned)
  const pinnedEnd = firstFree < 0 ? columns.length : firstFree
  const [least, most] = isPinned ? [1, pinnedEnd - 1] : [pinnedEnd, columns.length - 1]
  const to = Math.min(most, Math.max(least, place))
  if (to === from) return undefined
  const others = columns.filter((column) => column.id !== id).map((column) => column.id)
  return others.toSpliced(to, 0, id)
}

/** Where each pinned column sticks, from the left edge; nothing for the others. */
export function stickyLefts(
  columns: readonly GridColumn[],
  widths: readonly number[],
  from: number,
): readonly (number | undefined)[] {
  let left = from
  return columns.map(({ isPinned }, index) => {
    if (!isPinned) return undefined
    const at = left
    left += widths[index] ?? 0
    return at
  })
}

/** Without the id where it is among them, else with it. */
export function toggled(ids: readonly string[], id: string): string[] {
  return ids.includes(id) ? ids.filter((other) => other !== id) : [...ids, id]
}

/** No id at all would mean the default columns. */
export function idsWithout(id: string, ids: readonly string[]): readonly string[] {
  const left = ids.filter((other) => other !== id)
  return left.length === 0 ? ['unit'] : left
}
