import 'server-only'
import { createPublicKey } from 'node:crypto'
import { refuse } from '#lib/server/masking/refusal.ts'
import { signingKey } from '#lib/server/process/signing-key.ts'

/** The public half of the signing key, as PEM. */
export async function answerEvidenceKey(requestId: string): Promise<Response> {
  const key = await signingKey()
  if (!key.ok) return refuse(503, 'no-signing-key', key.message, requestId)
  return new Response(createPublicKey(key.value).export({ type: 'spki', format: 'pem' }), {
    headers: {
      'Content-Type': 'application/x-pem-file',
      'Cache-Control': 'no-store',
      'X-Request-Id': requestId,
    },
  })
}
