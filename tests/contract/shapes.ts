import { z } from 'zod'
import { ConfigDiffShape } from '#tests/contract/diff-shapes.ts'
import { boolMap, count, filled, hash, id, stringMap, text, time } from '#tests/contract/field-shapes.ts'

// The entities of generation N, field by field (confighub-api 4). Strict on purpose: a field the contract does not
// know is a fault of the hub, as is an empty one, because the API leaves empty fields out.

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
export const ResponseErrorShape = z.strictObject({
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
