import { z } from 'zod'
import {
  count,
  filled,
  flag,
  hash,
  id,
  listOf,
  ParameterShape,
  positive,
  resident,
  stringMap,
  text,
  time,
  toolchain,
} from '#tests/contract/shapes/field.ts'

// Entities of a Space, field by field (contract 4.6, 4.7, 4.8, 4.9). Strict, see answers.ts.

/** `ChangeSet` (contract 4.6). */
export const ChangeSetShape = z.strictObject({
  ...resident,
  ChangeSetID: id,
  Description: text.optional(),
  StartTagID: id.optional(),
  EndTagID: id.optional(),
  State: z.enum(['Open', 'Closed']).optional(),
  StartTagIsPriorRevision: flag.optional(),
})

/** `Tag` (contract 4.6). */
export const TagShape = z.strictObject({
  ...resident,
  TagID: id,
  ChangeSetID: id.optional(),
  ReleaseID: id.optional(),
})

/** `Filter` (contract 4.7). */
export const FilterShape = z.strictObject({
  ...resident,
  FilterID: id,
  From: text.optional(),
  FromSpaceID: id.optional(),
  Where: text.optional(),
  WhereData: text.optional(),
  ResourceType: text.optional(),
  IncludeHidden: text.optional(),
  Hash: hash.optional(),
  UpstreamFilterID: id.optional(),
})

/** 4.7: exactly one source, the one that ColumnType names. */
const ColumnShape = z
  .strictObject({
    Name: text,
    ColumnType: z.enum(['MetadataAttribute', 'MetadataExpression', 'DataPath', 'DataExpression']),
    DataType: z.enum(['string', 'int', 'bool', 'uuid', 'time']).optional(),
    ColumnSource: z.strictObject({
      MetadataAttribute: text.optional(),
      MetadataExpression: text.optional(),
      DataPath: z.strictObject({ Path: text, WhereResource: text.optional() }).optional(),
      DataExpression: text.optional(),
    }),
    GroupBy: flag.optional(),
    OrderByDirection: z.enum(['ASC', 'DESC']).optional(),
  })
  .refine(({ ColumnType, ColumnSource }) => Object.keys(ColumnSource).join() === ColumnType)

/** `View` (contract 4.7). */
export const ViewShape = z.strictObject({
  ...resident,
  ViewID: id,
  Of: text.optional(),
  FilterID: id.optional(),
  Columns: listOf(ColumnShape).optional(),
  GroupBy: text.optional(),
  OrderBy: text.optional(),
  OrderByDirection: z.enum(['ASC', 'DESC']).optional(),
})

const triggerChoice = {
  WhereTrigger: text.optional(),
  TriggerFilterID: id.optional(),
  TriggerIDs: listOf(id).optional(),
  TriggerHash: hash.optional(),
}

/** `Target` (contract 4.8). */
export const TargetShape = z.strictObject({
  ...resident,
  ...triggerChoice,
  TargetID: id,
  Facts: stringMap.optional(),
})

const ArgumentShape = z.strictObject({
  ParameterName: text.optional(),
  Value: z.union([z.string(), z.number(), z.boolean()]),
  Evaluator: z.enum(['template', 'cel']).optional(),
})

/** `Trigger` (contract 4.8). */
export const TriggerShape = z.strictObject({
  ...resident,
  TriggerID: id,
  Event: z.enum(['Mutation', 'PostClone']).optional(),
  ToolchainType: toolchain.optional(),
  FunctionName: text.optional(),
  Arguments: listOf(ArgumentShape).optional(),
  InvocationID: id.optional(),
  BridgeWorkerID: id.optional(),
  Description: text.optional(),
  Disabled: flag.optional(),
  Warn: flag.optional(),
  Validating: flag.optional(),
  WhereResource: text.optional(),
  WhereUnit: text.optional(),
  UnitFilterID: id.optional(),
  OtherDataSource: text.optional(),
  FailOpenAfter: count.optional(),
  Protect: flag.optional(),
  Hash: hash.optional(),
})

/** `Binding` of a Link (contract 4.8). */
const BindingShape = z.strictObject({
  Key: text.optional(),
  AttributeName: text.optional(),
  DataType: text.optional(),
  NeededResource: z.looseObject({ ResourceType: text, ResourceName: text }),
  NeededPath: text,
  ProvidedResource: z.looseObject({ ResourceType: text, ResourceName: text }).optional(),
  ProvidedPath: text.optional(),
})

/** `Link` (contract 4.8). */
export const LinkShape = z.strictObject({
  ...resident,
  LinkID: id,
  FromUnitID: id.optional(),
  ToUnitID: id.optional(),
  ToSpaceID: id.optional(),
  UpdateType: z
    .enum(['NeedsProvides', 'MergeUnits', 'UpgradeUnit', 'None', 'Insert', 'Upsert', 'TransformPaths'])
    .optional(),
  AutoUpdate: flag.optional(),
  UpstreamLastMergedRevisionNum: positive.optional(),
  DownstreamLastMergedRevisionNum: positive.optional(),
  TransformInvocationID: id.optional(),
  WhereMutation: text.optional(),
  WhereResource: text.optional(),
  UpstreamLinkID: id.optional(),
  UpstreamSpaceID: id.optional(),
  Squash: flag.optional(),
  Protect: flag.optional(),
  MergeEnableSubtraction: flag.optional(),
  ManualBindings: listOf(BindingShape).optional(),
  Bindings: listOf(BindingShape).optional(),
  Hash: hash.optional(),
})

/** `Invocation` (contract 4.8). */
export const InvocationShape = z.strictObject({
  ...resident,
  InvocationID: id,
  ToolchainType: toolchain.optional(),
  BridgeWorkerID: id.optional(),
  FunctionInvocations: listOf(
    z.strictObject({
      FunctionName: text,
      Arguments: z.array(ArgumentShape).optional(),
      WhereResource: text.optional(),
    }),
  ).optional(),
  Parameters: listOf(ParameterShape).optional(),
  Hash: hash.optional(),
})

const { Slug: _, DisplayName: __, ...nameless } = resident

/** `Release` (contract 4.9). */
export const ReleaseShape = z.strictObject({
  ...nameless,
  ReleaseID: id,
  ReleaseNum: positive.optional(),
  TargetID: id.optional(),
  TagID: id.optional(),
  UnitCount: count.optional(),
  Published: flag.optional(),
  BundleBaseName: text.optional(),
  Digest: text.optional(),
  ManifestDigest: text.optional(),
  DataSize: count.optional(),
  ChangeOrderID: id.optional(),
  UserID: id.optional(),
  LiveStatus: z
    .strictObject({
      Health: z.enum(['Healthy', 'Progressing', 'Degraded', 'Suspended', 'Missing', 'Unknown']).optional(),
      Sync: z.enum(['Synced', 'OutOfSync', 'Unknown']).optional(),
      Operation: z.enum(['Running', 'Succeeded', 'Failed']).optional(),
      Message: text.optional(),
      ObservedAt: time.optional(),
      Reporter: text.optional(),
    })
    .optional(),
})

/** `Attestation` (contract 4.9). */
export const AttestationShape = z.strictObject({
  ...nameless,
  AttestationID: id,
  Type: text.optional(),
  Result: z.enum(['Pass', 'Fail']).optional(),
  Note: text.optional(),
  UserID: id.optional(),
  ExpiresAt: time.optional(),
  ChangeOrderID: id.optional(),
  ReleaseID: id.optional(),
  Claims: filled(z.unknown()).optional(),
  EvidenceAttestationIDs: listOf(id).optional(),
  RevokedAttestationID: id.optional(),
})
