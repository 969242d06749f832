'use client'

import { useMemo } from 'react'
import type { GridColumn } from '#components/explorer/columns/grid-column.ts'
import { baselineName } from '#components/explorer/compare/baseline-name.ts'
import { baselineOf, isComparedWith } from '#components/explorer/compare/baseline-of.ts'
import type { Comparison } from '#components/explorer/compare/comparison.ts'
import { type AnswerToRead, useBaselineCells } from '#components/explorer/compare/use-baseline-cells.ts'
import { compareRows } from '#lib/rows/compare/compare-rows.ts'
import type { Grouped } from '#lib/rows/group-rows.ts'
import type { VisibleRows } from '#lib/rows/visible-rows.ts'
import { parseBaseline } from '#lib/url/baseline.ts'

/** The rows compared with what the address says; undefined when they are compared with nothing. */
export function useComparison(
  compare: string,
  answer: AnswerToRead & {
    readonly count: number
    readonly columns: readonly GridColumn[]
    readonly version: string
  },
  grouped: Grouped,
  /** Units that were found to have changed elsewhere, the last time that any were. */
  changed: readonly string[],
  visibleRows: VisibleRows,
): Comparison | undefined {
  const baseline = useMemo(() => parseBaseline(compare) ?? ({ kind: 'none' } as const), [compare])
  const {
    cells: read,
    version: readVersion,
    error,
    retry,
    onRest,
  } = useBaselineCells(answer, baseline, changed, visibleRows)
  const { table, count, columns, version, isArriving } = answer
  // biome-ignore lint/correctness/useExhaustiveDependencies: tables are filled in place, and the versions say when
  const compared = useMemo(() => {
    if (baseline.kind === 'none') return undefined
    const source = { baseline, table, count, grouped, read, isArriving }
    const baselines = columns
      .filter((column) => isComparedWith(read, column))
      .map((column) => baselineOf(column, source))
    return {
      ...compareRows(baselines, count),
      baseline,
      name: baselineName(baseline, table),
      baselines: new Map(baselines.map((each) => [each.id, each])),
      source: read?.source,
    }
  }, [baseline, table, count, columns, version, isArriving, grouped, read, readVersion])
  return useMemo(
    () => (compared === undefined ? undefined : { ...compared, error, retry, onRest }),
    [compared, error, retry, onRest],
  )
}
