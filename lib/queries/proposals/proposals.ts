import * as z from 'zod/mini'
import type { CommitRequest } from '#lib/change/model.ts'
import { callDashboardJson, jsonBody } from '#lib/queries/dashboard-api.ts'

const Kept = z.object({ tagId: z.uuid(), spaceId: z.uuid() })

/** Keeps a preview as a proposal. Throws a ConfigHubError whose `code` is a `CommitRefusal` when it is refused. */
export function keepProposal(request: CommitRequest): Promise<z.infer<typeof Kept>> {
  return callDashboardJson('/api/proposals', Kept, jsonBody('POST', request))
}
