import 'server-only'
import { z } from 'zod'
import { previewedDocument } from '#lib/change/preview/previewed-document.ts'
import { openSeal } from '#lib/change/seal/seal.ts'
import type { RouteContext } from '#lib/server/access/access.ts'
import { answerJson } from '#lib/server/http/answer-json.ts'
import { readJson } from '#lib/server/http/request-body.ts'
import { refuse } from '#lib/server/masking/refusal.ts'
import { env } from '#lib/server/process/env.ts'
import { computeIn } from '#lib/server/work/compute.ts'
import { work } from '#lib/server/work/pool.ts'

const Asked = z.object({ seal: z.string().min(1), unitId: z.uuid() })

/** One document of a sealed preview before and after, masked. The seal determines what may be requested. */
export async function answerPreviewDocument(request: Request, context: RouteContext): Promise<Response> {
  const asked = Asked.safeParse(await readJson(request))
  if (!asked.success) return refuse(400, 'bad-request', 'Give a seal and a unitId.', context.requestId)
  const { UserID, OrganizationID } = context.session
  const author = { UserID, OrganizationID, hub: env().CONFIGHUB_URL }
  const opened = await openSeal(asked.data.seal, { secret: env().HUBDECK_SECRET, author, now: new Date() })
  if (!opened.ok) {
    const status = opened.code === 'seal-expired' ? 409 : 403
    return refuse(status, opened.code, opened.message, context.requestId)
  }
  const compute = computeIn(work(), UserID)
  const body = await previewedDocument(
    context.hub,
    opened.contents,
    asked.data.unitId,
    request.signal,
    compute,
  )
  return answerJson(body, context.requestId)
}
