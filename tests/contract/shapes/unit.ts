import { z } from 'zod'
import {
  boolMap,
  count,
  filled,
  flag,
  hash,
  id,
  idMap,
  listOf,
  positive,
  resident,
  text,
  time,
  toolchain,
} from '#tests/contract/shapes/field.ts'
import { ConflictShape } from '#tests/contract/shapes/mutation.ts'

/** What Triggers and merges leave on Units and Revisions (contract 4.3, 4.4). */
const verdicts = {
  ApplyGates: boolMap.optional(),
  ApplyWarnings: boolMap.optional(),
  ValidationErrors: boolMap.optional(),
  ValidationWarnings: boolMap.optional(),
  ValidationResults: filled(listOf(z.unknown())).optional(),
  ValidationTriggerIDs: filled(id).optional(),
  ValueTriggerIDs: filled(id).optional(),
  Values: filled(z.unknown()).optional(),
  Conflicts: listOf(ConflictShape).optional(),
  NeededPaths: z.unknown().optional(),
  ProvidedPaths: z.unknown().optional(),
  PathAnnotations: z.unknown().optional(),
}

/** `Unit` (contract 4.3). */
export const UnitShape = z.strictObject({
  ...resident,
  ...verdicts,
  UnitID: id,
  ToolchainType: toolchain.optional(),
  ProviderType: text.optional(),
  TargetID: id.optional(),
  DataHash: hash.optional(),
  DataSize: count.optional(),
  HeadRevisionNum: positive.optional(),
  HeadRevisionID: id.optional(),
  HeadMutationNum: positive.optional(),
  HeadUnitEventNum: positive.optional(),
  HeadUnitActionNum: positive.optional(),
  LastChangeDescription: text.optional(),
  LastReleasedRevisionNum: positive.optional(),
  UpstreamUnitID: id.optional(),
  UpstreamSpaceID: id.optional(),
  UpstreamRevisionNum: positive.optional(),
  ChangeSetID: id.optional(),
  FromLinkID: listOf(id).optional(),
  DestroyGates: boolMap.optional(),
})

/** A child of a Unit. */
const ofUnit = {
  OrganizationID: id.optional(),
  SpaceID: id.optional(),
  SpaceSlug: text.optional(),
  UnitID: id,
  UnitSlug: text.optional(),
  EntityType: text.optional(),
  CreatedAt: time.optional(),
  UpdatedAt: time.optional(),
}

/** `Revision` (contract 4.4). */
export const RevisionShape = z.strictObject({
  ...ofUnit,
  ...verdicts,
  RevisionID: id,
  RevisionNum: positive,
  Description: text.optional(),
  Source: text.optional(),
  UserID: id.optional(),
  UserAgent: text.optional(),
  Version: positive.optional(),
  HiddenReason: text.optional(),
  DataHash: hash.optional(),
  DataSize: count.optional(),
  ChangeSetID: id.optional(),
  Tags: idMap.optional(),
  Releases: idMap.optional(),
  Attestations: idMap.optional(),
  ChangeOrders: idMap.optional(),
  ValidationPassed: boolMap.optional(),
})

const FunctionInvocationShape = z.strictObject({
  FunctionName: text,
  Arguments: z
    .array(
      z.strictObject({
        ParameterName: text.optional(),
        Value: z.union([z.string(), z.number(), z.boolean()]),
      }),
    )
    .optional(),
  WhereResource: text.optional(),
})

/** `Mutation` (contract 4.5). */
export const MutationShape = z.strictObject({
  ...ofUnit,
  MutationID: id,
  MutationNum: positive,
  RevisionID: id.optional(),
  RevisionNum: positive.optional(),
  FunctionInvocation: FunctionInvocationShape.optional(),
  InvocationID: id.optional(),
  InvocationParams: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])).optional(),
  TriggerID: id.optional(),
  LinkID: id.optional(),
  ProvidedPath: text.optional(),
  ProvidedResource: z
    .strictObject({ ResourceType: text, ResourceName: text, ResourceCategory: text })
    .optional(),
  MergeSourceID: id.optional(),
  MergeBaseRevisionNum: positive.optional(),
  MergeEndRevisionNum: positive.optional(),
  RestoredRevisionNum: positive.optional(),
  UpgradedFromUpstreamRevisionNum: positive.optional(),
  ReplayOutcome: text.optional(),
  ReplayReason: text.optional(),
  Subgroup: text.optional(),
})

const work = {
  ...ofUnit,
  BridgeWorkerID: id.optional(),
  RevisionNum: positive.optional(),
  QueuedOperationID: id.optional(),
}
const eventStatus = [
  'None',
  'Pending',
  'Submitted',
  'Progressing',
  'Completed',
  'Failed',
  'Canceled',
  'Aborted',
] as const
const actionStatus = ['Initializing', 'Delivered', ...eventStatus.slice(1)] as const

/** `UnitEvent` (contract 4.9). */
export const UnitEventShape = z.strictObject({
  ...work,
  UnitEventID: id,
  UnitEventNum: positive,
  Action: z.enum(['N/A', 'Cancel', 'InvokeFunctions', 'ListFunctions', 'Apply']).optional(),
  Status: z.enum(eventStatus).optional(),
  Result: z.enum(['None', 'FunctionInvocationCompleted', 'FunctionInvocationFailed']).optional(),
  Message: text.optional(),
  StartedAt: time.optional(),
  TerminatedAt: time.optional(),
})

/** `QueuedOperation` (contract 4.9). */
export const QueuedOperationShape = z.strictObject({
  ...work,
  QueuedOperationID: id,
  UnitActionNum: positive,
  TargetID: id.optional(),
  Action: z.enum(['N/A', 'Cancel', 'InvokeFunctions', 'ListFunctions', 'Apply']).optional(),
  Status: z.enum(actionStatus).optional(),
  DryRun: flag.optional(),
  UserID: id.optional(),
  UserIsBot: flag.optional(),
  UserRole: text.optional(),
  UserAgent: text.optional(),
  ErrorDetails: listOf(z.string()).optional(),
  Version: positive.optional(),
})

/** 6.2: a resource parsed out of a Unit. */
export const ResourceShape = z.strictObject({
  ...ofUnit,
  ResourceID: id,
  ResourceIndex: count.optional(),
  ResourceName: text,
  ResourceType: text,
  ToolchainType: toolchain,
  TargetID: id.optional(),
  Data: z.unknown().optional(),
  HiddenReason: text.optional(),
})
