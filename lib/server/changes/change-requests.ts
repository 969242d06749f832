import 'server-only'
import { z } from 'zod'
import type { Json } from '#lib/base/json.ts'
import { limitedList } from '#lib/change/limited-list.ts'
import type { CommitRequest, Patch, PreviewRequest } from '#lib/change/model.ts'
import { maxPatchText, patchSchema } from '#lib/change/patch-schema.ts'
import { fieldsOf, mostSteps, stepsOf } from '#lib/change/patch-steps.ts'
import { budget, Scale, TooLarge } from '#lib/config/document/budget.ts'
import { valuesOf as valuesOfField } from '#lib/config/patch/field-cases.ts'

const limits = {
  text: maxPatchText,
  steps: mostSteps,
  fields: 100,
  cases: 20,
  column: 256,
  matches: 1024,
  path: 1024,
  resourceType: 256,
  resourceName: 512,
  name: 128,
  arguments: 50,
  argument: 8192,
}
/** As many as a text of that length can hold of one digit and a comma. */
const maxPatchValues = maxPatchText / 2
/** ConfigHub writes ids in lower case; another spelling would name the same unit and match nothing. */
const UnitId = z.uuid().transform((id) => id.toLowerCase())
const text = z.string().max(10_000)

const Selection: z.ZodType<PreviewRequest['selection']> = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('query'),
    where: text,
    whereData: text.exactOptional(),
    resourceType: z.string().max(256).exactOptional(),
  }),
  z.object({
    kind: z.literal('units'),
    unitIds: limitedList(UnitId, 10_000),
    where: text.exactOptional(),
  }),
])

const Preview: z.ZodType<PreviewRequest> = z.object({
  selection: Selection,
  patch: patchSchema(limits),
  continuedTagId: z.uuid().exactOptional(),
})

const Commit: z.ZodType<CommitRequest> = z.object({
  seal: z.string().min(1),
  reason: z.string(),
  ticket: z.string().max(256).exactOptional(),
  excludedUnitIds: limitedList(UnitId, 10_000, 0),
  includedUnitIds: z.exactOptional(limitedList(UnitId, 10_000, 0)),
  consentReason: z.string().max(2000).exactOptional(),
  confirmed: z.int().nonnegative().exactOptional(),
  recordSpaceId: z.uuid().exactOptional(),
  tagId: z.uuid().exactOptional(),
  continues: z.uuid().exactOptional(),
  anew: z.uuid().exactOptional(),
  waves: z
    .array(z.object({ name: z.string().max(256), unitIds: limitedList(UnitId, 10_000), hold: z.boolean() }))
    .min(1)
    .max(1000)
    .exactOptional(),
  wave: z.int().positive().exactOptional(),
})

export type Read<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly status: 400 | 422; readonly code: string; readonly message: string }

export function readPreviewRequest(body: unknown): Read<PreviewRequest> {
  const read = readWith(Preview, body)
  return read.ok && !fitsInPatch(read.value.patch) ? tooLarge() : read
}

/** Texts have their own limit, and together that of one; values are measured alike, whatever their notation. */
function fitsInPatch(patch: Patch): boolean {
  try {
    const scale = new Scale('patch')
    const sizes = valuesOf(patch).map((value) => scale.sizeOf(value))
    const total = (of: 'characters' | 'values') => sizes.reduce((sum, size) => sum + size[of], 0)
    const typed = textsOf(patch).reduce((sum, { length }) => sum + length, 0)
    return total('characters') + typed <= maxPatchText && total('values') <= maxPatchValues
  } catch (error) {
    if (error instanceof TooLarge) return false
    throw error
  }
}

function valuesOf(patch: Patch): readonly Json[] {
  return fieldsOf(patch).flatMap(valuesOfField)
}

function textsOf(patch: Patch): readonly string[] {
  return stepsOf(patch).flatMap((step) => (step.kind === 'merge' || step.kind === 'json' ? step.text : []))
}

export function readCommitRequest(body: unknown): Read<CommitRequest> {
  return readWith(Commit, body)
}

function readWith<T>(schema: z.ZodType<T>, body: unknown): Read<T> {
  const result = schema.safeParse(body)
  if (result.success) return { ok: true, value: result.data }
  const [first] = result.error.issues
  const issue = first && innermost(first)
  const place = issue?.path.join('.') || 'The request'
  if (issue !== undefined && place.startsWith('patch.') && isAboutSize(issue)) return tooLarge()
  return {
    ok: false,
    status: 400,
    code: 'bad-request',
    message: `${place}: ${issue?.message ?? 'is not valid'}`,
  }
}

/** Of the forms that a value may have, what is wrong with the one that it comes closest to. */
function innermost(issue: z.core.$ZodIssue): z.core.$ZodIssue {
  if (issue.code !== 'invalid_union') return issue
  const inner = issue.errors.flatMap(([first]) => (first === undefined ? [] : innermost(first)))
  const deepest = Math.max(0, ...inner.map(({ path }) => path.length))
  const found = inner.findLast(({ path }) => path.length === deepest)
  return found === undefined ? issue : { ...found, path: [...issue.path, ...found.path] }
}

function isAboutSize(issue: z.core.$ZodIssue): boolean {
  return issue.code === 'too_big' || (issue.code === 'custom' && issue.params?.isTooLarge === true)
}

function tooLarge(): Read<never> {
  return {
    ok: false,
    status: 422,
    code: 'too-large',
    message: `The patch is too large. It may have ${limits.fields} fields with ${limits.cases} cases each, paths of ${limits.path.toLocaleString('en')} characters, and ${maxPatchText.toLocaleString('en')} characters in ${maxPatchValues.toLocaleString('en')} values nested ${budget.levels} levels deep. Change less at once, in several patches.`,
  }
}
