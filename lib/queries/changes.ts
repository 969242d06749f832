import { queryOptions } from '@tanstack/react-query'
import { ChangeRecord, ChangesResponse } from '#lib/change/record/change-record.ts'
import { callDashboardJson } from '#lib/queries/dashboard-api.ts'

/** The newest thousand changes, newest first. */
export const changesQuery = () =>
  queryOptions({
    queryKey: ['changes', 'list'],
    queryFn: async ({ signal }) =>
      (await callDashboardJson('/api/changes', ChangesResponse, { signal })).changes,
  })

/**
 * One change by its Tag: what it wrote and what not, the current state of those units, and whether its record is
 * proven.
 */
export const changeQuery = (tagId: string) =>
  queryOptions({
    queryKey: ['changes', 'one', tagId],
    queryFn: ({ signal }) =>
      callDashboardJson(`/api/changes/${encodeURIComponent(tagId)}`, ChangeRecord, { signal }),
  })
