import 'server-only'
import { z } from 'zod'
import type { CommitRequest, PreviewRequest } from '#lib/change/model.ts'

const maxPatchText = 256 * 1024
const text = z.string().max(10_000)
const scope = { resourceType: z.string().max(256).optional(), resourceName: z.string().max(512).optional() }
const scalar = z.union([z.string().max(8192), z.number(), z.boolean()])

const Selection = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('query'),
    where: text,
    whereData: text.optional(),
    resourceType: z.string().max(256).optional(),
  }),
  z.object({
    kind: z.literal('units'),
    unitIds: z.array(z.uuid()).min(1).max(10_000),
    where: text.optional(),
  }),
])

const Patch = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('set-fields'),
    fields: z
      .array(z.object({ path: z.string().max(1024), value: z.json() }))
      .min(1)
      .max(100),
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

const Preview = z.object({ selection: Selection, patch: Patch })

const Commit = z.object({
  seal: z.string().min(1),
  reason: z.string(),
  ticket: z.string().max(256).optional(),
  excludedUnitIds: z.array(z.string()).max(10_000),
  recordSpaceId: z.uuid().optional(),
  tagId: z.uuid().optional(),
})

export type Read<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly message: string }

export function readPreviewRequest(body: unknown): Read<PreviewRequest> {
  return readWith<PreviewRequest>(Preview, body)
}

export function readCommitRequest(body: unknown): Read<CommitRequest> {
  return readWith<CommitRequest>(Commit, body)
}

function readWith<T>(schema: z.ZodType, body: unknown): Read<T> {
  const result = schema.safeParse(body)
  // JSON has no `undefined`, so a key that is optional here is present or absent as the types want it.
  if (result.success) return { ok: true, value: result.data as T }
  const issue = result.error.issues[0]
  return {
    ok: false,
    message: `${issue?.path.join('.') || 'The request'}: ${issue?.message ?? 'is not valid'}`,
  }
}
