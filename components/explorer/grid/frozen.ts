import { checkboxWidth } from '#components/explorer/grid/header-row.tsx'

/** Where a column begins before anything is scrolled. */
export function leftOf(widths: readonly number[], index: number): number {
  return widths.slice(0, index).reduce((sum, width) => sum + width, checkboxWidth)
}

/** How much of the left side is covered by columns that stay in place. */
export function frozenWidth(widths: readonly number[], lefts: readonly (number | undefined)[]): number {
  return leftOf(widths, lefts.filter((left) => left !== undefined).length)
}
