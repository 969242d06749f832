import { mutationOptions, type QueryClient, queryOptions } from '@tanstack/react-query'
import * as z from 'zod/mini'
import type { CommitRequest } from '#lib/change/model.ts'
import {
  type ApprovalRequest,
  Approved,
  NeededAnswer,
  ProposalView,
} from '#lib/change/proposal/proposal-view.ts'
import { callDashboardJson, jsonBody } from '#lib/queries/dashboard-api.ts'

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
    queryFn: ({ signal }) => callDashboardJson(pathOf(tagId), ProposalView, { signal }),
  })

export const approveMutation = (client: QueryClient, tagId: string) =>
  mutationOptions({
    mutationFn: (request: ApprovalRequest) =>
      callDashboardJson(`${pathOf(tagId)}/approval`, Approved, jsonBody('POST', request)),
    onSettled: () => client.invalidateQueries(proposalQuery(tagId)),
  })

export const revokeMutation = (client: QueryClient, tagId: string) =>
  mutationOptions({
    mutationFn: () =>
      callDashboardJson(`${pathOf(tagId)}/approval`, z.object({ revoked: z.int() }), { method: 'DELETE' }),
    onSettled: () => client.invalidateQueries(proposalQuery(tagId)),
  })

/** Which of the units of a preview need approvals of others; asked once for each seal. */
export const neededQuery = (sealHash: string, unitIds: readonly string[]) =>
  queryOptions({
    queryKey: ['proposals', 'needed', sealHash, unitIds.length],
    queryFn: ({ signal }) =>
      callDashboardJson('/api/proposals/needed', NeededAnswer, jsonBody('POST', { unitIds }, signal)),
    staleTime: 60_000,
    meta: { isQuiet: true },
  })
