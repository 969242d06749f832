import { queryOptions } from '@tanstack/react-query'
import { listChanges, readChange } from '#lib/change/record.ts'
import { browserHub } from '#lib/queries/browser-hub.ts'

/** The newest thousand changes, newest first. */
export const changesQuery = () =>
  queryOptions({
    queryKey: ['changes', 'list'],
    queryFn: ({ signal }) => listChanges(browserHub, signal),
  })

/** One change: what it wrote, what it did not, and how those units stand now. */
export const changeQuery = (spaceId: string, tagId: string) =>
  queryOptions({
    queryKey: ['changes', 'one', spaceId, tagId],
    queryFn: ({ signal }) => readChange(browserHub, spaceId, tagId, signal),
  })
