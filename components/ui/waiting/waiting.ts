'use client'

import type { Query, QueryClient } from '@tanstack/react-query'
import { createStore, useStore } from '#components/ui/state/store.ts'
import { ConfigHubError } from '#lib/confighub/error.ts'

/** The reactions to an answer that is overdue. */
export type WaitingFor = {
  /** Drops the pending request and makes it again. */
  readonly retry: () => void
  /** Drops the request, and shows an error in its place. */
  readonly stop: () => void
}

export type Waiting = {
  /** Milliseconds; when the oldest of the late requests was made. */
  readonly since: number
  readonly count: number
}

/** Shorter waits are not worth a notice. */
const patienceMs = 3000

type PendingRequest = WaitingFor & { since: number }

const pendingRequests = new Set<PendingRequest>()
const waiting = createStore<Waiting | undefined>(undefined)
let timer: ReturnType<typeof setTimeout> | undefined

/** A pending request, until `end` is called; `restart` restarts the clock of a streamed answer. */
export function startWaiting(reactions: WaitingFor): { restart: () => void; end: () => void } {
  const ask: PendingRequest = { ...reactions, since: Date.now() }
  pendingRequests.add(ask)
  review()
  return {
    restart: () => {
      ask.since = Date.now()
      review()
    },
    end: () => {
      pendingRequests.delete(ask)
      review()
    },
  }
}

/** Present while something has been waited for longer than three seconds. */
export function useWaiting(): Waiting | undefined {
  return useStore(waiting, undefined)
}

/** @internal For tests. */
export function currentWaiting(): Waiting | undefined {
  return waiting.get()
}

// Requests made a little later wait for the same hub. If they were not retried too, they would bring the notice back at
// once.
export function retryWaiting(): void {
  for (const ask of [...pendingRequests]) ask.retry()
}

export function stopWaiting(): void {
  for (const ask of [...pendingRequests]) ask.stop()
}

/** Counts every request of the query cache, except those marked `meta.isQuiet`. */
export function watchQueries(client: QueryClient): () => void {
  const pending = new Map<string, ReturnType<typeof startWaiting>>()
  const end = (query: Query) => {
    pending.get(query.queryHash)?.end()
    pending.delete(query.queryHash)
  }
  const begin = (query: Query) => {
    if (!pending.has(query.queryHash)) pending.set(query.queryHash, startWaiting(reactionsOf(query)))
  }
  const isWaitedFor = (query: Query) => query.state.fetchStatus !== 'idle' && !query.meta?.isQuiet
  const cache = client.getQueryCache()
  // Effects of children run first, so a page makes its first requests before its frame subscribes.
  for (const query of cache.getAll()) if (isWaitedFor(query)) begin(query)
  const unsubscribe = cache.subscribe((event) => {
    const { query } = event
    if (event.type === 'removed' || !isWaitedFor(query)) return end(query)
    if (event.type !== 'updated') return
    if (event.action.type === 'fetch') end(query)
    begin(query)
    // A part of a streamed answer came, and its end is still to come.
    if (event.action.type === 'success') pending.get(query.queryHash)?.restart()
  })
  return () => {
    unsubscribe()
    for (const each of pending.values()) each.end()
  }
}

export function stoppedWaiting(since: number): ConfigHubError {
  const seconds = Math.round((Date.now() - since) / 1000)
  return new ConfigHubError({
    status: 499,
    code: 'stopped-waiting',
    operation: 'waiting',
    message: `You stopped waiting after ${seconds} seconds. ConfigHub had not answered.`,
  })
}

function reactionsOf(query: Query): WaitingFor {
  const since = Date.now()
  return {
    retry: () => {
      void query.cancel({ revert: true }).then(() => {
        if (query.isActive()) void query.fetch().catch(() => undefined)
      })
    },
    stop: () => {
      void query.cancel({ revert: true })
      // Earlier data stays on screen, marked as possibly outdated.
      query.setState({ status: 'error', error: stoppedWaiting(since), fetchStatus: 'idle' })
    },
  }
}

function lateRequests(): PendingRequest[] {
  const now = Date.now()
  return [...pendingRequests].filter(({ since }) => now - since >= patienceMs)
}

function review(): void {
  clearTimeout(timer)
  const late = lateRequests()
  const rest = [...pendingRequests].filter((ask) => !late.includes(ask))
  if (rest.length > 0) {
    const next = Math.min(...rest.map(({ since }) => since)) + patienceMs
    timer = setTimeout(review, Math.max(0, next - Date.now()))
  }
  const since = Math.min(...late.map((ask) => ask.since))
  const known = waiting.get()
  if (late.length === known?.count && since === known.since) return
  waiting.set(late.length === 0 ? undefined : { since, count: late.length })
}
