import { queryOptions } from '@tanstack/react-query'
import type { z } from 'zod'
import { parseExactJson } from '#lib/base/exact-json.ts'
import { ChangeRecord, ChangesResponse } from '#lib/change/record/change-record.ts'
import { callDashboard } from '#lib/queries/dashboard-api.ts'

/** The newest thousand changes, newest first. */
export const changesQuery = () =>
  queryOptions({
    queryKey: ['changes', 'list'],
    queryFn: async ({ signal }) =>
      (await callForChanges('/api/changes', ChangesResponse, { signal })).changes,
  })

/**
 * One change by its Tag: what it wrote and what not, the current state of those units, and whether its record is
 * proven.
 */
export const changeQuery = (tagId: string) =>
  queryOptions({
    queryKey: ['changes', 'one', tagId],
    queryFn: ({ signal }) =>
      callForChanges(`/api/changes/${encodeURIComponent(tagId)}`, ChangeRecord, { signal }),
  })

/** The patch of a change may set whole numbers of 64 bits. */
async function callForChanges<T>(path: string, schema: z.ZodType<T>, init: RequestInit): Promise<T> {
  const response = await callDashboard(path, init)
  return schema.parse(parseExactJson(await response.text()))
}
