import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query'
import type * as z from 'zod/mini'
import { parseExactJson } from '#lib/base/exact-json.ts'
import { ChangesResponse } from '#lib/change/record/change-list.ts'
import { ChangeRecord } from '#lib/change/record/change-record.ts'
import { WaveState } from '#lib/change/waves/state.ts'
import { callDashboard, jsonBody } from '#lib/queries/dashboard-api.ts'
import { timed } from '#lib/queries/live/paced.ts'

/** The parameters of `GET /api/changes`; empty ones do not matter. */
export type ChangesQuestion = {
  readonly person: string
  readonly ticket: string
  /** `7d`; ISO times take its place. */
  readonly period: string
  readonly since: string
  readonly until: string
  /** An id, `space/unit`, or the name of units in any Space. */
  readonly unit: string
  readonly path: string
}

/** Newest first, a thousand records at a time. */
export const changesQuery = (question: ChangesQuestion) =>
  infiniteQueryOptions({
    queryKey: ['changes', 'list', question],
    queryFn: ({ pageParam, signal }) => readChanges({ ...question, after: pageParam }, signal),
    initialPageParam: '',
    getNextPageParam: ({ older }) => older,
  })

/** As many as are looked at again while the list is on screen. */
const newest = '100'

export const newestChangesQuery = (question: ChangesQuestion) =>
  queryOptions({
    queryKey: ['changes', 'newest', question],
    queryFn: ({ signal }) => readChanges({ ...question, limit: newest }, signal),
  })

/**
 * One change by its Tag: what it wrote and what not, the current state of those units, and whether its record is
 * proven.
 */
export const changeQuery = (tagId: string) =>
  queryOptions({
    queryKey: ['changes', 'one', tagId],
    queryFn: (context) =>
      timed(context, () =>
        callForChanges(`/api/changes/${encodeURIComponent(tagId)}`, ChangeRecord, { signal: context.signal }),
      ),
  })

function readChanges(parameters: Readonly<Record<string, string>>, signal: AbortSignal) {
  const search = new URLSearchParams(Object.entries(parameters).filter(([, value]) => value !== ''))
  return callForChanges(search.size === 0 ? '/api/changes' : `/api/changes?${search}`, ChangesResponse, {
    signal,
  })
}

/** No further wave of a change is written. */
export const endChange = (tagId: string): Promise<WaveState> =>
  callForChanges(`/api/changes/${encodeURIComponent(tagId)}/end`, WaveState, jsonBody('POST', {}))

/** The patch of a change may set whole numbers of 64 bits. */
async function callForChanges<T>(path: string, schema: z.ZodMiniType<T>, init: RequestInit): Promise<T> {
  const response = await callDashboard(path, init)
  return schema.parse(parseExactJson(await response.text()))
}
