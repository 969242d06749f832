'use client'

import { useQueryClient } from '@tanstack/react-query'
import { useCallback, useEffect, useLayoutEffect, useMemo, useRef, useState } from 'react'
import type { ChosenColumns } from '#components/explorer/columns/columns.ts'
import { BaselineReader, type ReadBaseline } from '#lib/queries/cells/baseline-reader.ts'
import { BaselineCells } from '#lib/rows/compare/baseline-cells.ts'
import type { RowTable } from '#lib/rows/row-table.ts'
import type { VisibleRows } from '#lib/rows/visible-rows.ts'
import type { Baseline } from '#lib/url/baseline.ts'

export type ReadCells = {
  /** Undefined when the baseline is among the rows. */
  readonly cells: BaselineCells | undefined
  /** Changes with every part that was read. */
  readonly version: number
  readonly error: Error | null
  readonly retry: () => void
  readonly onRest: () => void
}

/** The part of an answer that is read for. */
export type AnswerToRead = {
  readonly table: RowTable
  /** Another one with every part of the answer. */
  readonly rows: { readonly data: object | undefined }
  readonly valueColumns: ChosenColumns['values']
  readonly isArriving: boolean
}

/**
 * Reads what each row is compared with: for the rows on screen first, then for all others; and again what depends on
 * units that `changed` elsewhere.
 */
export function useBaselineCells(
  { table, rows, valueColumns, isArriving }: AnswerToRead,
  baseline: Baseline,
  changed: readonly string[],
  visibleRows: VisibleRows,
): ReadCells {
  const client = useQueryClient()
  const [version, setVersion] = useState(0)
  const [attempt, setAttempt] = useState(0)
  const [failure, setFailure] = useState<{ readonly cells: BaselineCells; readonly error: Error }>()
  const of = readBaseline(baseline, table)
  const ids = valueColumns.map(({ id }) => id).join('\n')
  const name = of === undefined ? '' : JSON.stringify([of, ids])
  // biome-ignore lint/correctness/useExhaustiveDependencies: cells belong to one table and one baseline
  const cells = useMemo(
    () => (name === '' ? undefined : new BaselineCells(valueColumns.map(({ id }) => id))),
    [name, table],
  )
  const reader = useRef<BaselineReader>(undefined)
  const shown = useRef<{ readonly name: string; readonly cells: BaselineCells; readonly table: RowTable }>(
    undefined,
  )
  const latest = useRef({ isArriving, visibleRows })
  useLayoutEffect(() => {
    latest.current = { isArriving, visibleRows }
  })
  // biome-ignore lint/correctness/useExhaustiveDependencies: another attempt starts the reading anew
  useEffect(() => {
    if (of === undefined || cells === undefined) return
    const before = shown.current
    if (before?.name === name && before.table !== table) cells.keep(before.cells, before.table, table)
    shown.current = { name, cells, table }
    setVersion((last) => last + 1)
    const reading = new BaselineReader({
      client,
      of,
      table,
      cells,
      columns: valueColumns,
      visibleRows: () => latest.current.visibleRows(),
      isComplete: () => !latest.current.isArriving,
      onProgress: () => setVersion((last) => last + 1),
      onError: (error) => setFailure({ cells, error }),
    })
    reader.current = reading
    return () => reading.stop()
  }, [client, cells, attempt])
  // biome-ignore lint/correctness/useExhaustiveDependencies: with every part of the answer there may be more to read
  useEffect(() => reader.current?.more(), [rows.data, cells, attempt])
  useEffect(() => {
    if (changed.length === 0) return
    reader.current?.changed(changed)
    setVersion((last) => last + 1)
  }, [changed])
  return {
    cells,
    version,
    error: failure !== undefined && failure.cells === cells ? failure.error : null,
    retry: useCallback(() => {
      setFailure(undefined)
      setAttempt((last) => last + 1)
    }, []),
    onRest: useCallback(() => reader.current?.more(), []),
  }
}

/** What has to be read: a unit among the rows has its cells already. */
function readBaseline(baseline: Baseline, table: RowTable): ReadBaseline | undefined {
  switch (baseline.kind) {
    case 'upstream':
    case 'released':
      return { kind: baseline.kind }
    case 'at':
      return baseline
    case 'unit':
      return table.rowOf(baseline.unitId) === undefined ? baseline : undefined
    default:
      return undefined
  }
}
