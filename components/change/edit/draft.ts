import * as z from 'zod/mini'
import { readField } from '#components/change/edit/cases/read-field.ts'
import { emptyField, FieldDraft } from '#components/change/edit/field-value.ts'
import { readArguments } from '#components/change/edit/function/argument-value.ts'
import { CallDraft } from '#components/change/edit/function/call-draft.ts'
import {
  emptyMetadata,
  MetadataDraft,
  readMetadata,
} from '#components/change/edit/metadata/metadata-draft.ts'
import type { Patch } from '#lib/change/model.ts'
import { AnyDocumentBase, maxPatchText } from '#lib/change/patch-schema.ts'
import { WaveChoice } from '#lib/change/waves/choice.ts'
import type { ResourceScope } from '#lib/config/document/document.ts'
import type { DocumentError } from '#lib/config/document/result.ts'
import { documentProblem } from '#lib/config/formats/document-problem.ts'
import { isYamlToolchain } from '#lib/config/formats/toolchain.ts'
import { mask } from '#lib/config/mask/spans.ts'
import type { DocumentPatch, SetFields } from '#lib/config/patch/patch.ts'
import { readPatch } from '#lib/config/patch/patch-value.ts'
import type { FunctionSignature } from '#lib/confighub/schema/entities.ts'

/**
 * What a person can make: every kind of patch but going back, which begins at a revision or a record. A sequence consists of
 * those that are about documents.
 */
export type PatchKind = Exclude<Patch['kind'], 'restore' | 'sequence' | 'undo-metadata'>
const kinds = {
  'set-fields': 'set-fields',
  merge: 'merge',
  json: 'json',
  function: 'function',
  document: 'document',
  metadata: 'metadata',
} as const satisfies { readonly [Kind in PatchKind]: Kind }
export const patchKinds: readonly PatchKind[] = Object.values(kinds)

const TextPatch = z.object({ text: z.string(), resourceType: z.string(), resourceName: z.string() })
export type TextPatch = z.infer<typeof TextPatch>

const DocumentDraft = z.object({ text: z.string(), base: AnyDocumentBase })
export type DocumentDraft = z.infer<typeof DocumentDraft>

/** What is typed for one patch. Each kind keeps its own text. */
const typed = {
  kind: z.enum(kinds),
  fields: z.object({
    resourceType: z.string(),
    resourceName: z.string(),
    rows: z.array(FieldDraft).check(z.minLength(1)),
  }),
  merge: TextPatch,
  json: TextPatch,
  call: CallDraft,
}

/** One of several patches. */
const StepDraft = z.object({ id: z.string(), ...typed })
export type StepDraft = z.infer<typeof StepDraft>

/** Everything a person types on the way to a change. */
export const ChangeDraft = z.object({
  /** Of several patches the one that is open. */
  ...typed,
  /** The others, around it. */
  steps: z.optional(z.object({ openId: z.string(), before: z.array(StepDraft), after: z.array(StepDraft) })),
  /** Absent while nothing is typed there. */
  metadata: z.optional(MetadataDraft),
  /** Absent while the text is that of the head. */
  document: z.optional(DocumentDraft),
  reason: z.string(),
  ticket: z.string(),
  /** Units that the person excluded; they stay excluded when the patch is previewed again. */
  excluded: z.array(z.string()),
  /** Why the person consents. */
  consentReason: z.string(),
  /** Absent while all is to be written at once. */
  waves: z.optional(WaveChoice),
  /** The change that was being written from this draft; a reload in the middle leads to it. */
  started: z.optional(z.object({ spaceId: z.string(), tagId: z.string() })),
})
export type ChangeDraft = z.infer<typeof ChangeDraft>

export const emptyDraft: ChangeDraft = {
  kind: 'set-fields',
  fields: { resourceType: '', resourceName: '', rows: [emptyField('1')] },
  merge: { text: '', resourceType: '', resourceName: '' },
  json: { text: '', resourceType: '', resourceName: '' },
  call: { name: '', values: {} },
  reason: '',
  ticket: '',
  excluded: [],
  consentReason: '',
}

/** The part of a draft that makes one patch. */
export type PatchDraft = Pick<
  ChangeDraft,
  'kind' | 'fields' | 'merge' | 'json' | 'call' | 'document' | 'metadata'
>

export type PatchReading =
  | { readonly ok: true; readonly patch: Patch }
  /** Nothing entered yet, which is not an error. */
  | { readonly ok: false; readonly isEmpty: true; readonly error: DocumentError }
  | { readonly ok: false; readonly isEmpty: false; readonly error: DocumentError }

/** The patch that the draft describes, or what is missing or wrong. */
export function readDraft(
  draft: PatchDraft,
  functions: readonly FunctionSignature[],
  toolchain?: string,
): PatchReading {
  switch (draft.kind) {
    case 'set-fields':
      return readFields(draft.fields)
    case 'merge':
      return readText('merge', draft.merge, 'Type the part of the document that changes')
    case 'json':
      return readText('json', draft.json, 'Type a list of operations')
    case 'function':
      return readCall(draft.call, functions)
    case 'document':
      return readDocument(draft.document, toolchain)
    case 'metadata': {
      const read = readMetadata(draft.metadata ?? emptyMetadata)
      if (read.ok) return read
      return read.isMissing ? missing(read.message) : wrong(read)
    }
    default:
      return draft.kind satisfies never
  }
}

function readFields({ rows, ...scope }: ChangeDraft['fields']): PatchReading {
  const named = rows.filter((row) => row.path.trim() !== '')
  if (named.length === 0) return missing('Name the field to set')
  const fields: SetFields['fields'][number][] = []
  for (const row of named) {
    const read = readField(row)
    if (!read.ok) {
      const message = `${row.path}: ${read.message}`
      return read.isMissing ? missing(message) : wrong({ message })
    }
    fields.push(read.field)
  }
  return readDocumentPatch({ kind: 'set-fields', fields, ...scopeOf(scope) })
}

function readText(kind: 'merge' | 'json', { text, ...scope }: TextPatch, whenEmpty: string): PatchReading {
  if (text.trim() === '') return missing(whenEmpty)
  return readDocumentPatch({ kind, text, ...scopeOf(scope) })
}

function readDocumentPatch(patch: DocumentPatch): PatchReading {
  const read = readPatch(patch)
  return read.ok ? { ok: true, patch } : wrong(read.error)
}

function readCall(
  { name, values }: ChangeDraft['call'],
  functions: readonly FunctionSignature[],
): PatchReading {
  if (name === '') return missing('Choose a function')
  const signature = functions.find((each) => each.FunctionName === name)
  if (signature === undefined) return wrong({ message: `This hub has no function ${name}` })
  const read = readArguments(signature, values)
  if (!read.ok) return read.isMissing ? missing(read.message) : wrong({ message: read.message })
  return { ok: true, patch: { kind: 'function', name, arguments: read.arguments } }
}

function readDocument(document: ChangeDraft['document'], toolchain: string | undefined): PatchReading {
  if (document === undefined) return missing('The document is as it was')
  if (document.text.length > maxPatchText) return wrong({ message: tooLong })
  // A mask is a scalar of YAML. In other formats it may stand where only a number is allowed, and the preview, which
  // knows the number, reads the document.
  const isReadable = isYamlToolchain(toolchain) || !document.text.includes(mask)
  const problem = isReadable ? documentProblem(document.text, toolchain) : undefined
  return problem === undefined ? { ok: true, patch: { kind: 'document', ...document } } : wrong(problem)
}

const tooLong = `A document can be edited as a whole up to ${maxPatchText.toLocaleString('en')} characters. Use another kind of patch.`

function scopeOf({
  resourceType,
  resourceName,
}: {
  resourceType: string
  resourceName: string
}): ResourceScope {
  return {
    ...(resourceType.trim() === '' ? {} : { resourceType: resourceType.trim() }),
    ...(resourceName.trim() === '' ? {} : { resourceName: resourceName.trim() }),
  }
}

function missing(message: string): PatchReading {
  return { ok: false, isEmpty: true, error: { message } }
}

function wrong(error: DocumentError): PatchReading {
  return { ok: false, isEmpty: false, error }
}
