'use client'

import type { Query, QueryClient } from '@tanstack/react-query'
import { createStore, useStore } from '#components/ui/state/store.ts'
import { ConfigHubError } from '#lib/confighub/error.ts'

/** What can be done about an answer that does not come. */
export type WaitingFor = {
  /** Drops the pending request and makes it again. */
  readonly retry: () => void
  /** Drops it, and shows in its place that it was dropped. */
  readonly stop: () => void
}

export type Waiting = {
  /** Milliseconds; when the oldest of the late requests was made. */
  readonly since: number
  readonly count: number
}

/** Shorter waits are not worth a word. */
const patienceMs = 3000

type PendingRequest = WaitingFor & { since: number }

const pendingRequests = new Set<PendingRequest>()
const waiting = createStore<Waiting | undefined>(undefined)
let timer: ReturnType<typeof setTimeout> | undefined

/** A request that is on its way, until `end`; `restart` restarts the clock of one whose answer comes in pieces. */
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

// What was asked a moment later waits for the same hub: spared now, it would bring the notice back at once.
export function retryWaiting(): void {
  for (const ask of [...pendingRequests]) ask.retry()
}

export function stopWaiting(): void {
  for (const ask of [...pendingRequests]) ask.stop()
}

/** Everything the query cache asks for counts, but for what nobody looks at (`meta.isQuiet`). */
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
  // The first questions of a page are asked before its frame can listen: children come first.
  for (const query of cache.getAll()) if (isWaitedFor(query)) begin(query)
  const unsubscribe = cache.subscribe((event) => {
    const { query } = event
    if (event.type === 'removed' || !isWaitedFor(query)) return end(query)
    if (event.type !== 'updated') return
    if (event.action.type === 'fetch') end(query)
    begin(query)
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
      // What was there before stays, and says that it may be old.
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
