'use client'

import { type UseQueryResult, useQueries } from '@tanstack/react-query'
import type { ExtendedRevision } from '#lib/confighub/schema/entities.ts'
import type { ActivityEntry } from '#lib/history/activity.ts'
import { unitCount } from '#lib/history/activity.ts'
import { summaryOf } from '#lib/history/activity-summary.ts'
import type { ChangeDescription } from '#lib/history/change-description.ts'
import { sentenceQuery } from '#lib/queries/activity-sentences.ts'

/** How many units of a bulk change are read for its summary; the others are read when it is expanded. */
const readOfBulk = 50

export type Sentence =
  | { readonly state: 'pending' }
  | { readonly state: 'ready'; readonly text: string }
  | { readonly state: 'failed'; readonly error: unknown; readonly retry: () => void }

/** What an entry changed, in one sentence. Loaded only while `isWanted`. */
export function useSentence(entry: ActivityEntry, isWanted: boolean): Sentence {
  const { revisions } = entry
  const answer = useDescriptions(revisions.slice(0, readOfBulk), isWanted)
  if (answer.state !== 'ready') return answer
  const noun = unitCount(entry) === revisions.length ? 'units' : 'revisions'
  return { state: 'ready', text: summaryOf(answer.descriptions, revisions.length, noun) }
}

function useDescriptions(revisions: readonly ExtendedRevision[], isWanted: boolean) {
  return useQueries({
    queries: revisions.map(({ Revision }) => ({ ...sentenceQuery(Revision), enabled: isWanted })),
    combine,
  })
}

function combine(
  results: readonly UseQueryResult<ChangeDescription>[],
): Exclude<Sentence, { state: 'ready' }> | { state: 'ready'; descriptions: readonly ChangeDescription[] } {
  const failed = results.filter(({ isError }) => isError)
  const [first] = failed
  if (first !== undefined) {
    return {
      state: 'failed',
      error: first.error,
      retry: () => {
        for (const each of failed) void each.refetch()
      },
    }
  }
  const descriptions = results.flatMap(({ data }) => (data === undefined ? [] : [data]))
  return descriptions.length === results.length ? { state: 'ready', descriptions } : { state: 'pending' }
}
