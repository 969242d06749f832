import { z } from 'zod'
import { ConfigDiffShape, ResourceInfoShape } from '#tests/contract/diff-shapes.ts'
import { count, id, text } from '#tests/contract/field-shapes.ts'
import { ExtendedUnitShape, ResponseErrorShape } from '#tests/contract/shapes.ts'

/** confighub-api 4.5 */
const MutationInfoShape = z.strictObject({
  Index: count,
  MutationType: z.enum(['Add', 'Delete', 'Update', 'Replace', 'None']),
  Value: z.string().optional(),
  Patch: text.optional(),
  Protected: z.literal(true).optional(),
})

const MutationSourcesShape = z.array(
  z.strictObject({
    Resource: ResourceInfoShape,
    ResourceMutationInfo: MutationInfoShape,
    PathMutationMap: z.record(z.string(), MutationInfoShape),
  }),
)

const ConflictShape = z.strictObject({
  Resource: ResourceInfoShape,
  Path: z.string(),
  Reason: z.enum(['ProtectedPath', 'Subtracted', 'DeleteShadowed', 'UnresolvedPath']),
  Source: MutationInfoShape,
  Target: MutationInfoShape.optional(),
  UnitID: id.optional(),
})

/** `UnitCreateOrUpdateResponse` of an operation that writes data (4.3). */
export const MergedUnitShape = z.strictObject({
  Unit: ExtendedUnitShape.shape.Unit.optional(),
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
