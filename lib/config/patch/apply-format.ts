import type { Json } from '#lib/base/json.ts'
import { ok } from '#lib/base/result.ts'
import { roomFor, Scale, Tally } from '#lib/config/document/budget.ts'
import type { Resource } from '#lib/config/document/document.ts'
import { type DocumentResult, fail, guarded } from '#lib/config/document/result.ts'
import type { FormatDocument } from '#lib/config/formats/codec.ts'
import { codecOf, readFormat, resourceOf } from '#lib/config/formats/documents.ts'
import { type Format, formatOf } from '#lib/config/formats/toolchain.ts'
import { writeDocument } from '#lib/config/formats/write-document.ts'
import type { AppliedPatch } from '#lib/config/patch/apply.ts'
import {
  keepOurs,
  type MergeConflict,
  mergeThreeValues,
  type PolicyOf,
} from '#lib/config/patch/merge-three-values.ts'
import type { DocumentPatch } from '#lib/config/patch/patch.ts'
import type { ReadPatch } from '#lib/config/patch/patch-value.ts'

/** Why this kind of patch cannot be applied to documents of a format; undefined when it can. */
export function unpatchable({ kind, name }: Format, patch: DocumentPatch['kind']): string | undefined {
  if (kind === 'text')
    return `This format cannot be patched by fields (${name}). Edit the document with another tool.`
  const isFlat = kind === 'properties' || kind === 'ini' || kind === 'env'
  const asked = treePatches[patch]
  if (!isFlat || asked === undefined) return undefined
  return `${asked} needs a tree of values, and ${name} is a list of names. Set fields instead.`
}

/** The kinds of patch that are trees themselves, as a sentence begins with them. */
const treePatches: Readonly<Record<DocumentPatch['kind'], string | undefined>> = {
  'set-fields': undefined,
  merge: 'A merge patch',
  json: 'A JSON patch',
}

type AppliedFormat = AppliedPatch & {
  readonly before: readonly Resource[]
  readonly after: readonly Resource[]
  readonly text: string
}

/**
 * Applies a patch to a document that is not YAML and keeps every byte it does not have to change. The text is read
 * again and has exactly the patched values; otherwise it is an error.
 */
export function applyToFormat(
  text: string,
  toolchain: string,
  patch: ReadPatch,
): DocumentResult<AppliedFormat> {
  return guarded(() => {
    const format = formatOf(toolchain)
    const read = readFormat(text, toolchain)
    if (!read.ok) return inWords(read.error)
    const document = read.value
    const resource = resourceOf(document.value)
    const before = [resource]
    const unchanged = { before, after: before, text, changed: false }
    if (!patch.selects(resource)) return ok({ ...unchanged, matched: 0 })
    const applied = patch.run(resource.value)
    if (!applied.ok) return applied
    if (!applied.value.matched) return ok({ ...unchanged, matched: 0, reason: applied.value.reason })
    new Tally('result', roomFor(text.length)).add(new Scale('result').sizeOf(applied.value.value))
    const written = rewriteFormat(document, applied.value.value, format)
    if (!written.ok) return written
    const after = [resourceOf(written.value.value)]
    return ok({ before, after, text: written.value.text, matched: 1, changed: written.value.text !== text })
  })
}

/** A document with other values, as text. */
export function rewriteFormat(
  document: FormatDocument,
  wanted: Json,
  format: Format,
): DocumentResult<FormatDocument> {
  return writeDocument(codecOf(format), document, wanted, format.name)
}

/**
 * Applies the changes of values from base to theirs to the text of ours. Places that both changed are conflicts.
 * Without a policy, ours stays there, and whole texts pass where one side did not change.
 */
export function mergeFormats(
  { base, ours, theirs }: { readonly base: string; readonly ours: string; readonly theirs: string },
  toolchain: string,
  policyOf?: PolicyOf,
): DocumentResult<{ readonly text: string; readonly conflicts: MergeConflict[] }> {
  if (ours === base && policyOf === undefined) return ok({ text: theirs, conflicts: [] })
  if (theirs === base || theirs === ours) return ok({ text: ours, conflicts: [] })
  return guarded(() => {
    const format = formatOf(toolchain)
    if (format.kind === 'text') return fail(`It changed since, and ${format.name} cannot be merged by fields`)
    const [one, two, three] = [
      readFormat(base, toolchain),
      readFormat(ours, toolchain),
      readFormat(theirs, toolchain),
    ]
    if (!one.ok) return one
    if (!two.ok) return two
    if (!three.ok) return three
    const values = { base: one.value.value, ours: two.value.value, theirs: three.value.value }
    const { resourceType, resourceName } = resourceOf(two.value.value)
    const policy = policyOf?.({ resourceType, resourceName }) ?? keepOurs
    const { value = {}, conflicts } = mergeThreeValues(values, policy)
    const written = rewriteFormat(two.value, value, format)
    if (!written.ok) return written
    const named = conflicts.map((each) => ({ resourceType, resourceName, ...each }))
    return ok({ text: written.value.text, conflicts: named })
  })
}

// Positions of a DocumentError are positions in the patch; the document's are said in words.
function inWords({
  message,
  line,
  column = 1,
  ...rest
}: {
  readonly message: string
  readonly line?: number
  readonly column?: number
  readonly isTooLarge?: true
}): { ok: false; error: { message: string; isTooLarge?: true } } {
  return fail(line === undefined ? message : `${message} (line ${line}, column ${column})`, rest)
}
