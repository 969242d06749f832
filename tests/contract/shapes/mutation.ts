import { z } from 'zod'
import { ResourceInfoShape } from '#tests/contract/shapes/diff.ts'
import { count, id, text } from '#tests/contract/shapes/field.ts'

// Mutation maps (contract 4.5).

const MutationInfoShape = z.strictObject({
  Index: count,
  MutationType: z.enum(['Add', 'Delete', 'Update', 'Replace', 'None']),
  Value: z.string().optional(),
  Patch: text.optional(),
  Protected: z.literal(true).optional(),
})

export const MutationSourcesShape = z.array(
  z.strictObject({
    Resource: ResourceInfoShape,
    ResourceMutationInfo: MutationInfoShape,
    PathMutationMap: z.record(z.string(), MutationInfoShape),
  }),
)

export const ConflictShape = z.strictObject({
  Resource: ResourceInfoShape,
  Path: z.string(),
  Reason: z.enum(['ProtectedPath', 'Subtracted', 'DeleteShadowed', 'UnresolvedPath']),
  Source: MutationInfoShape,
  Target: MutationInfoShape.optional(),
  UnitID: id.optional(),
})
