import { parseExactJson } from '#lib/base/exact-json.ts'
import type { Outcome } from '#lib/base/result.ts'
import { Statement } from '#lib/change/evidence/statement.ts'

export const bundleType = 'application/vnd.dev.sigstore.bundle.v0.3+json'
export const payloadType = 'application/vnd.in-toto+json'

/** The name of a file of evidence; `name` is that of the Tag, with or without its Space. */
export function evidenceFileName(name: string): string {
  return `${name.slice(name.indexOf('/') + 1).replaceAll(/[^\w.-]/g, '-')}.evidence.json`
}

/** The Statement that is in the payload of a bundle. Runs in a browser as well. */
export function readStatement(payload: Uint8Array): Outcome<Statement> {
  const read = Statement.safeParse(parsed(payload))
  if (read.success) return { ok: true, value: read.data }
  const [issue] = read.error.issues
  return {
    ok: false,
    message: `The payload is not evidence of a change: ${issue?.path.join('.') || 'the whole of it'}: ${issue?.message ?? 'is not valid'}.`,
  }
}

function parsed(payload: Uint8Array): unknown {
  try {
    return parseExactJson(new TextDecoder('utf-8', { fatal: true }).decode(payload))
  } catch {
    return undefined
  }
}
