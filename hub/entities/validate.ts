import { z } from 'zod'
import { Failure } from '#hub/access/failure.ts'
import type { Json } from '#lib/base/json.ts'
import { zeroId } from '#lib/base/uuid.ts'

// Limits of ConfigHub (contract 10).
const Slug = z
  .string()
  .max(128)
  .regex(/^[A-Za-z0-9]([-_.A-Za-z0-9]*[A-Za-z0-9])?$/, 'letters, digits, - _ . inside, at most 128')
const Key = z
  .string()
  .max(128)
  .regex(
    /^[A-Za-z0-9]([-_./A-Za-z0-9]*[A-Za-z0-9])?$/,
    'a key has letters, digits and - _ . / inside, at most 128',
  )
const LabelValue = z
  .string()
  .max(128)
  .regex(
    /^([-_@/#$%&~+=!?.,:;(){}[\]<>|A-Za-z0-9]([-_@/#$%&~+=!?.,:;(){}[\]<>|A-Za-z0-9 ]*[-_@/#$%&~+=!?.,:;(){}[\]<>|A-Za-z0-9])?)?$/,
    'ASCII letters, digits and -_@/#$%&~+=!?.,:;(){}[]<>|, with blanks inside, at most 128',
  )
const AnnotationValue = z.string().max(1024)

/** Any JSON object, as a merge patch is one. A body is known to be JSON, and `z.json()` does not accept `bigint`. */
export const JsonMap = z.record(z.string(), z.custom<Json>())

/** A uuid or the zero uuid, which means none; absent = none. */
const Id = z.uuid().transform((id) => id.toLowerCase())
export const optionalUuid = z.union([z.literal(zeroId).transform(() => undefined), Id]).optional()
export const requiredUuid = Id

/** What every entity of a Space may carry (contract 4.1). Unknown and read-only fields are ignored on write (contract 11.11). */
export const residentFields = {
  Slug,
  DisplayName: z.string().default(''),
  Labels: z.record(Key, LabelValue).default({}),
  Annotations: z.record(Key, AnnotationValue).default({}),
  DeleteGates: z.record(Key, z.boolean()).default({}),
  HiddenReason: z
    .string()
    .max(64)
    .regex(/^([A-Za-z0-9]([-_.A-Za-z0-9]*[A-Za-z0-9])?)?$/, 'as a Slug, at most 64')
    .default(''),
}
export type Metadata = z.infer<z.ZodObject<typeof residentFields>>

/** Subjects of each action (contract 2.4). */
const Subjects = z.object({
  UserIDs: z.record(Id, z.boolean()).optional(),
  GroupIDs: z.record(Id, z.boolean()).optional(),
})
export const PermissionsField = z
  .partialRecord(
    z.enum(['View', 'Use', 'Edit', 'Manage', 'CreateChildren', 'EditChildren', 'Impersonate']),
    Subjects,
  )
  .default({})

export const Toolchain = z
  .string()
  .regex(
    /^(Kubernetes\/YAML|ConfigHub\/YAML|AppConfig\/(Properties|YAML|TOML|INI|JSON|Env|Text))$/,
    'a toolchain such as Kubernetes/YAML',
  )

/** Fields of a write that describe the change itself. */
export const ChangeFields = z.object({
  LastChangeDescription: z.string().nullable().optional(),
  ChangeSetID: z.union([z.literal(zeroId).transform(() => null), Id, z.null()]).optional(),
})

export function check<T>(schema: z.ZodType<T>, body: unknown): T {
  const result = schema.safeParse(body)
  if (result.success) return result.data
  const issue = result.error.issues[0]
  throw new Failure(400, `${issue?.path.join('.') || 'The body'}: ${issue?.message ?? 'invalid'}`)
}
