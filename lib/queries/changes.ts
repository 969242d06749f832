import { queryOptions } from '@tanstack/react-query'
import { ChangeRecord, ChangesResponse } from '#lib/change/record/change-record.ts'
import { callDeckJson } from '#lib/queries/deck-api.ts'

/** The newest thousand changes, newest first. */
export const changesQuery = () =>
  queryOptions({
    queryKey: ['changes', 'list'],
    queryFn: async ({ signal }) => (await callDeckJson('/api/changes', ChangesResponse, { signal })).changes,
  })

/** One change by its Tag: what it wrote, what it did not, how those units stand now, and whether its record holds. */
export const changeQuery = (tagId: string) =>
  queryOptions({
    queryKey: ['changes', 'one', tagId],
    queryFn: ({ signal }) =>
      callDeckJson(`/api/changes/${encodeURIComponent(tagId)}`, ChangeRecord, { signal }),
  })
