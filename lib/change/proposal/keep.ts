import type { CommitPlan } from '#lib/change/consent/admit.ts'
import { createProposal } from '#lib/change/record/tag/tag-record.ts'
import type { ConfigHub } from '#lib/confighub/client.ts'
import { ConfigHubError } from '#lib/confighub/error.ts'

/** Keeps a preview as a proposal: the record of a change under which nothing is written yet. */
export async function keepProposal(
  hub: ConfigHub,
  plan: CommitPlan,
  terms: { readonly secret: string; readonly now: Date },
): Promise<{ tagId: string; spaceId: string }> {
  if (plan.record.kind !== 'new') {
    throw new ConfigHubError({
      status: 422,
      code: 'proposal-of-record',
      operation: 'propose',
      message:
        'What is left of a change is resumed, not proposed. Choose its units, and propose a change of them.',
    })
  }
  const tag = await createProposal(hub, plan, plan.record.spaceId, terms)
  return { tagId: tag.TagID, spaceId: tag.SpaceID }
}
