import 'server-only'
import { admitCommit } from '#lib/change/consent/admit.ts'
import { approveProposal } from '#lib/change/proposal/approve.ts'
import { keepProposal } from '#lib/change/proposal/keep.ts'
import { lackingApprovals, unitsOfRules } from '#lib/change/proposal/lacking.ts'
import { ApprovalRequest, NeededRequest } from '#lib/change/proposal/proposal-view.ts'
import { readNews } from '#lib/change/proposal/read-news.ts'
import { readProposal } from '#lib/change/proposal/read-proposal.ts'
import { revokeApproval } from '#lib/change/proposal/revoke.ts'
import { ConfigHubError } from '#lib/confighub/error.ts'
import type { RouteContext } from '#lib/server/access/access.ts'
import { checkedAnswer } from '#lib/server/access/checked-answer.ts'
import { approvalPolicy } from '#lib/server/changes/approval-policy.ts'
import { readerOf } from '#lib/server/changes/change-records.ts'
import { readCommitRequest } from '#lib/server/changes/change-requests.ts'
import { authorOf, statusOf } from '#lib/server/changes/changes.ts'
import { policyRefusal } from '#lib/server/changes/write-policy.ts'
import { answerJson } from '#lib/server/http/answer-json.ts'
import { readJson } from '#lib/server/http/request-body.ts'
import { refuse } from '#lib/server/masking/refusal.ts'
import { env } from '#lib/server/process/env.ts'
import { audit } from '#lib/server/process/log.ts'

/** What may be written may be proposed: the same checks, and then a record instead of revisions. */
export async function answerKeep(request: Request, context: RouteContext): Promise<Response> {
  const { requestId } = context
  const read = readCommitRequest(await readJson(request))
  if (!read.ok) return refuse(read.status, read.code, read.message, requestId)
  const terms = { secret: env().HUBDECK_SECRET, now: new Date() }
  const admission = await admitCommit(read.value, { ...terms, author: authorOf(context) })
  if (!admission.ok) return refuse(statusOf(admission.code), admission.code, admission.message, requestId)
  const { plan } = admission
  const refused = await policyRefusal(context.hub, plan, read.value, { isWriting: false })
  if (refused !== undefined) return refuse(422, refused.code, refused.message, requestId)
  const facts = { planned: plan.units.length }
  const keep = () => keepProposal(context.hub, plan, terms)
  return answerJson(await audited(context, `propose ${plan.contents.patch.kind}`, facts, keep), requestId)
}

/** Which approvals a proposal needs and has. */
export async function answerProposal(
  tagId: string,
  request: Request,
  context: RouteContext,
): Promise<Response> {
  const terms = { policy: approvalPolicy(), now: new Date() }
  const id = tagId.toLowerCase()
  const view = await readProposal(context.hub, id, readerOf(context), terms, request.signal)
  return answerJson(view, context.requestId)
}

export async function answerNews(tagId: string, request: Request, context: RouteContext): Promise<Response> {
  const news = await readNews(context.hub, tagId.toLowerCase(), readerOf(context), request.signal)
  return answerJson(news, context.requestId)
}

/** Which of these units lack approvals, asked before anyone writes. */
export function answerNeeded(request: Request, context: RouteContext): Promise<Response> {
  const policy = approvalPolicy()
  return checkedAnswer(request, context, NeededRequest, async ({ unitIds, tagId }) => {
    const terms = { ...readerOf(context), policy, now: new Date() }
    const lacking = await lackingApprovals(context.hub, { unitIds, tagId }, terms, request.signal)
    return { rules: unitsOfRules(lacking), isUndoExempt: policy.undo === 'exempt' }
  })
}

export function answerApprove(tagId: string, request: Request, context: RouteContext): Promise<Response> {
  const id = tagId.toLowerCase()
  return checkedAnswer(request, context, ApprovalRequest, (asked) =>
    audited(context, 'approve a proposal', { tagId: id }, () =>
      approveProposal(context.hub, id, asked, readerOf(context), new Date()),
    ),
  )
}

export async function answerRevoke(tagId: string, context: RouteContext): Promise<Response> {
  const id = tagId.toLowerCase()
  const revoke = () => revokeApproval(context.hub, id, readerOf(context), new Date())
  return answerJson(await audited(context, 'revoke an approval', { tagId: id }, revoke), context.requestId)
}

type Facts = Readonly<Record<string, string | number>>

/** Logs what was done, and each refusal by its name. */
async function audited<T extends object>(
  { session, requestId }: RouteContext,
  what: string,
  facts: Facts,
  act: () => Promise<T>,
): Promise<T> {
  const started = Date.now()
  const entry = (status: number, more: Facts) =>
    audit({
      who: session.UserID,
      what,
      status,
      durationMs: Date.now() - started,
      requestId,
      facts: { ...facts, ...more },
    })
  try {
    const done = await act()
    entry(200, figuresOf(done))
    return done
  } catch (error) {
    if (error instanceof ConfigHubError) entry(error.status, { refusal: error.code ?? 'hub' })
    throw error
  }
}

function figuresOf(done: object): Facts {
  return Object.fromEntries(
    Object.entries(done).flatMap(([name, value]) =>
      typeof value === 'number' || name === 'tagId' ? [[name, value]] : [],
    ),
  )
}
