import 'server-only'
import { z } from 'zod'
import type { Json } from '#lib/base/json.ts'
import type { CommitRequest, Patch, PreviewRequest } from '#lib/change/model.ts'
import { budget, Scale, TooLarge } from '#lib/config/document/budget.ts'

/** Characters of a patch as it is typed, and of all values that set-fields sets. */
const maxPatchText = 256 * 1024
const maxFields = 100
const maxPath = 1024
/** As many as a text of that length can hold of one digit and a comma. */
const maxPatchValues = maxPatchText / 2
/** ConfigHub writes ids in lower case; another spelling would name the same unit and match nothing. */
const UnitId = z.uuid().transform((id) => id.toLowerCase())
const text = z.string().max(10_000)
const scope = { resourceType: z.string().max(256).optional(), resourceName: z.string().max(512).optional() }
const scalar = z.union([z.string().max(8192), z.number(), z.boolean()])

// What `JSON.parse` gives is JSON. Reading it again would take long for a large value, and lose a key `__proto__`.
const AnyJson = z.custom<Json>((value) => value !== undefined, 'is missing')

/** Its length is looked at before its items are: there may be millions. */
function listOf<Item extends z.ZodType>(item: Item, most: number, least = 1) {
  const fits = (value: unknown) => !Array.isArray(value) || value.length <= most
  return z
    .custom<unknown>(fits, {
      error: `may have at most ${most.toLocaleString('en')} items`,
      params: { isTooLarge: true },
    })
    .pipe(z.array(item).min(least))
}

const Selection = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('query'),
    where: text,
    whereData: text.optional(),
    resourceType: z.string().max(256).optional(),
  }),
  z.object({
    kind: z.literal('units'),
    unitIds: listOf(UnitId, 10_000),
    where: text.optional(),
  }),
])

const AnyPatch = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('set-fields'),
    fields: listOf(z.object({ path: z.string().max(maxPath), value: AnyJson }), maxFields),
    ...scope,
  }),
  z.object({ kind: z.literal('merge'), text: z.string().max(maxPatchText), ...scope }),
  z.object({ kind: z.literal('json'), text: z.string().max(maxPatchText), ...scope }),
  z.object({
    kind: z.literal('function'),
    name: z.string().min(1).max(128),
    arguments: z.array(z.object({ name: z.string().min(1).max(128), value: scalar })).max(50),
  }),
  z.object({ kind: z.literal('restore'), to: z.string().min(1).max(128) }),
])

const Preview = z.object({ selection: Selection, patch: AnyPatch, goesOnWith: z.uuid().optional() })

const Commit = z.object({
  seal: z.string().min(1),
  reason: z.string(),
  ticket: z.string().max(256).optional(),
  excludedUnitIds: listOf(UnitId, 10_000, 0),
  includedUnitIds: listOf(UnitId, 10_000, 0).optional(),
  consentReason: z.string().max(2000).optional(),
  recordSpaceId: z.uuid().optional(),
  tagId: z.uuid().optional(),
  continues: z.uuid().optional(),
})

export type Read<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly status: 400 | 422; readonly code: string; readonly message: string }

export function readPreviewRequest(body: unknown): Read<PreviewRequest> {
  const read = readWith<PreviewRequest>(Preview, body)
  return read.ok && !fitsInPatch(read.value.patch) ? tooLarge() : read
}

/** Texts have their own limit; values are measured the same way, however they are spelled. */
function fitsInPatch(patch: Patch): boolean {
  if (patch.kind !== 'set-fields') return true
  try {
    const scale = new Scale('patch')
    const sizes = patch.fields.map(({ value }) => scale.sizeOf(value))
    const total = (of: 'characters' | 'values') => sizes.reduce((sum, size) => sum + size[of], 0)
    return total('characters') <= maxPatchText && total('values') <= maxPatchValues
  } catch (error) {
    if (error instanceof TooLarge) return false
    throw error
  }
}

export function readCommitRequest(body: unknown): Read<CommitRequest> {
  return readWith<CommitRequest>(Commit, body)
}

function readWith<T>(schema: z.ZodType, body: unknown): Read<T> {
  const result = schema.safeParse(body)
  // JSON has no `undefined`, so a key that is optional here is present or absent as the types want it.
  if (result.success) return { ok: true, value: result.data as T }
  const issue = result.error.issues[0]
  const place = issue?.path.join('.') || 'The request'
  if (issue !== undefined && place.startsWith('patch.') && isAboutSize(issue)) return tooLarge()
  return {
    ok: false,
    status: 400,
    code: 'bad-request',
    message: `${place}: ${issue?.message ?? 'is not valid'}`,
  }
}

function isAboutSize(issue: z.core.$ZodIssue): boolean {
  return issue.code === 'too_big' || (issue.code === 'custom' && issue.params?.isTooLarge === true)
}

function tooLarge(): Read<never> {
  return {
    ok: false,
    status: 422,
    code: 'too-large',
    message: `The patch is too large. It may have ${maxFields} fields, paths of ${maxPath.toLocaleString('en')} characters, and ${maxPatchText.toLocaleString('en')} characters in ${maxPatchValues.toLocaleString('en')} values nested ${budget.levels} levels deep. Change less at once, in several patches.`,
  }
}
