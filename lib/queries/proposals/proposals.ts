import { mutationOptions, type QueryClient, queryOptions } from '@tanstack/react-query'
import * as z from 'zod/mini'
import type { CommitRequest } from '#lib/change/model.ts'
import { ProposalNews } from '#lib/change/proposal/proposal-news.ts'
import {
  type ApprovalRequest,
  Approved,
  NeededAnswer,
  ProposalView,
} from '#lib/change/proposal/proposal-view.ts'
import { callDashboardJson, jsonBody } from '#lib/queries/dashboard-api.ts'
import { pauseAfter, timed } from '#lib/queries/live/paced.ts'

const Kept = z.object({ tagId: z.uuid(), spaceId: z.uuid() })

/** Keeps a preview as a proposal. Throws a ConfigHubError whose `code` is a `CommitRefusal` when it is refused. */
export function keepProposal(request: CommitRequest): Promise<z.infer<typeof Kept>> {
  return callDashboardJson('/api/proposals', Kept, jsonBody('POST', request))
}

const pathOf = (tagId: string) => `/api/proposals/${encodeURIComponent(tagId)}`

/** Which approvals a proposal needs and has. */
export const proposalQuery = (tagId: string) =>
  queryOptions({
    queryKey: ['proposals', tagId],
    queryFn: (context) =>
      timed(context, () => callDashboardJson(pathOf(tagId), ProposalView, { signal: context.signal })),
  })

/** What its query selects now, and who else proposes to change its units. */
export const proposalNewsQuery = (tagId: string) =>
  queryOptions({
    queryKey: ['proposals', 'news', tagId],
    queryFn: (context) =>
      timed(context, () =>
        callDashboardJson(`${pathOf(tagId)}/news`, ProposalNews, { signal: context.signal }),
      ),
    refetchInterval: (query) => pauseAfter(query, 60_000),
  })

export const approveMutation = (client: QueryClient, tagId: string) =>
  mutationOptions({
    mutationFn: (request: ApprovalRequest) =>
      callDashboardJson(`${pathOf(tagId)}/approval`, Approved, jsonBody('POST', request)),
    onSettled: () => client.invalidateQueries(proposals),
  })

export const revokeMutation = (client: QueryClient, tagId: string) =>
  mutationOptions({
    mutationFn: () =>
      callDashboardJson(`${pathOf(tagId)}/approval`, z.object({ revoked: z.int() }), { method: 'DELETE' }),
    onSettled: () => client.invalidateQueries(proposals),
  })

/** Whatever is known of proposals: their approvals, and what units lack. */
const proposals = { queryKey: ['proposals'] }

/** As often as the approvals of others are asked for at most while someone waits for them. */
export const approvalsEveryMs = 15_000

/**
 * Which of the units that a preview changes lack approvals of others. Asked once for each seal, which is of exactly these
 * units, and again while some are missing; what a person includes of them is sorted out here.
 */
export const neededQuery = (sealHash: string, unitIds: readonly string[], tagId: string | undefined) =>
  queryOptions({
    queryKey: ['proposals', 'needed', sealHash, tagId],
    queryFn: (context) =>
      timed(context, () =>
        callDashboardJson(
          '/api/proposals/needed',
          NeededAnswer,
          jsonBody('POST', { unitIds, ...(tagId === undefined ? {} : { tagId }) }, context.signal),
        ),
      ),
    staleTime: 60_000,
    refetchInterval: (query) =>
      tagId !== undefined && (query.state.data?.rules.length ?? 0) > 0
        ? pauseAfter(query, approvalsEveryMs)
        : false,
    meta: { isQuiet: true },
  })
