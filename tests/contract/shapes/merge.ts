import { z } from 'zod'
import { ExtendedUnitShape, ResponseErrorShape } from '#tests/contract/shapes/answers.ts'
import { ConfigDiffShape } from '#tests/contract/shapes/diff.ts'
import { count, id, listOf, text } from '#tests/contract/shapes/field.ts'
import { ConflictShape, MutationSourcesShape } from '#tests/contract/shapes/mutation.ts'
import { LinkShape } from '#tests/contract/shapes/resident.ts'

/** `UnitCreateOrUpdateResponse` of an operation that writes data (contract 4.3). */
export const MergedUnitShape = z.strictObject({
  Unit: ExtendedUnitShape.shape.Unit.optional(),
  /** For clones only. */
  Links: listOf(z.strictObject({ Link: LinkShape })).optional(),
  Conflicts: z.array(ConflictShape).min(1).optional(),
  ConfigData: z.string().optional(),
  Diff: ConfigDiffShape.optional(),
  MutationSources: MutationSourcesShape.optional(),
  Error: ResponseErrorShape.optional(),
})

export const SettledConflictsShape = z.strictObject({
  Unit: ExtendedUnitShape.shape.Unit,
  Applied: count,
  Dismissed: count,
  Diff: ConfigDiffShape.optional(),
  Conflicts: z.array(ConflictShape).min(1).optional(),
})

export const SourcesShape = z.strictObject({ MutationSources: MutationSourcesShape })

export const UnitSourcesShape = z.strictObject({
  UnitID: id,
  Slug: text,
  SpaceID: id,
  SpaceSlug: text,
  DataHash: text,
  MutationSources: MutationSourcesShape,
})

export const RevisionSourcesShape = z.strictObject({
  RevisionID: id,
  RevisionNum: z.int().positive(),
  UnitID: id,
  MutationSources: MutationSourcesShape,
})
