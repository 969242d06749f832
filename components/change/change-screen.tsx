'use client'

import { useQuery } from '@tanstack/react-query'
import { useRef, useState } from 'react'
import { OtherUses } from '#components/change/other-uses.tsx'
import { Approvals } from '#components/change/record/approvals.tsx'
import { ChangeActions } from '#components/change/record/change-actions.tsx'
import { ChangeFacts } from '#components/change/record/change-facts.tsx'
import { ChangeSkeleton } from '#components/change/record/change-skeleton.tsx'
import { changeState, isBeingWritten } from '#components/change/record/change-state.ts'
import { ChangedUnits } from '#components/change/record/changed-units.tsx'
import { HeldBackUnits } from '#components/change/record/held-back-units.tsx'
import { ProofBadge } from '#components/change/record/proof-badge.tsx'
import { ProofNote } from '#components/change/record/proof-note.tsx'
import { proposalState } from '#components/change/record/proposal-line.ts'
import { ProposalPanel } from '#components/change/record/proposal-panel.tsx'
import { RevisionDiff } from '#components/change/record/revision-diff.tsx'
import { StateLine } from '#components/change/record/state-line.tsx'
import { TakenUp } from '#components/change/record/taken-up.tsx'
import { WavesPanel } from '#components/change/record/waves-panel.tsx'
import { CommitProgress } from '#components/change/write/commit-progress.tsx'
import { type CommitRun, useCommitRun } from '#components/change/write/commit-run.ts'
import { useSavedCommit } from '#components/change/write/saved-commit.ts'
import { ErrorPanel } from '#components/ui/error/error-panel.tsx'
import { PeopleNotice } from '#components/ui/error/people-notice.tsx'
import { useFocusKept } from '#components/ui/focus-kept.ts'
import { lazily } from '#components/ui/lazily.tsx'
import { usePeople } from '#components/ui/people.tsx'
import { Time } from '#components/ui/time/time.tsx'
import { UserName } from '#components/ui/user-name.tsx'
import { visibleText } from '#lib/base/visible-text.ts'
import { isOpenProposal } from '#lib/change/proposal/proposal-state.ts'
import type { ChangeRecord } from '#lib/change/record/change-record.ts'
import { isTrusted } from '#lib/change/record/proof-schema.ts'
import { hasOpenWaves, waitsFrom } from '#lib/change/waves/words.ts'
import { changeQuery } from '#lib/queries/changes.ts'
import { pauseAfter } from '#lib/queries/live/paced.ts'

const ProposalNewsPart = lazily('ProposalNewsPart', () => import('#components/change/proposal-news.tsx'))

/** Another tab, or this one before a reload, may still be writing; another person may go on with what is left. */
function pauseOf(change: ChangeRecord | undefined, atLeast: (ms: number) => number): number | false {
  if (change === undefined) return false
  if (isBeingWritten(change, Date.now())) return 2000
  const isOpen = change.notWritten > 0 && (hasOpenWaves(change) || isOpenProposal(change))
  return isOpen && change.waveState?.state !== 'ended' ? atLeast(15_000) : false
}

/** One change, read back from the hub: its current state, then what can be done about it. */
export function ChangeScreen({ tagId }: { tagId: string }) {
  const run = useCommitRun()
  const mine = run?.record?.tagId === tagId ? run : undefined
  const change = useQuery({
    ...changeQuery(tagId),
    refetchInterval: (query) => pauseOf(query.state.data, (leastMs) => pauseAfter(query, leastMs)),
  })
  if (change.isPending) return <ChangeSkeleton />
  if (change.isError && change.data === undefined) {
    return (
      <ErrorPanel
        error={change.error}
        title="This change could not be loaded"
        onRetry={() => void change.refetch()}
      />
    )
  }
  return (
    <Change
      change={change.data}
      run={mine}
      isStale={change.isError}
      onRefresh={() => void change.refetch()}
      readAt={change.dataUpdatedAt}
    />
  )
}

function Change({
  change,
  run,
  isStale,
  onRefresh,
  readAt,
}: {
  change: ChangeRecord
  run: CommitRun | undefined
  isStale: boolean
  onRefresh: () => void
  readAt: number
}) {
  const saved = useSavedCommit(change.TagID)
  const { byId: usersById } = usePeople()
  const [shownId, setShownId] = useState<string>()
  const article = useRef<HTMLElement>(null)
  const focus = useFocusKept(article)
  const told = saved?.notWritten ?? []
  const isProposal = isOpenProposal(change) && change.notWritten > 0 && run === undefined
  const state = isProposal ? proposalState(change) : changeState(change, told)
  const isWriting = run?.state === 'running' || isBeingWritten(change, readAt)
  const standing = { state, isWriting }
  const shown = change.units.find((unit) => unit.UnitID === shownId)
  return (
    <article
      ref={article}
      tabIndex={-1}
      {...focus}
      className="mx-auto flex w-full max-w-[110rem] flex-col gap-4 px-4 py-4 outline-none"
    >
      <header className="flex flex-col gap-1">
        <h1 className="break-words">{visibleText(change.reason) || change.Slug}</h1>
        <p className="flex flex-wrap items-center gap-x-2 gap-y-0.5 text-muted text-sm">
          {!isTrusted(change.proof) && <span>Claimed author:</span>}
          <UserName userId={change.author} users={usersById} className="text-ink" />
          <span>
            <Time at={change.CreatedAt} /> (<Time at={change.CreatedAt} form="exact" />)
          </span>
          {change.ticket && <span className="mono">{visibleText(change.ticket)}</span>}
          <ProofBadge proof={change.proof} />
        </p>
      </header>
      <PeopleNotice />
      <ProofNote
        proof={change.proof}
        users={usersById}
        hasRevisions={change.units.some(({ revision }) => revision !== undefined)}
        isOfMetadata={change.units.some(({ metadata }) => metadata !== undefined)}
      />
      <StateLine
        {...standing}
        written={change.written}
        planned={change.units.length}
        isStale={isStale}
        onRefresh={onRefresh}
      />
      <TakenUp change={change} users={usersById} />
      {run?.state === 'failed' && run.error !== undefined && (
        <ErrorPanel form="banner" error={run.error} title="Writing stopped" />
      )}
      {change.waves !== undefined && <WavesPanel change={change} users={usersById} isWriting={isWriting} />}
      {isProposal ? (
        <ProposalPanel change={change} users={usersById}>
          <Approvals tagId={change.TagID} users={usersById} />
          <ProposalNewsPart change={change} users={usersById} />
        </ProposalPanel>
      ) : (
        <ChangeActions
          change={change}
          users={usersById}
          saved={saved}
          {...standing}
          newMatches={run?.newMatches ?? []}
        />
      )}
      <div className="grid min-w-0 grid-cols-1 items-start gap-4 lg:grid-cols-[minmax(0,1fr)_22rem]">
        <div className="flex min-w-0 flex-col gap-3">
          {run?.state === 'running' ? (
            <CommitProgress run={run} />
          ) : (
            <ChangedUnits
              units={change.units}
              isProposal={isProposal}
              waitsFrom={waitsFrom(change)}
              told={told}
              shownId={shownId}
              onShow={setShownId}
            />
          )}
          <HeldBackUnits change={change} />
          {shown && <RevisionDiff unit={shown} onClose={() => setShownId(undefined)} />}
        </div>
        <div className="flex min-w-0 flex-col gap-3">
          <OtherUses change={change} />
          <ChangeFacts change={change} users={usersById} />
        </div>
      </div>
    </article>
  )
}
