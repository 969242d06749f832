'use client'

import { useQuery } from '@tanstack/react-query'
import { useQueryStates } from 'nuqs'
import { useMemo, useRef, useState } from 'react'
import { exportActivity } from '#components/history/activity-export.ts'
import { ActivityFilters } from '#components/history/activity-filters.tsx'
import { ActivityList } from '#components/history/activity-list.tsx'
import { ActivitySkeleton } from '#components/history/activity-skeleton.tsx'
import { Histogram } from '#components/history/histogram.tsx'
import { QueryBar, type QueryBarHandle } from '#components/query/query-bar.tsx'
import { useQueryDraft } from '#components/query/query-draft.ts'
import { Button } from '#components/ui/button.tsx'
import { download } from '#components/ui/download.ts'
import { EmptyState } from '#components/ui/empty-state.tsx'
import { ErrorPanel } from '#components/ui/error-panel.tsx'
import { useKeys } from '#components/ui/keys.ts'
import { bucketsOf } from '#lib/history/activity.ts'
import { type ActivityAnswer, activityQuery } from '#lib/queries/activity.ts'
import { usersQuery } from '#lib/queries/directory.ts'
import { sessionQuery } from '#lib/queries/session.ts'
import { type ActivitySearch, activitySearch } from '#lib/url/search-params.ts'

const bucketCount = 60

/** Who changed what, when and why, across the fleet: the question of 3 a.m. */
export function ActivityScreen() {
  const [search, setSearch] = useQueryStates(activitySearch)
  const { window, where, user, from, to } = search
  const answer = useQuery(activityQuery({ window, where, user, from, to }))
  const { data: users } = useQuery(usersQuery())
  const { data: session } = useQuery(sessionQuery())
  const queryBar = useRef<QueryBarHandle>(null)
  const draft = useQueryDraft(
    { where, data: '', type: '' },
    (fields) => void setSearch({ where: fields.where }),
  )
  const [shown, setShown] = useState(pageSize)
  const entries = useMemo(() => entriesOf(answer.data, search.who), [answer.data, search.who])
  const buckets = useMemo(() => bucketsIn(answer.data), [answer.data])
  const narrow = (change: Partial<ActivitySearch>) => {
    setShown(pageSize)
    void setSearch(change, { history: 'push' })
  }
  const save = (format: 'csv' | 'ndjson') => {
    if (answer.data === undefined) return
    const by = session?.user?.DisplayName ?? 'unknown'
    const file = exportActivity(format, entries, { where, user, window: answer.data, by })
    download(file.name, file.text, file.type)
  }
  useKeys('Activity', [
    { keys: '/', label: 'Edit the query as text', run: () => queryBar.current?.focusText() },
    { keys: 'f', label: 'Add a filter', run: () => queryBar.current?.addFilter() },
    { keys: 'e', label: 'Export as CSV', run: () => save('csv') },
  ])
  const revisionCount = entries.reduce((sum, entry) => sum + entry.revisions.length, 0)

  return (
    <div className="flex min-h-full flex-col">
      <h1 className="sr-only">Activity</h1>
      <QueryBar
        ref={queryBar}
        draft={draft}
        applied={{ where, data: '', type: '' }}
        known={{}}
        takesContent={false}
      >
        {answer.data && (
          <p className="text-sm" role="status">
            <strong className="tabular-nums">{revisionCount.toLocaleString('en')}</strong>{' '}
            {revisionCount === 1 ? 'revision' : 'revisions'} in{' '}
            <strong className="tabular-nums">{entries.length.toLocaleString('en')}</strong>{' '}
            {entries.length === 1 ? 'change' : 'changes'}
            {answer.data.truncated && (
              <span className="text-attention">
                {' '}
                · the oldest are left out: narrow the window to see them
              </span>
            )}
          </p>
        )}
      </QueryBar>
      <ActivityFilters
        search={search}
        users={users ?? []}
        onChange={narrow}
        onExport={save}
        canExport={entries.length > 0}
      />
      {answer.isPending && <ActivitySkeleton />}
      {answer.isError && (
        <ErrorPanel className="m-3" error={answer.error} onRetry={() => void answer.refetch()} />
      )}
      {answer.data && !answer.isError && (
        <div className={answer.isPlaceholderData ? 'opacity-60 transition-opacity' : undefined}>
          <Histogram
            key={`${answer.data.from}${answer.data.to}`}
            buckets={buckets}
            at={search.at}
            onNarrow={(range) => narrow(range)}
          />
          {entries.length === 0 ? (
            <EmptyState
              title="Nothing changed in this window"
              action={
                <>
                  {search.window !== '90d' && (
                    <Button onPress={() => narrow({ window: '90d', from: '', to: '' })}>
                      Look back 90 days
                    </Button>
                  )}
                  {where !== '' && <Button onPress={() => narrow({ where: '' })}>All units</Button>}
                  {(user !== '' || search.who !== 'all') && (
                    <Button onPress={() => narrow({ user: '', who: 'all' })}>Everybody</Button>
                  )}
                </>
              }
            >
              No revision matches the time, the author and the query above.
            </EmptyState>
          ) : (
            <ActivityList entries={entries.slice(0, shown)} at={search.at} onMark={(at) => narrow({ at })} />
          )}
          {entries.length > shown && (
            <div className="flex items-center justify-center gap-3 p-4 text-muted text-sm">
              <span>
                {shown.toLocaleString('en')} of the {entries.length.toLocaleString('en')} loaded
              </span>
              <Button onPress={() => setShown(shown + pageSize)}>
                Show {Math.min(pageSize, entries.length - shown)} more
              </Button>
            </div>
          )}
        </div>
      )}
    </div>
  )
}

const pageSize = 150

function entriesOf(answer: ActivityAnswer | undefined, who: ActivitySearch['who']) {
  const entries = answer?.entries ?? []
  if (who === 'all') return entries
  return entries.filter(({ author }) => author.isAutomation === (who === 'automation'))
}

function bucketsIn(answer: ActivityAnswer | undefined) {
  if (answer === undefined) return []
  return bucketsOf(answer.revisions, {
    from: new Date(answer.from),
    to: new Date(answer.to),
    count: bucketCount,
  })
}
