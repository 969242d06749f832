'use client'

import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useLayoutEffect, useMemo, useRef, useState } from 'react'
import { orderingColumns } from '#components/explorer/columns/ordering-columns.ts'
import type { ExplorerAnswer } from '#components/explorer/explorer-answer.ts'
import type { LiveReader, LiveState, NewsOfRows, RowNews } from '#lib/queries/live/live-reader.ts'
import { type RowsAnswer, rowsQuery } from '#lib/queries/rows.ts'
import type { RowTable } from '#lib/rows/row-table.ts'
import type { VisibleRows } from '#lib/rows/visible-rows.ts'
import type { UnitsSearch } from '#lib/url/search-params.ts'

const everyMs = 15_000
/** While the hub fails, it is asked less and less often. */
const maxDoublings = 4

const none: LiveState['latest'] = []

export type Live = {
  /** Undefined until the rows were compared with the hub for the first time. */
  readonly state: LiveState | undefined
  readonly news: NewsOfRows
  readonly latest: LiveState['latest']
  /** Reads the rows anew, so that those that changed, came and left stand where they belong. */
  readonly update: () => void
}

/** Compares the rows on screen with the hub from time to time, and brings into them what changed elsewhere. */
export function useLive(
  answer: ExplorerAnswer,
  { sort, group }: Pick<UnitsSearch, 'sort' | 'group'>,
  isOn: boolean,
  visibleRows: VisibleRows,
): Live {
  const client = useQueryClient()
  const [found, setFound] = useState<{ readonly table: RowTable; readonly state: LiveState }>()
  const { table, rows, columns, values } = answer
  const latest = useRef({ rows, values, columns, sort, group, visibleRows })
  useLayoutEffect(() => {
    latest.current = { rows, values, columns, sort, group, visibleRows }
  })
  const isComplete = isOn && rows.data?.isComplete === true && !rows.isPlaceholderData
  useEffect(() => {
    const read = latest.current.rows
    if (!isComplete || read.data?.table !== table) return
    const { data, dataUpdatedAt: readAt } = read
    let reader: LiveReader | undefined
    const show = () => {
      const { queryKey } = rowsQuery(data.question, table.fields)
      client.setQueryData<RowsAnswer>(
        queryKey,
        (shown) => (shown?.table === table ? { ...shown, version: shown.version + 1 } : shown),
        // The rows are as old as they were.
        { updatedAt: client.getQueryState(queryKey)?.dataUpdatedAt ?? readAt },
      )
      latest.current.values.retry()
    }
    const check = async (): Promise<boolean> => {
      const live = await import('#lib/queries/live/live-reader.ts')
      reader ??= new live.LiveReader({
        answer: data,
        readAt,
        orderedBy: () => orderingColumns(latest.current),
        visibleRows: () => latest.current.visibleRows(),
        onCells: show,
        onState: (state) => setFound({ table, state }),
      })
      return client.fetchQuery(live.liveQuery(reader))
    }
    return everySoOften(check)
  }, [client, table, isComplete])
  const state = found?.table === table ? found.state : undefined
  return {
    state,
    news: useMemo(() => newsOf(state), [state]),
    latest: state?.latest ?? none,
    update: () => void rows.refetch(),
  }
}

/** That a unit is gone says more than that it changed. */
function newsOf(state: LiveState | undefined): NewsOfRows {
  const news = new Map<string, RowNews>(state?.changed)
  for (const id of state?.left ?? none) news.set(id, 'left')
  for (const id of state?.gone ?? none) news.set(id, 'gone')
  return news
}

/** Nobody looks at a hidden tab, so it waits; it asks as soon as it is seen again. */
function everySoOften(check: () => Promise<boolean>): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined
  let failures = 0
  let isStopped = false
  const wait = () => {
    if (!isStopped) timer = setTimeout(run, everyMs * 2 ** Math.min(failures, maxDoublings))
  }
  const run = async () => {
    timer = undefined
    if (document.visibilityState === 'hidden') return
    const isFine = await check().catch(() => false)
    failures = isFine ? 0 : failures + 1
    wait()
  }
  const onVisible = () => {
    if (timer === undefined && document.visibilityState === 'visible') void run()
  }
  wait()
  document.addEventListener('visibilitychange', onVisible)
  return () => {
    isStopped = true
    clearTimeout(timer)
    document.removeEventListener('visibilitychange', onVisible)
  }
}
