'use client'

import type { Comparison } from '#components/explorer/compare/comparison.ts'
import type { GridLines } from '#components/explorer/grid/grid-lines.ts'
import { useKeys } from '#components/ui/keys.ts'
import { verdict } from '#lib/rows/compare/compare-rows.ts'

/** `w` compares with most rows; `d` and `D` go from one differing row to the next, and round at the ends. */
export function useDifferenceKeys(
  lines: GridLines,
  comparison: Comparison | undefined,
  {
    activeRow,
    goToLine,
  }: { readonly activeRow: number | undefined; readonly goToLine: (line: number) => void },
  /** Undefined while the rows must not be compared, as they belong to an earlier query. */
  onCompare: ((compare: 'majority' | 'none') => void) | undefined,
): { readonly next: () => void } {
  const go = (step: 1 | -1) => {
    const from = activeRow === undefined ? -1 : lines.lineOf(activeRow)
    const line = nextDifference(lines, comparison, from, step)
    if (line !== undefined) goToLine(line)
  }
  const when = () => comparison !== undefined
  const toggle = () => onCompare?.(comparison === undefined ? 'majority' : 'none')
  useKeys('Comparison', [
    {
      keys: 'w',
      label: 'Compare with most rows, or with nothing',
      run: toggle,
      when: () => onCompare !== undefined,
      isAction: true,
    },
    { keys: 'd', label: 'Next difference', run: () => go(1), when },
    { keys: 'D', label: 'Previous difference', run: () => go(-1), when },
  ])
  return { next: () => go(1) }
}

function nextDifference(
  lines: GridLines,
  comparison: Comparison | undefined,
  from: number,
  step: 1 | -1,
): number | undefined {
  const { length } = lines
  const start = from === -1 && step === -1 ? 0 : from
  for (let distance = 1; distance <= length; distance += 1) {
    const line = (((start + step * distance) % length) + length) % length
    const row = lines.rowAt(line)
    if (row !== undefined && comparison?.verdicts[row] === verdict.differs) return line
  }
  return undefined
}
