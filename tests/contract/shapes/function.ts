import { z } from 'zod'
import { ResponseErrorShape } from '#tests/contract/shapes/answers.ts'
import { ConfigDiffShape, ResourceInfoShape } from '#tests/contract/shapes/diff.ts'
import { count, filled, hash, id, ParameterShape, text } from '#tests/contract/shapes/field.ts'

const MutationInfoShape = z.strictObject({
  Index: z.int().optional(),
  MutationType: z.enum(['Add', 'Delete', 'Update', 'Replace', 'None']),
  Value: z.string().optional(),
  Patch: z.string().optional(),
  Protected: z.boolean().optional(),
})

/** `Invocation` (contract 4.10). */
export const InvocationShape = z.strictObject({
  OrganizationID: id.optional(),
  SpaceID: id.optional(),
  SpaceSlug: text,
  UnitID: id,
  UnitSlug: text,
  RevisionID: id.optional(),
  TargetID: id.optional(),
  Success: z.boolean(),
  HasNewMutations: z.boolean().optional(),
  Mutations: z
    .array(
      z.strictObject({
        Resource: ResourceInfoShape,
        ResourceMutationInfo: MutationInfoShape.optional(),
        PathMutationMap: z.record(z.string(), MutationInfoShape).optional(),
      }),
    )
    .optional(),
  Mutators: z.array(z.int()).optional(),
  Outputs: filled(z.base64()).optional(),
  ConfigData: z.string().optional(),
  DataHash: hash.optional(),
  Diff: ConfigDiffShape.optional(),
  Error: ResponseErrorShape.optional(),
})

/** `AttributeValue` (contract 4.10). */
export const AttributeValueShape = z.strictObject({
  ...ResourceInfoShape.shape,
  AttributeName: text.optional(),
  Path: text,
  Value: z.unknown(),
  DataType: text.optional(),
  Comment: text.optional(),
  Details: z.unknown().optional(),
  Issues: z.unknown().optional(),
  Score: z.unknown().optional(),
  FunctionName: text.optional(),
  Index: z.int().optional(),
})

/** `ValidationResult` (contract 4.10). */
export const ValidationResultShape = z.strictObject({
  Passed: z.boolean(),
  FunctionName: text.optional(),
  Index: z.int().optional(),
  Issues: z
    .array(z.strictObject({ Identifier: text, Message: text }))
    .min(1)
    .optional(),
  FailedAttributes: z.array(AttributeValueShape).min(1).optional(),
  MaxScore: z.enum(['Critical', 'High', 'Medium', 'Low']).optional(),
})

export const SignatureShape = z.strictObject({
  FunctionName: text,
  Description: text.optional(),
  FunctionType: z.enum(['PathVisitor', 'Custom']).optional(),
  Mutating: z.boolean().optional(),
  Validating: z.boolean().optional(),
  Hermetic: z.boolean().optional(),
  Idempotent: z.boolean().optional(),
  Replayable: z.boolean().optional(),
  VarArgs: z.boolean().optional(),
  RequiredParameters: count.optional(),
  Parameters: z.array(ParameterShape).optional(),
  OutputInfo: z.unknown().optional(),
  AffectedResourceTypes: z.array(text).optional(),
  AttributeName: text.optional(),
  ToolchainType: text.optional(),
  OtherDataExpected: z.array(text).min(1).optional(),
})
