'use client'

import { useQueryClient } from '@tanstack/react-query'
import { useCallback, useEffect, useLayoutEffect, useRef, useState } from 'react'
import type { ChosenColumns } from '#components/explorer/columns/columns.ts'
import { functionReader } from '#lib/queries/cells/function-reader.ts'
import type { RowReader } from '#lib/queries/cells/row-reader.ts'
import { valueReader } from '#lib/queries/cells/value-reader.ts'
import type { RowsAnswer } from '#lib/queries/rows.ts'
import type { RowTable } from '#lib/rows/row-table.ts'
import type { VisibleRows } from '#lib/rows/visible-rows.ts'

export type ValueCells = {
  /** Changes with every part that was read. */
  readonly version: number
  readonly error: Error | null
  readonly retry: () => void
  /** Lines have come to rest: other rows may be on screen. */
  readonly onRest: () => void
}

/** Fills the columns of documents and of functions: for rows on screen first, then for all others. */
export function useValueCells(
  answer: RowsAnswer | undefined,
  { values, functions }: Pick<ChosenColumns, 'values' | 'functions'>,
  visibleRows: VisibleRows,
): ValueCells {
  const client = useQueryClient()
  const [version, setVersion] = useState(0)
  const [failure, setFailure] = useState<{ readonly table: RowTable; readonly error: Error }>()
  const [attempt, setAttempt] = useState(0)
  const readers = useRef<readonly RowReader[]>([])
  const shown = useRef<RowTable>(undefined)
  const latest = useRef({ answer, visibleRows })
  useLayoutEffect(() => {
    latest.current = { answer, visibleRows }
  })
  const table = answer?.table
  // biome-ignore lint/correctness/useExhaustiveDependencies: another attempt starts the reading anew
  useEffect(() => {
    // Values are kept by the hash of their document.
    if (table === undefined || !table.fields.includes('hash')) return
    if (shown.current !== undefined && shown.current !== table) table.keepValues(shown.current)
    shown.current = table
    setVersion((before) => before + 1)
    setFailure(undefined)
    const reading = {
      client,
      table,
      visibleRows: () => latest.current.visibleRows(),
      isComplete: () => latest.current.answer?.isComplete === true,
      onProgress: () => setVersion((before) => before + 1),
      onError: (error: Error) => setFailure({ table, error }),
    }
    const begun = [
      ...(values.length > 0 ? [valueReader({ ...reading, columns: values })] : []),
      ...(functions.length > 0 ? [functionReader({ ...reading, columns: functions })] : []),
    ]
    readers.current = begun
    return () => {
      for (const each of begun) each.stop()
    }
  }, [client, table, values, functions, attempt])
  // biome-ignore lint/correctness/useExhaustiveDependencies: with every part of the answer there may be more to read
  useEffect(() => readMore(readers.current), [answer, values, functions, attempt])
  return {
    version,
    error: failure !== undefined && failure.table === table ? failure.error : null,
    retry: () => setAttempt((before) => before + 1),
    onRest: useCallback(() => readMore(readers.current), []),
  }
}

function readMore(readers: readonly RowReader[]): void {
  for (const reader of readers) reader.more()
}
