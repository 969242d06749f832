'use client'

import { type UseQueryResult, useQuery } from '@tanstack/react-query'
import { useQueryStates } from 'nuqs'
import { useMemo, useRef } from 'react'
import { ActivityBody } from '#components/activity/activity-body.tsx'
import { exportActivity } from '#components/activity/activity-export.ts'
import { ActivityFilters } from '#components/activity/activity-filters.tsx'
import { ActivityShare } from '#components/activity/activity-share.tsx'
import { ActivitySkeleton } from '#components/activity/activity-skeleton.tsx'
import { UnreadableWindow } from '#components/activity/empty-activity.tsx'
import { AddressNotice, useAddressProblems } from '#components/query/address-notice.tsx'
import { blockedBy } from '#components/query/blocked.ts'
import { BlockedNote } from '#components/query/blocked-note.tsx'
import { UnreadableQuery } from '#components/query/empty-units.tsx'
import { QueryBar } from '#components/query/query-bar.tsx'
import { useQueryDraft } from '#components/query/query-draft.ts'
import { readQuery } from '#components/query/read-query.ts'
import { type QueryBarHandle, queryBarKeys } from '#components/query/use-bar-focus.ts'
import { download } from '#components/ui/download.ts'
import { ErrorPanel } from '#components/ui/error/error-panel.tsx'
import { PeopleNotice } from '#components/ui/error/people-notice.tsx'
import { useKeys } from '#components/ui/keys.ts'
import { notify } from '#components/ui/overlay/toast.tsx'
import { usePeople } from '#components/ui/people.tsx'
import { count } from '#lib/base/plural.ts'
import type { ActivityEntry } from '#lib/history/activity.ts'
import { windowProblem } from '#lib/history/activity-window.ts'
import { type ActivityAnswer, activityQuery } from '#lib/queries/activity.ts'
import { sessionQuery } from '#lib/queries/session.ts'
import { type ActivitySearch, activitySearch } from '#lib/url/search-params.ts'

/** Who changed what, when and why, across the fleet. */
export function ActivityScreen() {
  const [search, setSearch] = useQueryStates(activitySearch)
  const reading = useMemo(() => readQuery({ where: search.where, data: '', type: '' }), [search.where])
  const { problem, isAsked, answer } = useActivity(search, reading.isRunnable)
  const people = usePeople()
  const { data: session } = useQuery(sessionQuery())
  const queryBar = useRef<QueryBarHandle>(null)
  const draft = useQueryDraft(reading, ({ where }) => void setSearch({ where }))
  const problems = useAddressProblems('activity')
  const blocked = blockedBy({
    isDirty: draft.isDirty,
    isReadable: isAsked,
    isPlaceholder: answer.isPlaceholderData,
    mayBeWider: problems.some(({ mayWiden }) => mayWiden),
  })
  const refuse = () => notify({ tone: 'attention', title: 'Not possible', description: blocked ?? '' })
  const entries = useMemo(() => entriesOf(answer.data, search.who), [answer.data, search.who])
  const narrow = (change: Partial<ActivitySearch>) => {
    // Running another query would silently discard the edits in the query bar.
    if (draft.isDirty && change.where !== undefined) refuse()
    else void setSearch(change, { history: 'push' })
  }
  const save = (format: 'csv' | 'ndjson') => {
    if (blocked !== undefined) return refuse()
    if (answer.data === undefined) return
    const by = session?.user?.DisplayName ?? 'unknown'
    const file = exportActivity(format, entries, { ...search, window: answer.data, by })
    download(file.name, file.text, file.type)
  }
  useKeys('Activity', [
    ...queryBarKeys(queryBar),
    { keys: 'e', label: 'Export as CSV', run: () => save('csv') },
    { keys: 'Escape', label: 'Discard your edits', when: () => draft.isDirty, run: draft.revert },
  ])
  return (
    <div className="flex min-h-full flex-col xl:h-full">
      <h1 className="sr-only">Activity</h1>
      <QueryBar
        ref={queryBar}
        draft={draft}
        known={{}}
        takesContent={false}
        share={<ActivityShare search={search} shown={answer.data} entries={entries} blocked={blocked} />}
      >
        {isAsked && answer.data && <ActivityCounts answer={answer.data} entries={entries} />}
      </QueryBar>
      <AddressNotice problems={problems} />
      {/* While there are unrun edits, the query bar says so. */}
      {!draft.isDirty && <BlockedNote blocked={blocked} />}
      <PeopleNotice />
      <ActivityFilters
        search={search}
        users={people.list}
        onChange={narrow}
        onExport={save}
        canExport={entries.length > 0}
        blocked={blocked}
        shown={answer.data}
        readAt={answer.dataUpdatedAt}
        isFetching={answer.isFetching}
        onRefresh={() => isAsked && void answer.refetch()}
      />
      {problem !== undefined && (
        <UnreadableWindow problem={problem} onReset={() => narrow({ from: '', to: '' })} />
      )}
      {problem === undefined && !reading.isRunnable && <UnreadableQuery />}
      {isAsked && answer.isPending && <ActivitySkeleton hasLanes={search.lanes !== 'none'} />}
      {isAsked && answer.isError && <Unread answer={answer} />}
      {isAsked && answer.data && (
        <ActivityBody
          answer={answer.data}
          entries={entries}
          search={search}
          isStale={answer.isPlaceholderData || draft.isDirty}
          onNarrow={narrow}
          onShow={(change) => void setSearch(change)}
        />
      )}
    </div>
  )
}

/** The query in the address, as far as it is valid. */
function useActivity({ window, where, user, from, to }: ActivitySearch, isReadable: boolean) {
  const problem = windowProblem({ from, to })
  const isAsked = problem === undefined && isReadable
  const answer = useQuery({ ...activityQuery({ window, where, user, from, to }), enabled: isAsked })
  return { problem, isAsked, answer }
}

function ActivityCounts({ answer, entries }: { answer: ActivityAnswer; entries: readonly ActivityEntry[] }) {
  const revisions = entries.reduce((sum, entry) => sum + entry.revisions.length, 0)
  return (
    <p className="text-sm" role="status">
      <strong className="tabular-nums">{count(revisions, 'revision')}</strong> in{' '}
      <strong className="tabular-nums">{count(entries.length, 'change')}</strong>
      {answer.readFrom !== undefined && <span className="text-attention"> · the oldest are not shown</span>}
    </p>
  )
}

/** What was loaded before stays on the screen. */
const asBanner = { form: 'banner', title: 'Refresh failed; this is the last result' } as const

function Unread({ answer }: { answer: UseQueryResult<ActivityAnswer> }) {
  return (
    <ErrorPanel
      className="m-3"
      error={answer.error}
      onRetry={() => void answer.refetch()}
      {...(answer.data === undefined ? {} : asBanner)}
    />
  )
}

function entriesOf(answer: ActivityAnswer | undefined, who: ActivitySearch['who']) {
  const entries = answer?.entries ?? []
  if (who === 'all') return entries
  return entries.filter(({ author }) => author.isAutomation === (who === 'automation'))
}
