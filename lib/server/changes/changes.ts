import 'server-only'
import { commitChange } from '#lib/change/commit/commit.ts'
import { admitCommit, type CommitPlan } from '#lib/change/consent/admit.ts'
import { previewPatch } from '#lib/change/metadata-preview/preview-patch.ts'
import type { CommitEvent, PreviewEvent, PreviewRequest } from '#lib/change/model.ts'
import { refuseBadPatch } from '#lib/change/preview/preview.ts'
import { maskedPatchProblem } from '#lib/change/record/masked-patch.ts'
import { readProven } from '#lib/change/record/record.ts'
import { mustBePatchOf } from '#lib/change/record/resume.ts'
import type { SealAuthor } from '#lib/change/seal/seal-contents.ts'
import { ConfigHubError, isAbort } from '#lib/confighub/error.ts'
import { accountHolderOf, type RouteContext } from '#lib/server/access/access.ts'
import { charge } from '#lib/server/access/limits.ts'
import { approvalPolicy } from '#lib/server/changes/approval-policy.ts'
import { readCommitRequest, readPreviewRequest } from '#lib/server/changes/change-requests.ts'
import { policyRefusal } from '#lib/server/changes/write-policy.ts'
import { readJson } from '#lib/server/http/request-body.ts'
import { streamEvents } from '#lib/server/masking/event-stream.ts'
import { refuse } from '#lib/server/masking/refusal.ts'
import { env } from '#lib/server/process/env.ts'
import { audit, log } from '#lib/server/process/log.ts'
import { metrics } from '#lib/server/process/metrics.ts'
import { computeIn } from '#lib/server/work/compute.ts'
import { work } from '#lib/server/work/pool.ts'

/** Ten thousand picked units, and a patch of which every character is escaped. */
const maxPreviewBytes = 2 * 1024 * 1024

/** Streams a preview and seals it. */
export async function answerPreview(request: Request, context: RouteContext): Promise<Response> {
  const read = readPreviewRequest(await readJson(request, maxPreviewBytes))
  if (!read.ok) return refuse(read.status, read.code, read.message, context.requestId)
  const masked = maskedPatchProblem(read.value.patch)
  if (masked !== undefined) return refuse(400, 'masked-value', masked, context.requestId)
  const compute = computeIn(work(), context.session.UserID)
  // A patch that is too large or not valid is refused before the stream begins.
  await refuseBadPatch(read.value.patch, compute, request.signal)
  await mustFitRecord(read.value, context)
  const terms = {
    secret: env().HUBDECK_SECRET,
    author: authorOf(context),
    minutes: env().HUBDECK_SEAL_MINUTES,
    now: () => new Date(),
  }
  return streamEvents<PreviewEvent>(async (tell, gone) => {
    const observe = (event: PreviewEvent) => {
      if (event.event === 'start')
        void charge('previews', accountHolderOf(request, context.session.UserID), event.total)
      if (event.event === 'row') metrics().previewRows.inc({ status: event.row.status })
      tell(event)
    }
    try {
      await previewPatch(context.hub, read.value, terms, observe, gone, compute)
    } catch (error) {
      if (!isAbort(error)) tell(previewError(error, context.requestId))
    }
  }, context.requestId)
}

/** A retyped patch must equal that of the resumed change; checked before a preview is shown. */
async function mustFitRecord(
  { continuedTagId, patch }: PreviewRequest,
  context: RouteContext,
): Promise<void> {
  if (continuedTagId === undefined) return
  const secret = env().HUBDECK_SECRET
  mustBePatchOf(
    await readProven(context.hub, continuedTagId, { secret, author: authorOf(context) }),
    patch,
    secret,
  )
}

/**
 * Checks the seal, then streams the outcomes. Continues when the page is closed, because half a change helps nobody.
 */
export async function answerCommit(request: Request, context: RouteContext): Promise<Response> {
  const read = readCommitRequest(await readJson(request))
  if (!read.ok) return refuse(read.status, read.code, read.message, context.requestId)
  const key = { secret: env().HUBDECK_SECRET, author: authorOf(context), now: new Date() }
  const admission = await admitCommit(read.value, key)
  if (!admission.ok)
    return refuse(statusOf(admission.code), admission.code, admission.message, context.requestId)
  const { plan } = admission
  const refused = await policyRefusal(context.hub, plan, read.value, { isWriting: true })
  if (refused !== undefined) return refuse(422, refused.code, refused.message, context.requestId)
  return streamEvents<CommitEvent>((tell) => commitAudited(context, plan, tell), context.requestId)
}

async function commitAudited(
  context: RouteContext,
  plan: CommitPlan,
  tell: (event: CommitEvent) => void,
): Promise<void> {
  const started = Date.now()
  let tagId: string | undefined
  let refusal: string | undefined
  const counts: Record<string, number> = {}
  const observe = (event: CommitEvent) => {
    if (event.event === 'error') refusal = event.code
    if (event.event === 'start') tagId = event.tagId
    if (event.event === 'outcome') {
      const { status } = event.outcome
      counts[status] = (counts[status] ?? 0) + 1
      metrics().outcomes.inc({ status })
    }
    tell(event)
  }
  try {
    const compute = computeIn(work(), context.session.UserID)
    const terms = {
      secret: env().HUBDECK_SECRET,
      now: () => new Date(),
      compute,
      approvals: approvalPolicy(),
    }
    await commitChange(context.hub, plan, observe, terms)
  } catch (error) {
    log.error({ err: error, requestId: context.requestId }, 'a commit failed')
    const message =
      'Something went wrong in Hubdeck during the commit. Open the change: what was written carries its Tag.'
    tell({ event: 'error', code: 'hub', message, requestId: context.requestId })
  }
  audit({
    who: context.session.UserID,
    what: `commit ${plan.contents.patch.kind}`,
    status: 200,
    durationMs: Date.now() - started,
    requestId: context.requestId,
    facts: {
      tagId,
      refusal,
      planned: plan.units.length,
      ...(plan.record.kind === 'continue' ? { continues: plan.record.continues } : {}),
      ...counts,
    },
  })
}

export function authorOf({ session }: RouteContext): SealAuthor {
  return { UserID: session.UserID, OrganizationID: session.OrganizationID, hub: env().CONFIGHUB_URL }
}

export function statusOf(code: string): number {
  if (code === 'seal-expired') return 409
  return code.startsWith('seal-') ? 403 : 400
}

function previewError(error: unknown, requestId: string): PreviewEvent {
  if (error instanceof ConfigHubError) {
    const { message, status } = error
    return { event: 'error', message, status, requestId: error.requestId ?? requestId }
  }
  log.error({ err: error, requestId }, 'a preview failed')
  return {
    event: 'error',
    message: 'Something went wrong in Hubdeck during this preview. Its log has the details.',
    status: 500,
    requestId,
  }
}
