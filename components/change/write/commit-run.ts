'use client'

import {
  type NotWritten,
  type SavedCommit,
  saveCommit,
  updateCommit,
} from '#components/change/write/saved-commit.ts'
import { createStore, useStore } from '#components/ui/state/store.ts'
import type { CommitEvent, CommitRequest, FrozenUnit, Outcome } from '#lib/change/model.ts'
import { streamCommit } from '#lib/queries/change-streams.ts'

export type DriftedUnit = { readonly UnitID: string; readonly Slug: string; readonly SpaceSlug: string }

/** A commit started in this tab, from the click to its last event. */
export type CommitRun = {
  readonly units: readonly FrozenUnit[]
  readonly outcomes: ReadonlyMap<string, Outcome>
  /** Present once the hub has the record. From then on nothing can get lost. */
  readonly record: { readonly spaceId: string; readonly tagId: string } | undefined
  readonly newMatches: readonly DriftedUnit[]
  /** When the last event came, in milliseconds. */
  readonly heardAt: number
  /** The wave that is being written, counted from 1. */
  readonly wave?: number
  readonly state: 'running' | 'done' | 'failed'
  readonly error?: unknown
}

export type CommitTerms = Pick<SavedCommit, 'expiresAt'> & {
  readonly request: CommitRequest
  readonly units: readonly FrozenUnit[]
  readonly onStart?: (record: { spaceId: string; tagId: string }) => void
}

// Kept outside React: the page may change while the hub writes, and the stream must be read to its end.
const current = createStore<CommitRun | undefined>(undefined)

export function useCommitRun(): CommitRun | undefined {
  return useStore(current, undefined)
}

/** Writes, and reports events as they arrive. Resolves when the commit is over, however it ended. */
export async function startCommit({ request, units, expiresAt, onStart }: CommitTerms): Promise<CommitRun> {
  const begun: CommitRun = {
    units,
    outcomes: new Map(),
    record: undefined,
    newMatches: [],
    heardAt: Date.now(),
    state: 'running',
  }
  current.set(begun)
  const pending: CommitEvent[] = []
  const flush = () => {
    const run = current.get()
    if (pending.length > 0 && run !== undefined) current.set(withCommitEvents(run, pending.splice(0)))
  }
  const timer = setInterval(flush, 100)
  try {
    await streamCommit(request, {
      onEvent: (event) => {
        pending.push(event)
        if (event.event !== 'start') return
        saveCommit(event.tagId, savedOf(request, expiresAt))
        onStart?.({ spaceId: event.spaceId, tagId: event.tagId })
      },
    })
    flush()
  } catch (error) {
    flush()
    const run = current.get()
    if (run !== undefined) current.set({ ...run, state: 'failed', error })
  } finally {
    clearInterval(timer)
  }
  const ended: CommitRun = current.get() ?? { ...begun, state: 'failed' }
  if (ended.record) updateCommit(ended.record.tagId, { notWritten: notWrittenOf(ended.outcomes) })
  return ended
}

export function forgetCommit(): void {
  current.set(undefined)
}

/** Copies the outcomes once, however many events have come since the last time. */
function withCommitEvents(run: CommitRun, events: readonly CommitEvent[]): CommitRun {
  const outcomes = new Map(run.outcomes)
  for (const event of events) {
    if (event.event === 'outcome') outcomes.set(event.outcome.UnitID, event.outcome)
  }
  return events.reduce(withCommitEvent, { ...run, outcomes, heardAt: Date.now() })
}

function withCommitEvent(run: CommitRun, event: CommitEvent): CommitRun {
  switch (event.event) {
    case 'start':
      return { ...run, record: { spaceId: event.spaceId, tagId: event.tagId } }
    case 'drift':
      return { ...run, newMatches: event.newMatches }
    case 'outcome':
      return run
    case 'wave':
      return { ...run, wave: event.wave }
    case 'done':
    case 'held':
    case 'stopped':
      return { ...run, state: 'done' }
    case 'error':
      return { ...run, state: 'failed', error: event }
    default:
      return event satisfies never
  }
}

function notWrittenOf(outcomes: ReadonlyMap<string, Outcome>): NotWritten[] {
  return [...outcomes.values()].flatMap((outcome): NotWritten[] => {
    const { UnitID, status } = outcome
    if (status === 'written' || status === 'already-written') return []
    if (status === 'left-query') return [{ UnitID, status, reason: 'It no longer matches the query.' }]
    if (status === 'already-so') return [{ UnitID, status, reason: alreadySo(outcome.revisionNum) }]
    const requestId = status === 'refused' ? outcome.requestId : undefined
    return [{ UnitID, status, reason: outcome.reason, ...(requestId === undefined ? {} : { requestId }) }]
  })
}

function alreadySo(revisionNum: number): string {
  return `Its revision ${revisionNum} is already the previewed document; this change did not write it.`
}

function savedOf(request: CommitRequest, expiresAt: number): SavedCommit {
  const { seal, reason, ticket = '', excludedUnitIds, includedUnitIds = [], consentReason = '' } = request
  return {
    seal,
    expiresAt,
    reason,
    ticket,
    excludedUnitIds: [...excludedUnitIds],
    includedUnitIds: [...includedUnitIds],
    confirmed: request.confirmed,
    consentReason,
    notWritten: [],
  }
}
