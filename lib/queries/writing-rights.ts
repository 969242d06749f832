import { queryOptions } from '@tanstack/react-query'
import { WritingRights } from '#lib/confighub/writing-rights.ts'
import { callDashboardJson } from '#lib/queries/dashboard-api.ts'

/** Whether the signed-in person may write at all. Rights change seldom; the badge asks again on request. */
export const writingRightsQuery = () =>
  queryOptions({
    queryKey: ['writing-rights'],
    queryFn: ({ signal }) => callDashboardJson('/api/rights', WritingRights, { signal }),
    staleTime: 300_000,
    // Nobody waits for it: until it is known, everything is offered.
    meta: { isQuiet: true },
  })
