'use client'

import { useReducer, useRef } from 'react'
import { noPreview, type PreviewFlow, previewReducer } from '#components/change/preview/flow.ts'
import { failureOf } from '#components/ui/error/failure.ts'
import { sessionEnded } from '#components/ui/state/session-end.ts'
import { startWaiting, stoppedWaiting } from '#components/ui/waiting/waiting.ts'
import type { PreviewEvent, PreviewRequest } from '#lib/change/model.ts'
import { isAbort } from '#lib/confighub/error.ts'
import { streamPreview } from '#lib/queries/change-streams.ts'

/** Rows are shown in batches: often enough to look live, rarely enough for ten thousand of them. */
const burstMs = 80

export type PreviewControl = {
  readonly flow: PreviewFlow
  readonly start: (request: PreviewRequest) => Promise<void>
  readonly discard: () => void
}

export function usePreview(): PreviewControl {
  const [flow, dispatch] = useReducer(previewReducer, noPreview)
  const running = useRef<AbortController>(undefined)

  const discard = () => {
    running.current?.abort()
    running.current = undefined
    dispatch({ type: 'discard' })
  }

  const start = async (request: PreviewRequest) => {
    running.current?.abort()
    const control = new AbortController()
    running.current = control
    dispatch({ type: 'start', request })
    const pending: PreviewEvent[] = []
    const flush = () => {
      if (pending.length === 0 || control.signal.aborted) return
      dispatch({ type: 'events', events: pending.splice(0), now: Date.now() })
    }
    const timer = setInterval(flush, burstMs)
    const since = Date.now()
    const stop = () => {
      dispatch({ type: 'broke', error: stoppedWaiting(since) })
      control.abort()
    }
    const waiting = startWaiting({ retry: () => void start(request), stop })
    try {
      await streamPreview(request, {
        onEvent: (event) => {
          pending.push(event)
          waiting.restart()
          if (event.event === 'error' && event.status === 401) sessionEnded()
        },
        signal: control.signal,
      })
      flush()
    } catch (error) {
      flush()
      if (isAbort(error) || control.signal.aborted) return
      if (failureOf(error).status === 401) sessionEnded()
      dispatch({ type: 'broke', error })
    } finally {
      clearInterval(timer)
      waiting.end()
    }
  }

  return { flow, start, discard }
}
