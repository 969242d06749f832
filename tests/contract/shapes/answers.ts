import { z } from 'zod'
import { ConfigDiffShape } from '#tests/contract/shapes/diff.ts'
import { common, filled, hash, id, listOf, positive, text, time } from '#tests/contract/shapes/field.ts'
import {
  AttestationShape,
  ChangeSetShape,
  FilterShape,
  InvocationShape,
  LinkShape,
  ReleaseShape,
  TagShape,
  TargetShape,
  TriggerShape,
} from '#tests/contract/shapes/resident.ts'
import { MutationShape, RevisionShape, UnitEventShape, UnitShape } from '#tests/contract/shapes/unit.ts'

// The answers of ConfigHub 0.8, field by field (contract 4). Strict on purpose: a field that the contract does not have
// is a fault of the hub, as is an empty one, because the API leaves empty fields out.

/** `Space` (contract 4.2). */
export const SpaceShape = z.strictObject({
  ...common,
  SpaceID: id,
  WhereTrigger: text.optional(),
  TriggerFilterID: id.optional(),
  TriggerIDs: listOf(id).optional(),
  TriggerHash: hash.optional(),
  WhereAttribute: text.optional(),
  AttributeFilterID: id.optional(),
  AttributeIDs: listOf(id).optional(),
  AttributeHash: text.optional(),
  ComponentID: id.optional(),
  ReleaseTargetID: id.optional(),
  UpstreamSpaceID: id.optional(),
  BackingUnitID: id.optional(),
})

export const UserShape = z.strictObject({
  UserID: id,
  Username: text.optional(),
  Slug: text.optional(),
  DisplayName: text.optional(),
  ExternalID: text.optional(),
  ProfilePictureURL: text.optional(),
  GroupIDs: listOf(id).optional(),
  EntityType: text.optional(),
  CreatedAt: time.optional(),
  UpdatedAt: time.optional(),
})

/** `ExtendedUser` (contract 2.4). */
export const ExtendedUserShape = z.strictObject({ User: UserShape })

/** `OrganizationMember`, the answer of `/me` (contract 2.4). */
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

/** `Organization` (contract 2.4). */
const OrganizationShape = z.strictObject({
  ...common,
  EmailDomain: text.optional(),
  ExternalID: text.optional(),
})

export const ExtendedOrganizationShape = z.strictObject({ Organization: OrganizationShape })

/** `ResponseError` (contract 2.5). */
export const ResponseErrorShape = z.strictObject({
  Message: text,
  Status: z.int().min(400).max(599).optional(),
  Type: z.url().optional(),
  ErrorCategory: text.optional(),
  Details: listOf(z.string()).optional(),
  ErrorMetadata: z
    .strictObject({
      EntityID: id.optional(),
      EntitySlug: text.optional(),
      EntityType: text.optional(),
      Items: z
        .array(z.strictObject({ Item: text.optional(), Description: text.optional() }))
        .min(1)
        .optional(),
    })
    .optional(),
})

export const EnvelopeShape = z
  .strictObject({ Code: z.string().regex(/^[45]\d\d$/), Message: text, message: text })
  .refine(({ Message, message }) => Message === message, 'the two spellings differ')

/** Entities of a Space, and what every expansion may add. */
export const inSpace = {
  Space: SpaceShape.optional(),
  Organization: OrganizationShape.optional(),
  Error: ResponseErrorShape.optional(),
  ViewColumns: z.array(z.strictObject({ Name: text, Value: z.string().optional() })).optional(),
}

export const ExtendedUnitShape = z.strictObject({
  ...inSpace,
  Unit: UnitShape,
  ChangeSet: ChangeSetShape.optional(),
  FromLink: listOf(LinkShape).optional(),
  HeadRevision: RevisionShape.optional(),
  LastReleasedRevision: RevisionShape.optional(),
  HeadMutation: MutationShape.optional(),
  LatestUnitEvent: UnitEventShape.optional(),
  Target: TargetShape.optional(),
  UpstreamUnit: UnitShape.optional(),
  UpstreamSpace: SpaceShape.optional(),
})

export const ExtendedSpaceShape = z.strictObject({
  Space: SpaceShape,
  Organization: OrganizationShape.optional(),
  Error: ResponseErrorShape.optional(),
  ViewColumns: inSpace.ViewColumns,
  Triggers: listOf(TriggerShape).optional(),
  TriggerFilter: FilterShape.optional(),
  ReleaseTarget: TargetShape.optional(),
  TotalUnitCount: positive.optional(),
  TotalTagCount: positive.optional(),
  TotalChangeSetCount: positive.optional(),
  TotalFilterCount: positive.optional(),
  TotalInvocationCount: positive.optional(),
  TotalLinkCount: positive.optional(),
  TotalReleaseCount: positive.optional(),
  TotalTargetCount: positive.optional(),
  TotalViewCount: positive.optional(),
  GatedUnitCount: positive.optional(),
  WarnedUnitCount: positive.optional(),
  UnreleasedUnitCount: positive.optional(),
  UpgradableUnitCount: positive.optional(),
  UnlinkedUnitCount: positive.optional(),
  TriggerCountByEventType: filled(positive).optional(),
})

export const ExtendedRevisionShape = z.strictObject({
  ...inSpace,
  Revision: RevisionShape,
  Unit: UnitShape.optional(),
  User: UserShape.optional(),
  ChangeSet: ChangeSetShape.optional(),
  Tags: listOf(TagShape).optional(),
  Releases: listOf(ReleaseShape).optional(),
  Attestations: listOf(AttestationShape).optional(),
})

export const ExtendedMutationShape = z.strictObject({
  ...inSpace,
  Mutation: MutationShape,
  Revision: RevisionShape.optional(),
  Unit: UnitShape.optional(),
  MergeSource: UnitShape.optional(),
  Invocation: InvocationShape.optional(),
  Link: LinkShape.optional(),
  Trigger: TriggerShape.optional(),
})

export const ExtendedTagShape = z.strictObject({
  ...inSpace,
  Tag: TagShape,
  ChangeSet: ChangeSetShape.optional(),
})

/** `UnitData` (contract 4.3). */
export const UnitDataShape = z.strictObject({
  UnitID: id,
  Slug: text,
  SpaceID: id,
  SpaceSlug: text,
  // Absent for an empty document, like every empty field.
  Data: text.optional(),
  DataHash: hash,
  DataSize: positive.optional(),
})

/** `UnitCreateOrUpdateResponse` without what a merge adds, see merge.ts. */
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
