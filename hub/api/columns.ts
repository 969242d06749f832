import type { RawBuilder } from 'kysely'
import { sql } from 'kysely'

export type ColumnKind = 'uuid' | 'text' | 'int' | 'time' | 'map'

/** What a list of one entity needs to know. Column names are attribute names (hub/store/tables.ts). */
export type EntityModel = {
  readonly table: 'Organization' | 'User' | 'Space' | 'Unit' | 'Revision' | 'Mutation' | 'Tag'
  readonly id: string
  /** Stored columns that may be asked for, and answered. */
  readonly columns: Readonly<Record<string, ColumnKind>>
  /** Read-only fields taken from related rows. */
  readonly derived: Readonly<Record<string, RawBuilder<unknown>>>
  /** Fields of the contract that this hub never fills: allowed in `select`, absent in answers. */
  readonly unfilled: readonly string[]
  /** Always answered, whatever `select` says (confighub-api 5.1). */
  readonly always: readonly string[]
  readonly orderBy: readonly string[]
  /** Names `include` takes; what they expand is in expand.ts. */
  readonly include: readonly string[]
}

const common = {
  OrganizationID: 'uuid',
  Slug: 'text',
  DisplayName: 'text',
  Labels: 'map',
  Annotations: 'map',
  DeleteGates: 'map',
  CreatedAt: 'time',
  UpdatedAt: 'time',
  Version: 'int',
} as const

const neverFilled = ['EntityType', 'HiddenReason', 'Permissions']
const slugOf = (table: 'Space' | 'Unit', of: string) =>
  sql`(select parent."Slug" from ${sql.table(table)} as parent where parent.${sql.ref(`${table}ID`)} = ${sql.ref(of)}.${sql.ref(`${table}ID`)})`

export const unitModel: EntityModel = {
  table: 'Unit',
  id: 'UnitID',
  columns: {
    ...common,
    UnitID: 'uuid',
    SpaceID: 'uuid',
    ToolchainType: 'text',
    ProviderType: 'text',
    TargetID: 'uuid',
    DataHash: 'text',
    DataSize: 'int',
    HeadRevisionNum: 'int',
    HeadRevisionID: 'uuid',
    HeadMutationNum: 'int',
    LastChangeDescription: 'text',
    LastReleasedRevisionNum: 'int',
    UpstreamUnitID: 'uuid',
    UpstreamSpaceID: 'uuid',
    UpstreamRevisionNum: 'int',
    ChangeSetID: 'uuid',
    DestroyGates: 'map',
    ValidationErrors: 'map',
    ValidationWarnings: 'map',
  },
  derived: { SpaceSlug: slugOf('Space', 'Unit') },
  unfilled: [
    ...neverFilled,
    'ApplyGates',
    'ApplyWarnings',
    'Conflicts',
    'FromLinkID',
    'HeadUnitActionNum',
    'HeadUnitEventNum',
    'NeededPaths',
    'PathAnnotations',
    'ProvidedPaths',
    'ValidationResults',
    'ValidationTriggerIDs',
    'ValueTriggerIDs',
    'Values',
  ],
  always: ['UnitID', 'SpaceID', 'OrganizationID', 'Slug'],
  orderBy: [
    'ChangeSetID',
    'CreatedAt',
    'DataHash',
    'DisplayName',
    'HeadRevisionID',
    'HeadRevisionNum',
    'LastChangeDescription',
    'LastReleasedRevisionNum',
    'OrganizationID',
    'ProviderType',
    'Slug',
    'SpaceID',
    'TargetID',
    'ToolchainType',
    'UnitID',
    'UpdatedAt',
    'UpstreamRevisionNum',
    'UpstreamUnitID',
  ],
  include: [
    'ChangeSetID',
    'FromLinkID',
    'HeadMutationNum',
    'HeadRevisionNum',
    'LastReleasedRevisionNum',
    'OrganizationID',
    'SpaceID',
    'TargetID',
    'UnitEventID',
    'UpstreamSpaceID',
    'UpstreamUnitID',
  ],
}

export const spaceModel: EntityModel = {
  table: 'Space',
  id: 'SpaceID',
  columns: { ...common, SpaceID: 'uuid', ReleaseTargetID: 'uuid', UpstreamSpaceID: 'uuid' },
  derived: {},
  unfilled: [
    ...neverFilled,
    'AttributeFilterID',
    'AttributeHash',
    'AttributeIDs',
    'BackingUnitID',
    'ComponentID',
    'TriggerFilterID',
    'TriggerHash',
    'TriggerIDs',
    'WhereAttribute',
    'WhereTrigger',
  ],
  always: ['SpaceID', 'OrganizationID', 'Slug'],
  orderBy: [
    'CreatedAt',
    'DisplayName',
    'OrganizationID',
    'ReleaseTargetID',
    'Slug',
    'SpaceID',
    'UpdatedAt',
    'UpstreamSpaceID',
  ],
  include: [
    'AttributeFilterID',
    'AttributeIDs',
    'ComponentID',
    'OrganizationID',
    'ReleaseTargetID',
    'TriggerFilterID',
    'TriggerIDs',
  ],
}

export const revisionModel: EntityModel = {
  table: 'Revision',
  id: 'RevisionID',
  columns: {
    RevisionID: 'uuid',
    OrganizationID: 'uuid',
    SpaceID: 'uuid',
    UnitID: 'uuid',
    RevisionNum: 'int',
    Description: 'text',
    Source: 'text',
    UserID: 'uuid',
    UserAgent: 'text',
    DataHash: 'text',
    DataSize: 'int',
    ChangeSetID: 'uuid',
    Tags: 'map',
    CreatedAt: 'time',
    UpdatedAt: 'time',
  },
  derived: { UnitSlug: slugOf('Unit', 'Revision'), SpaceSlug: slugOf('Space', 'Revision') },
  unfilled: [
    ...neverFilled,
    'ApplyGates',
    'ApplyWarnings',
    'Attestations',
    'ChangeOrders',
    'Conflicts',
    'NeededPaths',
    'PathAnnotations',
    'ProvidedPaths',
    'Releases',
    'ValidationErrors',
    'ValidationPassed',
    'ValidationResults',
    'ValidationTriggerIDs',
    'ValidationWarnings',
    'ValueTriggerIDs',
    'Values',
    'Version',
  ],
  always: ['RevisionID', 'RevisionNum', 'OrganizationID', 'SpaceID', 'UnitID', 'UnitSlug'],
  orderBy: [
    'ChangeSetID',
    'CreatedAt',
    'DataHash',
    'Description',
    'OrganizationID',
    'RevisionID',
    'RevisionNum',
    'Source',
    'UnitID',
    'UpdatedAt',
    'UserAgent',
    'UserID',
  ],
  include: [
    'Attestations',
    'ChangeOrders',
    'ChangeSetID',
    'OrganizationID',
    'Releases',
    'SpaceID',
    'Tags',
    'UnitID',
    'UserID',
  ],
}

export const mutationModel: EntityModel = {
  table: 'Mutation',
  id: 'MutationID',
  columns: {
    MutationID: 'uuid',
    OrganizationID: 'uuid',
    SpaceID: 'uuid',
    UnitID: 'uuid',
    MutationNum: 'int',
    RevisionID: 'uuid',
    RevisionNum: 'int',
    FunctionInvocation: 'map',
    RestoredRevisionNum: 'int',
    UpgradedFromUpstreamRevisionNum: 'int',
    MergeSourceID: 'uuid',
    Subgroup: 'text',
    CreatedAt: 'time',
    UpdatedAt: 'time',
  },
  derived: { UnitSlug: slugOf('Unit', 'Mutation'), SpaceSlug: slugOf('Space', 'Mutation') },
  unfilled: [
    ...neverFilled,
    'BridgeWorkerID',
    'InvocationID',
    'InvocationParams',
    'LinkID',
    'MergeBaseRevisionNum',
    'MergeEndRevisionNum',
    'ReplayOutcome',
    'ReplayReason',
    'TriggerID',
  ],
  always: ['MutationID', 'MutationNum', 'OrganizationID', 'SpaceID', 'UnitID', 'UnitSlug', 'RevisionID'],
  orderBy: [
    'CreatedAt',
    'MutationID',
    'MutationNum',
    'OrganizationID',
    'RevisionID',
    'RevisionNum',
    'Subgroup',
    'UnitID',
    'UpdatedAt',
  ],
  include: [
    'InvocationID',
    'LinkID',
    'MergeSourceID',
    'OrganizationID',
    'RevisionID',
    'SpaceID',
    'TriggerID',
    'UnitID',
  ],
}

export const tagModel: EntityModel = {
  table: 'Tag',
  id: 'TagID',
  columns: { ...common, TagID: 'uuid', SpaceID: 'uuid', ChangeSetID: 'uuid' },
  derived: { SpaceSlug: slugOf('Space', 'Tag') },
  unfilled: neverFilled,
  always: ['TagID', 'SpaceID', 'OrganizationID', 'Slug'],
  orderBy: [
    'ChangeSetID',
    'CreatedAt',
    'DisplayName',
    'OrganizationID',
    'Slug',
    'SpaceID',
    'TagID',
    'UpdatedAt',
  ],
  include: ['ChangeSetID', 'OrganizationID', 'SpaceID'],
}

export const userModel: EntityModel = {
  table: 'User',
  id: 'UserID',
  columns: {
    UserID: 'uuid',
    OrganizationID: 'uuid',
    Username: 'text',
    Slug: 'text',
    DisplayName: 'text',
    ExternalID: 'text',
    CreatedAt: 'time',
    UpdatedAt: 'time',
  },
  derived: {},
  unfilled: [...neverFilled, 'GroupIDs', 'ProfilePictureURL'],
  always: ['UserID', 'Slug'],
  orderBy: ['CreatedAt', 'DisplayName', 'ExternalID', 'Slug', 'UpdatedAt', 'UserID', 'Username'],
  include: [],
}

export const organizationModel: EntityModel = {
  table: 'Organization',
  id: 'OrganizationID',
  columns: { ...common, EmailDomain: 'text', ExternalID: 'text' },
  derived: {},
  unfilled: neverFilled,
  always: ['OrganizationID', 'Slug'],
  orderBy: ['CreatedAt', 'DisplayName', 'OrganizationID', 'Slug', 'UpdatedAt'],
  include: [],
}
