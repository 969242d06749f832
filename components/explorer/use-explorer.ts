'use client'

import { usePathname, useSearchParams } from 'next/navigation'
import { useQueryStates } from 'nuqs'
import { useMemo } from 'react'
import { columnProblems } from '#components/explorer/columns/column-problems.ts'
import { chooseColumns } from '#components/explorer/columns/columns.ts'
import type { GridColumn } from '#components/explorer/columns/grid-column.ts'
import { parseWidth } from '#components/explorer/columns/layout.ts'
import { printSort, sortOf } from '#components/explorer/columns/sort.ts'
import { useExplorerAnswer, useRowsAhead } from '#components/explorer/explorer-answer.ts'
import { useLive } from '#components/explorer/live/use-live.ts'
import { useSilence } from '#components/explorer/live/use-silence.ts'
import { useAddressProblems } from '#components/query/address-notice.tsx'
import { blockedBy } from '#components/query/blocked.ts'
import { useQueryDraft } from '#components/query/query-draft.ts'
import type { QueryReading } from '#components/query/query-reading.ts'
import { useReading } from '#components/query/use-reading.ts'
import { notify } from '#components/ui/overlay/toast.tsx'
import type { FilteredQuestion } from '#lib/rows/rows-wire.ts'
import type { VisibleRows } from '#lib/rows/visible-rows.ts'
import { type UnitsSearch, unitsSearch } from '#lib/url/search-params.ts'
import type { QueryTexts } from '#lib/where/boolean/query-chips.ts'

export type Explorer = ReturnType<typeof useExplorer>

/** The query of the page, the edits that were not run yet, and the answer. */
export function useExplorer(known: QueryReading | undefined, visibleRows: VisibleRows) {
  const [search, setSearch] = useQueryStates(unitsSearch)
  const reading = useReading(search, known)
  const askAhead = useRowsAhead(search.cols)
  const draft = useQueryDraft(reading, (fields) => {
    askAhead(questionOf(fields))
    void setSearch(fields, { history: 'push' })
  })
  const answer = useExplorerAnswer(questionOf(search), reading.isRunnable, search.cols, search, visibleRows)
  const addressProblems = useAddressProblems('units')
  const problems = useColumnProblems(search, answer.columns)
  const { isPlaceholderData } = answer.rows
  const isReadable = reading.isRunnable || !reading.isRead
  const live = useLive(answer, search, reading.isRunnable && !draft.isDirty, visibleRows)
  const silence = useSilence(answer, live)
  const blocked = blockedBy({
    isDirty: draft.isDirty,
    isReadable,
    isPlaceholder: isPlaceholderData || !reading.isRead,
    mayBeWider: addressProblems.some(({ mayWiden }) => mayWiden),
    silence,
  })
  /** Runs another query. Refused while there are unrun edits, because it would be unclear which of the two is meant. */
  const ask = (fields: { where: string; data?: string; type?: string; computed?: string }) => {
    if (draft.isDirty) notify({ tone: 'attention', title: 'Not possible', description: blocked ?? '' })
    else draft.apply(fields)
  }
  /** Sets the columns in the address. Nothing else in it keeps naming a removed column. */
  const withColumns = (ids: readonly string[]) => {
    const { columns } = chooseColumns(ids)
    const isLeft = (id: string | undefined) => columns.some((column) => column.id === id)
    return {
      cols: [...ids],
      sort: printSort(sortOf(search.sort, columns)),
      pin: search.pin.filter(isLeft),
      widths: search.widths.filter((text) => isLeft(parseWidth(text)?.[0])),
      value: isLeft(search.value) ? search.value : '',
    }
  }
  return {
    search,
    setSearch,
    draft,
    answer,
    /** Valid, as far as is known. */
    isReadable,
    /** While the query is being edited the last answer stays on screen, marked as outdated. */
    isStale: draft.isDirty || !reading.isRunnable || isPlaceholderData || silence !== undefined,
    live,
    /** The rows can only be read, because the hub does not answer. */
    silence,
    blocked,
    problems: [...addressProblems, ...problems],
    ask,
    withColumns,
    removeColumn: (id: string) => {
      const left = answer.columns.map((column) => column.id).filter((other) => other !== id)
      void setSearch(withColumns(left), { history: 'replace' })
    },
  }
}

function questionOf({ where, data, type, computed }: QueryTexts): FilteredQuestion {
  return { where, whereData: data, resourceType: type, computed }
}

function useColumnProblems(
  { cols, sort, group, pin, widths, value }: UnitsSearch,
  columns: readonly GridColumn[],
) {
  const path = usePathname()
  const search = useSearchParams().toString()
  return useMemo(
    () =>
      columnProblems({ cols, sort, group, pin, widths, value }, columns, {
        path,
        parameters: new URLSearchParams(search),
      }),
    [cols, sort, group, pin, widths, value, columns, path, search],
  )
}
