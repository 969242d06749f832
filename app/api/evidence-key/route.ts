import { accountHolderOf } from '#lib/server/access/access.ts'
import { spend } from '#lib/server/access/limits.ts'
import { requestIdOf } from '#lib/server/access/proxy.ts'
import { answerEvidenceKey } from '#lib/server/changes/evidence-key.ts'

/** The public key of this deployment, for anyone: who checks evidence need not have an account here. */
export async function GET(request: Request): Promise<Response> {
  const requestId = requestIdOf(request)
  const tooMany = await spend('reads', accountHolderOf(request), requestId)
  return tooMany ?? (await answerEvidenceKey(requestId))
}
