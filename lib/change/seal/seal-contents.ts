import { z } from 'zod'
import type { FrozenUnit, MetadataChange, Patch, Selection } from '#lib/change/model.ts'
import { patchSchema } from '#lib/change/patch-schema.ts'

/** A unit as the preview found it, and the hash of its planned document if the patch changes it. */
export type SealedUnit = FrozenUnit & {
  readonly resultHash?: string
  readonly mark?: SealMark
  /** For a change of metadata: exactly what is written, and the Version of the unit that it was made from. */
  readonly metadata?: SealedMetadata
}

export type SealedMetadata = MetadataChange & { readonly version: number }

/** Why a changed unit is not written by default. */
export type SealMark = 'consent' | 'override' | 'refused'

/** Everything a commit needs to do exactly what was previewed, and to refuse anything else (decision 0004). */
export type SealContents = {
  readonly selection: Selection
  readonly patch: Patch
  readonly units: readonly SealedUnit[]
  readonly author: SealAuthor
  /** ISO times. */
  readonly sealedAt: string
  readonly expiresAt: string
}

/** Who may use a seal, and against which hub. */
export type SealAuthor = {
  readonly UserID: string
  readonly OrganizationID: string
  /** Origin of the hub. */
  readonly hub: string
}

const Text = z.string()
const Values = z.record(Text, z.union([Text, z.boolean(), z.null()]))
const SealedUnit: z.ZodType<SealedUnit> = z.object({
  UnitID: Text,
  SpaceID: Text,
  Slug: Text,
  SpaceSlug: Text,
  HeadRevisionNum: z.int(),
  DataHash: Text,
  ToolchainType: Text.exactOptional(),
  cases: z.array(z.int()).exactOptional(),
  resultHash: Text.exactOptional(),
  mark: z.enum(['consent', 'override', 'refused']).exactOptional(),
  metadata: z.object({ before: Values, after: Values, version: z.int() }).exactOptional(),
})

const AnySelection: z.ZodType<Selection> = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('query'),
    where: Text,
    whereData: Text.exactOptional(),
    resourceType: Text.exactOptional(),
  }),
  z.object({ kind: z.literal('units'), unitIds: z.array(Text), where: Text.exactOptional() }),
])

/** A server of another version may use another format. */
export const SealContents: z.ZodType<SealContents> = z.object({
  selection: AnySelection,
  patch: patchSchema(),
  units: z.array(SealedUnit),
  author: z.object({ UserID: Text, OrganizationID: Text, hub: Text }),
  sealedAt: Text,
  expiresAt: Text,
})
