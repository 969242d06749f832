import type { Json } from '#lib/base/json.ts'
import { ok } from '#lib/base/result.ts'
import { roomFor, Scale, Tally } from '#lib/config/document/budget.ts'
import type { LoadedResource, LoadedStream, Resource } from '#lib/config/document/document.ts'
import { type Listed, wholeValues, withItems, withoutItems } from '#lib/config/document/list-items.ts'
import { type DocumentError, type DocumentResult, fail } from '#lib/config/document/result.ts'
import { roundedNumbers } from '#lib/config/document/rounded-numbers.ts'
import { customShapesOf } from '#lib/config/patch/custom-shapes.ts'
import type { ReadPatch } from '#lib/config/patch/patch-value.ts'
import { rewriteStream } from '#lib/config/write/rewrite.ts'
import { typeLabel } from '#lib/path/path-label.ts'

export type AppliedPatch = {
  /** Resources in scope that the patch could apply to; 0 means that there was nothing to apply it to. */
  readonly matched: number
  readonly changed: boolean
  /** Why a resource in scope was passed over, when one was (`test` failed, no such list item). */
  readonly reason?: string
  /** What a reader of the preview should know about how lists were merged. */
  readonly notes?: readonly string[]
}

/**
 * Applies a patch to the resources of a document, items of a List included unless it names the List itself, and keeps
 * every byte it does not have to change. Values reached through an alias or a `<<` merge are overridden at the place
 * that uses them, the anchor and its other users keep theirs. What is returned was read again and has exactly the
 * patched values; otherwise it is an error.
 */
export function applyToStream(
  stream: LoadedStream,
  patch: ReadPatch,
): DocumentResult<AppliedPatch & { readonly stream: LoadedStream }> {
  const applied = applyToResources(stream, patch)
  if (!applied.ok) return applied
  const { wanted, notes, reason } = applied.value
  const written = rewriteStream(stream, wholeValues(wanted))
  if (!written.ok) return written
  return ok({
    stream: written.value,
    matched: wanted.size,
    changed: written.value.text !== stream.text,
    ...(reason === undefined ? {} : { reason }),
    ...(notes.size === 0 ? {} : { notes: [...notes] }),
  })
}

type Wanted = {
  /** New values of the resources that the patch applies to. */
  readonly wanted: Map<Listed<LoadedResource>, Json>
  readonly notes: Set<string>
  /** Why the first of those that were passed over was. */
  readonly reason: string | undefined
}

function applyToResources(stream: LoadedStream, patch: ReadPatch): DocumentResult<Wanted> {
  const wanted: Wanted['wanted'] = new Map()
  const notes: Wanted['notes'] = new Set()
  // What little is added to each of thousands of resources counts too.
  const size = new Tally('result', roomFor(stream.text.length))
  const customShapes = customShapesOf(stream.resources)
  const resources = (patch.namesList ? withoutItems : withItems)(stream.resources).filter(patch.selects)
  let reason: string | undefined
  for (const resource of resources) {
    const applied = patch.run(resource.value, {
      customShapes,
      rounded: () => roundedNumbers(resource.document),
    })
    if (!applied.ok) return resources.length === 1 ? applied : inResource(resource, applied.error)
    if (applied.value.matched) {
      for (const note of applied.value.notes ?? []) notes.add(note)
      wanted.set(resource, applied.value.value)
      size.add(new Scale('result').sizeOf(applied.value.value))
    } else reason ??= applied.value.reason
  }
  return ok({ wanted, notes, reason })
}

/** Of several resources that a patch applies to, the one that it cannot be applied to. */
function inResource({ resourceType, resourceName }: Resource, error: DocumentError): DocumentResult<never> {
  if (error.isTooLarge) return { ok: false, error }
  const message = `${typeLabel(resourceType)} ${resourceName.replace(/^\//, '')}: ${error.message}`
  return { ok: false, error: { ...error, message } }
}

// Positions of a DocumentError are positions in the patch; the document's are said in words.
export function inDocument(error: DocumentError, format = 'YAML'): { ok: false; error: DocumentError } {
  if (error.isTooLarge) return { ok: false, error }
  const at = error.line === undefined ? '' : ` (line ${error.line}, column ${error.column ?? 1})`
  return fail(`The document is not valid ${format}${at}: ${error.message}`)
}
