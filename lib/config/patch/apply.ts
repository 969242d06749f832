import type { Json } from '#lib/base/json.ts'
import { ok } from '#lib/base/result.ts'
import { roomFor, Scale, Tally } from '#lib/config/document/budget.ts'
import type { LoadedStream } from '#lib/config/document/document.ts'
import { type DocumentError, type DocumentResult, fail } from '#lib/config/document/result.ts'
import type { ReadPatch } from '#lib/config/patch/patch-value.ts'
import { rewriteStream } from '#lib/config/write/rewrite.ts'

export type AppliedPatch = {
  /** Resources in scope that the patch could apply to; 0 means that there was nothing to apply it to. */
  readonly matched: number
  readonly changed: boolean
  /** Why a resource in scope was passed over, when one was (`test` failed, no such list item). */
  readonly reason?: string
}

/**
 * Applies a patch to a document and keeps every byte it does not have to change. Values reached through an alias
 * or a `<<` merge are overridden at the place that uses them, the anchor and its other users keep theirs. What is
 * returned was read again and has exactly the patched values; otherwise it is an error.
 */
export function applyToStream(
  stream: LoadedStream,
  patch: ReadPatch,
): DocumentResult<AppliedPatch & { readonly stream: LoadedStream }> {
  const wanted = new Map<number, Json>()
  // What little is added to each of thousands of resources counts too.
  const size = new Tally('result', roomFor(stream.text.length))
  let matched = 0
  let reason: string | undefined
  for (const resource of stream.resources) {
    if (!patch.selects(resource)) continue
    const applied = patch.run(resource.value)
    if (!applied.ok) return applied
    if (applied.value.matched) {
      matched += 1
      wanted.set(resource.index, applied.value.value)
      size.add(new Scale('result').sizeOf(applied.value.value))
    } else reason ??= applied.value.reason
  }
  const written = rewriteStream(stream, wanted)
  if (!written.ok) return written
  const changed = written.value.text !== stream.text
  return ok({ stream: written.value, matched, changed, ...(reason === undefined ? {} : { reason }) })
}

// Positions of a DocumentError are positions in the patch; the document's are said in words.
export function inDocument(error: DocumentError, format = 'YAML'): { ok: false; error: DocumentError } {
  if (error.isTooLarge) return { ok: false, error }
  const at = error.line === undefined ? '' : ` (line ${error.line}, column ${error.column ?? 1})`
  return fail(`The document is not valid ${format}${at}: ${error.message}`)
}
