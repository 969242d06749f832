'use client'

import { type QueryClient, useQueryClient } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { loadTheRest } from '#components/ui/lazily.tsx'

/**
 * Loads what opens later, once everything that the page asked for is there: until then it would hold up the answers.
 * Returns whether that has begun.
 */
export function useTheRest(): boolean {
  const client = useQueryClient()
  const [hasBegun, setHasBegun] = useState(false)
  useEffect(
    () =>
      onceQuiet(client, () => {
        setHasBegun(true)
        void loadTheRest()
      }),
    [client],
  )
  return hasBegun
}

/** Returns a function that gives up waiting. */
function onceQuiet(client: QueryClient, run: () => void): () => void {
  const look = () => {
    if (client.isFetching() > 0) return
    stop()
    run()
  }
  const stop = client.getQueryCache().subscribe(() => queueMicrotask(look))
  return stop
}
