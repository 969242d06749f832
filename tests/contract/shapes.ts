import { z } from 'zod'

// The entities of generation N, field by field (confighub-api 4). Strict on purpose: a field the contract does not
// know is a fault of the hub, as is an empty one, because the API leaves empty fields out.

const id = z.uuid().lowercase()
const text = z.string().min(1)
const count = z.int().nonnegative()
const time = z.iso.datetime()
const hash = z.string().regex(/^[0-9a-f]{64}$/)
const filled = <T extends z.ZodType>(value: T) =>
  z.record(z.string(), value).refine((map) => Object.keys(map).length > 0, 'an empty map is left out')
const stringMap = filled(z.string())
const boolMap = filled(z.boolean())

/** 4.1 */
const common = {
  OrganizationID: id.optional(),
  Slug: z.string().regex(/^[A-Za-z0-9]([-_.A-Za-z0-9]*[A-Za-z0-9])?$/),
  DisplayName: text.optional(),
  Labels: stringMap.optional(),
  Annotations: stringMap.optional(),
  DeleteGates: boolMap.optional(),
  Permissions: filled(z.unknown()).optional(),
  HiddenReason: text.optional(),
  EntityType: text.optional(),
  CreatedAt: time.optional(),
  UpdatedAt: time.optional(),
  Version: count.optional(),
}

/** 4.2 */
export const SpaceShape = z.strictObject({
  ...common,
  SpaceID: id,
  WhereTrigger: text.optional(),
  TriggerFilterID: id.optional(),
  TriggerIDs: z.array(id).min(1).optional(),
  TriggerHash: text.optional(),
  WhereAttribute: text.optional(),
  AttributeFilterID: id.optional(),
  AttributeIDs: z.array(id).min(1).optional(),
  AttributeHash: text.optional(),
  ComponentID: id.optional(),
  ReleaseTargetID: id.optional(),
  UpstreamSpaceID: id.optional(),
  BackingUnitID: id.optional(),
})

/** 4.3 */
const UnitShape = z.strictObject({
  ...common,
  UnitID: id,
  SpaceID: id,
  SpaceSlug: text.optional(),
  ToolchainType: z.literal('Kubernetes/YAML').optional(),
  ProviderType: text.optional(),
  TargetID: id.optional(),
  DataHash: hash.optional(),
  DataSize: count.optional(),
  HeadRevisionNum: count.optional(),
  HeadRevisionID: id.optional(),
  HeadMutationNum: count.optional(),
  HeadUnitEventNum: count.optional(),
  HeadUnitActionNum: count.optional(),
  LastChangeDescription: text.optional(),
  LastReleasedRevisionNum: count.optional(),
  UpstreamUnitID: id.optional(),
  UpstreamSpaceID: id.optional(),
  UpstreamRevisionNum: count.optional(),
  ChangeSetID: id.optional(),
  FromLinkID: z.array(id).min(1).optional(),
  DestroyGates: boolMap.optional(),
  ApplyGates: boolMap.optional(),
  ApplyWarnings: boolMap.optional(),
  ValidationErrors: boolMap.optional(),
  ValidationWarnings: boolMap.optional(),
  ValidationResults: filled(z.unknown()).optional(),
  ValidationTriggerIDs: filled(id).optional(),
  ValueTriggerIDs: filled(id).optional(),
  Values: filled(z.unknown()).optional(),
  Conflicts: z.array(z.unknown()).min(1).optional(),
  NeededPaths: z.unknown().optional(),
  ProvidedPaths: z.unknown().optional(),
  PathAnnotations: z.unknown().optional(),
})

/** 4.4 */
const RevisionShape = z.strictObject({
  RevisionID: id,
  RevisionNum: z.int().positive(),
  OrganizationID: id.optional(),
  SpaceID: id.optional(),
  SpaceSlug: text.optional(),
  UnitID: id,
  UnitSlug: text.optional(),
  EntityType: text.optional(),
  Description: text.optional(),
  Source: text.optional(),
  UserID: id.optional(),
  UserAgent: text.optional(),
  CreatedAt: time.optional(),
  UpdatedAt: time.optional(),
  Version: count.optional(),
  DataHash: hash.optional(),
  DataSize: count.optional(),
  ChangeSetID: id.optional(),
  // Values carry no meaning.
  Tags: z.record(id, z.string()).optional(),
  ValidationErrors: boolMap.optional(),
  ValidationWarnings: boolMap.optional(),
})

/** 4.5 */
const MutationShape = z.strictObject({
  MutationID: id,
  MutationNum: z.int().positive(),
  OrganizationID: id.optional(),
  SpaceID: id.optional(),
  SpaceSlug: text.optional(),
  UnitID: id,
  UnitSlug: text.optional(),
  EntityType: text.optional(),
  RevisionID: id.optional(),
  RevisionNum: z.int().positive().optional(),
  FunctionInvocation: z
    .strictObject({
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
    .optional(),
  RestoredRevisionNum: z.int().positive().optional(),
  UpgradedFromUpstreamRevisionNum: z.int().positive().optional(),
  MergeSourceID: id.optional(),
  Subgroup: text.optional(),
  CreatedAt: time.optional(),
  UpdatedAt: time.optional(),
})

export const UserShape = z.strictObject({
  UserID: id,
  OrganizationID: id.optional(),
  Username: text.optional(),
  Slug: text.optional(),
  DisplayName: text.optional(),
  ExternalID: text.optional(),
  ProfilePictureURL: text.optional(),
  GroupIDs: z.array(id).optional(),
  EntityType: text.optional(),
  CreatedAt: time.optional(),
  UpdatedAt: time.optional(),
})

/** 2.4 */
export const MeShape = z.strictObject({
  UserID: id,
  Username: text,
  Slug: text.optional(),
  DisplayName: text.optional(),
  ProfilePictureURL: text.optional(),
  ExternalID: text.optional(),
  OrganizationID: id,
  ExternalOrganizationID: text.optional(),
})

const OrganizationShape = z.strictObject({
  ...common,
  EmailDomain: text.optional(),
  ExternalID: text.optional(),
})

/** 4.6 */
export const TagShape = z.strictObject({
  ...common,
  TagID: id,
  SpaceID: id,
  SpaceSlug: text.optional(),
  ChangeSetID: id.optional(),
})

/** 2.5 */
const ResponseErrorShape = z.strictObject({
  Message: text,
  Status: z.int().optional(),
  Type: text.optional(),
  ErrorCategory: text.optional(),
  Details: z.array(z.string()).optional(),
  ErrorMetadata: z.unknown().optional(),
})

export const EnvelopeShape = z.strictObject({
  Code: z.string().regex(/^[45]\d\d$/),
  Message: text,
  message: text,
})

export const ExtendedUnitShape = z.strictObject({
  Unit: UnitShape,
  Space: SpaceShape.optional(),
  Organization: OrganizationShape.optional(),
  HeadRevision: RevisionShape.optional(),
  LastReleasedRevision: RevisionShape.optional(),
  HeadMutation: MutationShape.optional(),
  UpstreamUnit: UnitShape.optional(),
  UpstreamSpace: SpaceShape.optional(),
})

export const ExtendedSpaceShape = z.strictObject({
  Space: SpaceShape,
  Organization: OrganizationShape.optional(),
  TotalUnitCount: count.optional(),
  TotalTagCount: count.optional(),
  GatedUnitCount: count.optional(),
  WarnedUnitCount: count.optional(),
  UnreleasedUnitCount: count.optional(),
  UpgradableUnitCount: count.optional(),
})

export const ExtendedRevisionShape = z.strictObject({
  Revision: RevisionShape,
  Unit: UnitShape.optional(),
  User: UserShape.optional(),
  Space: SpaceShape.optional(),
  Organization: OrganizationShape.optional(),
  Tags: z.array(TagShape).optional(),
})

export const ExtendedMutationShape = z.strictObject({
  Mutation: MutationShape,
  Revision: RevisionShape.optional(),
  Unit: UnitShape.optional(),
  Space: SpaceShape.optional(),
  MergeSource: UnitShape.optional(),
})

export const ExtendedTagShape = z.strictObject({ Tag: TagShape, Space: SpaceShape.optional() })

export const UnitDataShape = z.strictObject({
  UnitID: id,
  Slug: text,
  SpaceID: id,
  SpaceSlug: text,
  // Absent for an empty document, as every empty field.
  Data: text.optional(),
  DataHash: hash,
  DataSize: count.optional(),
})

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

const ResourceInfoShape = z.strictObject({
  ResourceName: text,
  ResourceNameWithoutScope: text.optional(),
  ResourceNameStableCore: text.optional(),
  ResourceType: text,
  ResourceCategory: text.optional(),
})

const ConfigDiffShape = z.strictObject({
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

export const UnitWriteShape = z.strictObject({
  Unit: UnitShape,
  ConfigData: z.string().optional(),
  Diff: ConfigDiffShape.optional(),
})

export const UnitWriteItemShape = z.strictObject({
  Unit: UnitShape.optional(),
  ConfigData: z.string().optional(),
  Diff: ConfigDiffShape.optional(),
  Error: ResponseErrorShape.optional(),
})

const MutationInfoShape = z.strictObject({
  Index: z.int().optional(),
  MutationType: z.enum(['Add', 'Delete', 'Update', 'Replace', 'None']),
  Value: z.string().optional(),
  Patch: z.string().optional(),
  Protected: z.boolean().optional(),
})

/** 4.10 */
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

const ParameterShape = z.strictObject({
  ParameterName: text,
  DataType: text,
  Description: text.optional(),
  Required: z.boolean().optional(),
  Regexp: text.optional(),
  Min: z.number().optional(),
  Max: z.number().optional(),
  EnumValues: z.array(z.string()).optional(),
  Example: text.optional(),
  Schema: z.unknown().optional(),
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
  OtherDataExpected: z.boolean().optional(),
})
