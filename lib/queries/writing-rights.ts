import { queryOptions } from '@tanstack/react-query'
import { WritingRights } from '#lib/confighub/writing-rights.ts'
import { askAround } from '#lib/queries/around/ask-around.ts'
import { callDashboardJson } from '#lib/queries/dashboard-api.ts'

/** Whether the signed-in person may write at all. Permissions change rarely; the badge can check again. */
export const writingRightsQuery = () =>
  queryOptions({
    queryKey: ['writing-rights'],
    queryFn: ({ signal }) =>
      askAround(signal, (stop) => callDashboardJson('/api/rights', WritingRights, { signal: stop })),
    staleTime: 300_000,
    // Never blocks: until the answer is known, writing is offered.
    meta: { isQuiet: true },
  })
