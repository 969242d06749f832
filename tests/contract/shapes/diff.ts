import { z } from 'zod'
import { text } from '#tests/contract/shapes/field.ts'

/** `MutationInfo` */
const AttributionShape = z.strictObject({
  Index: z.int().nonnegative(),
  MutationType: z.enum(['Add', 'Delete', 'Update', 'Replace', 'None']),
  Value: z.string().optional(),
  Protected: z.boolean().optional(),
})

/** A map key, or a list element; index -1 means that the element is absent on that side. */
const SegmentShape = z.strictObject({
  Field: text.optional(),
  MergeKeys: z
    .array(z.strictObject({ Key: text, Value: z.string() }))
    .min(1)
    .optional(),
  FromIndex: z.int().min(-1),
  ToIndex: z.int().min(-1),
})

/** `PathChange` (contract 4.5). */
const PathChangeShape = z.strictObject({
  Path: z.string(),
  DisplayPath: z.string(),
  Segments: z.array(SegmentShape),
  ChangeType: z.enum(['Add', 'Delete', 'Update', 'Replace', 'Reorder', 'Rename']),
  FromValue: text.optional(),
  ToValue: text.optional(),
  Patch: text.optional(),
  Attribution: AttributionShape.optional(),
})

/** Names and types are empty for a document that is not a Kubernetes resource. */
export const ResourceInfoShape = z.strictObject({
  ResourceName: z.string(),
  ResourceNameWithoutScope: z.string().optional(),
  ResourceNameStableCore: text.optional(),
  ResourceType: z.string(),
  ResourceCategory: text.optional(),
})

export const ConfigDiffShape = z.strictObject({
  Resources: z
    .array(
      z.strictObject({
        Resource: ResourceInfoShape,
        PreviousResource: ResourceInfoShape.optional(),
        ChangeType: z.enum(['Add', 'Delete', 'Update', 'None']),
        FromValue: text.optional(),
        ToValue: text.optional(),
        Changes: z.array(PathChangeShape).min(1).optional(),
        Attribution: AttributionShape.optional(),
      }),
    )
    .optional(),
})

/** `UnitDiff`; without a FromRevisionNum it is compared with an empty document. */
export const UnitDiffShape = z.strictObject({
  UnitID: z.uuid(),
  SpaceID: z.uuid(),
  Diff: ConfigDiffShape,
  FromRevisionNum: z.int().positive().optional(),
  ToRevisionNum: z.int().positive(),
})

const DiffSideShape = z.strictObject({
  UnitID: z.uuid().optional(),
  SpaceID: z.uuid().optional(),
  RevisionNum: z.int().positive().optional(),
})

/** `DiffResult` */
export const DiffResultShape = z.strictObject({
  Diff: ConfigDiffShape,
  From: DiffSideShape,
  To: DiffSideShape,
})
