'use client'

import { useIsFetching } from '@tanstack/react-query'
import type { ExplorerAnswer } from '#components/explorer/explorer-answer.ts'
import type { Live } from '#components/explorer/live/use-live.ts'
import { useWaiting } from '#components/ui/waiting/waiting.ts'
import { isNoAnswer } from '#lib/confighub/error.ts'

/**
 * Why the rows on screen can only be read: the hub does not answer, so nobody knows whether they are still so. Undefined
 * while it answers, and while there are no rows.
 */
export function useSilence({ rows, count, isArriving }: ExplorerAnswer, { state }: Live): string | undefined {
  const waiting = useWaiting()
  const isComparing = useIsFetching({ queryKey: ['units', 'live'] }) > 0
  if (count === 0 || isArriving) return undefined
  const age = `These rows are from ${clock.format(rows.dataUpdatedAt)}`
  if (rows.isError) return `Reading the rows again failed. ${age}. Try again first.`
  if (waiting !== undefined && (rows.isFetching || isComparing))
    return `ConfigHub has not answered for 3 seconds. ${age}, and can only be read until it does.`
  if (isNoAnswer(state?.error))
    return `ConfigHub does not answer. ${age}, and can only be read until it does.`
  return undefined
}

const clock = new Intl.DateTimeFormat('en-GB', { timeStyle: 'medium' })
