import 'server-only'
import { admitCommit } from '#lib/change/consent/admit.ts'
import { keepProposal } from '#lib/change/proposal/keep.ts'
import type { RouteContext } from '#lib/server/access/access.ts'
import { readCommitRequest } from '#lib/server/changes/change-requests.ts'
import { authorOf, statusOf } from '#lib/server/changes/changes.ts'
import { answerJson } from '#lib/server/http/answer-json.ts'
import { readJson } from '#lib/server/http/request-body.ts'
import { refuse } from '#lib/server/masking/refusal.ts'
import { env } from '#lib/server/process/env.ts'
import { audit } from '#lib/server/process/log.ts'

/** What may be written may be proposed: the same checks, and then a record instead of revisions. */
export async function answerKeep(request: Request, context: RouteContext): Promise<Response> {
  const { requestId } = context
  const started = Date.now()
  const read = readCommitRequest(await readJson(request))
  if (!read.ok) return refuse(read.status, read.code, read.message, requestId)
  const terms = { secret: env().HUBDECK_SECRET, now: new Date() }
  const admission = await admitCommit(read.value, { ...terms, author: authorOf(context) })
  if (!admission.ok) return refuse(statusOf(admission.code), admission.code, admission.message, requestId)
  const { plan } = admission
  const kept = await keepProposal(context.hub, plan, terms)
  audit({
    who: context.session.UserID,
    what: `propose ${plan.contents.patch.kind}`,
    status: 200,
    durationMs: Date.now() - started,
    requestId,
    facts: { tagId: kept.tagId, planned: plan.units.length },
  })
  return answerJson(kept, requestId)
}
