import { ok } from '#lib/base/result.ts'
import { loadStream } from '#lib/config/document/document.ts'
import { type DocumentResult, guarded } from '#lib/config/document/result.ts'
import { type AppliedPatch, applyToStream, inDocument } from '#lib/config/patch/apply.ts'
import type { DocumentPatch } from '#lib/config/patch/patch.ts'
import { type ReadPatch, readPatch } from '#lib/config/patch/patch-value.ts'

/** From text to text, as preview and commit do it in their threads. */
export function applyPatch(
  text: string,
  patch: DocumentPatch,
): DocumentResult<AppliedPatch & { readonly text: string }> {
  const read = readPatch(patch)
  return read.ok ? applyReadPatch(text, read.value) : read
}

function applyReadPatch(
  text: string,
  patch: ReadPatch,
): DocumentResult<AppliedPatch & { readonly text: string }> {
  return guarded(() => {
    const stream = loadStream(text)
    if (!stream.ok) return inDocument(stream.error)
    const applied = applyToStream(stream.value, patch)
    if (!applied.ok) return applied
    const { stream: written, ...facts } = applied.value
    return ok({ text: written.text, ...facts })
  })
}
