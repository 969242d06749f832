import { z } from 'zod'
import { text } from '#tests/contract/field-shapes.ts'

/** 4.5, diff types */
const PathChangeShape = z.strictObject({
  Path: z.string(),
  DisplayPath: z.string().optional(),
  Segments: z.unknown().optional(),
  ChangeType: z.enum(['Add', 'Delete', 'Update', 'Replace', 'Reorder', 'Rename']),
  FromValue: z.unknown().optional(),
  ToValue: z.unknown().optional(),
  Patch: z.string().optional(),
})

export const ResourceInfoShape = z.strictObject({
  ResourceName: text,
  ResourceNameWithoutScope: text.optional(),
  ResourceNameStableCore: text.optional(),
  ResourceType: text,
  ResourceCategory: text.optional(),
})

export const ConfigDiffShape = z.strictObject({
  Resources: z
    .array(
      z.strictObject({
        Resource: ResourceInfoShape,
        PreviousResource: ResourceInfoShape.optional(),
        ChangeType: text,
        FromValue: z.unknown().optional(),
        ToValue: z.unknown().optional(),
        Changes: z.array(PathChangeShape).optional(),
      }),
    )
    .optional(),
})
