/** How an attribute's value is read and compared (contract 6.1). */
export type AttributeType =
  | 'string'
  | 'int'
  | 'uuid'
  | 'bool'
  | 'time'
  | 'uuidArray'
  | 'stringMap'
  | 'boolMap'
  | 'uuidMap'
  | 'objectList'

export type Attribute = {
  readonly type: AttributeType
  /** May be absent: `IS NULL` makes sense. */
  readonly nullable?: boolean
}

export type Entity =
  | 'Organization'
  | 'User'
  | 'Space'
  | 'Unit'
  | 'Revision'
  | 'Mutation'
  | 'Tag'
  | 'ChangeSet'
  | 'Filter'
  | 'View'
  | 'Target'
  | 'Trigger'
  | 'Link'
  | 'Release'
  | 'Resource'
  | 'Attestation'
  | 'Invocation'
  | 'QueuedOperation'
  | 'BridgeWorker'
  | 'UnitEvent'
  | 'ServiceAccount'
  | 'ReviewComment'

/** A prefix that leads to another entity; `many` needs `.*.` (true if any element satisfies). */
export type Relation = { readonly entity: Entity; readonly many?: boolean }

type Attributes = Readonly<Record<string, Attribute>>

const string: Attribute = { type: 'string' }
const int: Attribute = { type: 'int' }
const uuid: Attribute = { type: 'uuid' }
const optionalUuid: Attribute = { type: 'uuid', nullable: true }
const bool: Attribute = { type: 'bool' }
const time: Attribute = { type: 'time' }
const optionalTime: Attribute = { type: 'time', nullable: true }
const uuidArray: Attribute = { type: 'uuidArray' }
const stringMap: Attribute = { type: 'stringMap' }
const boolMap: Attribute = { type: 'boolMap' }
const uuidMap: Attribute = { type: 'uuidMap' }
const objectList: Attribute = { type: 'objectList' }

const times: Attributes = { CreatedAt: time, UpdatedAt: time }

const common: Attributes = {
  ...times,
  Annotations: stringMap,
  DeleteGates: boolMap,
  DisplayName: string,
  HiddenReason: string,
  Labels: stringMap,
  OrganizationID: uuid,
  Slug: string,
}

/** Work queued for a bridge worker, and the events it reported (contract 4.9). */
const work: Attributes = {
  CreatedAt: time,
  Action: string,
  BridgeWorkerID: optionalUuid,
  OrganizationID: uuid,
  RevisionNum: int,
  SpaceID: uuid,
  Status: string,
  UnitID: uuid,
}

const permissions: Attributes = { Permissions: stringMap }

const resident: Attributes = { ...common, ...permissions, SpaceID: uuid }

const { DeleteGates: _, ...ungated } = resident
const { DisplayName: __, Slug: ___, ...nameless } = resident

/** What is kept as configuration in a Unit of its own. */
const backed: Attributes = { BackingUnitID: optionalUuid }

/** Filterable attributes of ConfigHub 0.8 (contract 6.2): checks, menus, completion and columns come from here. */
export const attributes: Readonly<Record<Entity, Attributes>> = {
  Unit: {
    ...resident,
    ApplyGates: boolMap,
    ApplyWarnings: boolMap,
    ChangeSetID: optionalUuid,
    Conflicts: objectList,
    DataHash: string,
    DestroyGates: boolMap,
    FromLinkID: uuidArray,
    HeadRevisionID: optionalUuid,
    HeadRevisionNum: int,
    HeadUnitActionNum: int,
    HeadUnitEventNum: int,
    LastChangeDescription: string,
    LastReleasedRevisionNum: int,
    NeededPaths: stringMap,
    ProviderType: string,
    ProvidedPaths: stringMap,
    TargetID: optionalUuid,
    ToolchainType: string,
    UnitID: uuid,
    UpstreamRevisionNum: int,
    UpstreamSpaceID: optionalUuid,
    UpstreamUnitID: optionalUuid,
    ValidationErrors: boolMap,
    ValidationTriggerIDs: uuidMap,
    ValidationWarnings: boolMap,
    ValueTriggerIDs: uuidMap,
    Values: stringMap,
  },
  Space: {
    ...common,
    ...permissions,
    ...backed,
    AttributeFilterID: optionalUuid,
    AttributeHash: string,
    AttributeIDs: uuidArray,
    ComponentID: optionalUuid,
    ReleaseTargetID: optionalUuid,
    SpaceID: uuid,
    TriggerFilterID: optionalUuid,
    TriggerHash: string,
    TriggerIDs: uuidArray,
    UpstreamSpaceID: optionalUuid,
  },
  Revision: {
    ...times,
    ApplyGates: boolMap,
    ApplyWarnings: boolMap,
    Attestations: uuidMap,
    ChangeOrders: uuidMap,
    ChangeSetID: optionalUuid,
    Conflicts: objectList,
    DataHash: string,
    Description: string,
    HiddenReason: string,
    NeededPaths: stringMap,
    OrganizationID: uuid,
    ProvidedPaths: stringMap,
    Releases: uuidMap,
    RevisionID: uuid,
    RevisionNum: int,
    Source: string,
    SpaceID: uuid,
    Tags: uuidMap,
    UnitID: uuid,
    UserAgent: string,
    UserID: uuid,
    ValidationErrors: boolMap,
    ValidationPassed: boolMap,
    ValidationTriggerIDs: uuidMap,
    ValidationWarnings: boolMap,
    ValueTriggerIDs: uuidMap,
    Values: stringMap,
  },
  Mutation: {
    ...times,
    BridgeWorkerID: optionalUuid,
    FunctionInvocation: stringMap,
    FunctionName: string,
    HiddenReason: string,
    InvocationID: optionalUuid,
    InvocationParams: stringMap,
    LinkID: optionalUuid,
    MergeBaseRevisionNum: int,
    MergeEndRevisionNum: int,
    MergeSourceID: optionalUuid,
    MutationID: uuid,
    MutationNum: int,
    OrganizationID: uuid,
    ReplayOutcome: string,
    ReplayReason: string,
    RestoredRevisionNum: int,
    RevisionID: uuid,
    RevisionNum: int,
    SpaceID: uuid,
    Subgroup: string,
    TriggerID: optionalUuid,
    UnitID: uuid,
    UpgradedFromUpstreamRevisionNum: int,
  },
  Tag: {
    ...resident,
    ChangeOrderID: optionalUuid,
    ChangeSetID: optionalUuid,
    ReleaseID: optionalUuid,
    TagID: uuid,
  },
  User: {
    ...times,
    DisplayName: string,
    ExternalID: optionalUuid,
    GroupIDs: uuidArray,
    HiddenReason: string,
    Slug: string,
    UserID: uuid,
    Username: string,
  },
  Organization: {
    ...common,
    EmailDomain: string,
    ExternalID: string,
  },
  ChangeSet: {
    ...resident,
    ChangeSetID: uuid,
    Description: string,
    EndTagID: optionalUuid,
    StartTagID: optionalUuid,
    StartTagIsPriorRevision: bool,
    State: string,
  },
  Filter: {
    ...resident,
    ...backed,
    FilterID: uuid,
    From: string,
    FromSpaceID: optionalUuid,
    Hash: string,
    IncludeHidden: string,
    ResourceType: string,
    UpstreamFilterID: optionalUuid,
    Where: string,
    WhereData: string,
  },
  View: {
    ...ungated,
    ...backed,
    Columns: objectList,
    FilterID: optionalUuid,
    GroupBy: string,
    Of: string,
    OrderBy: string,
    OrderByDirection: string,
    UpstreamViewID: optionalUuid,
    ViewID: uuid,
  },
  Target: {
    ...resident,
    ...backed,
    Facts: stringMap,
    TargetID: uuid,
    TriggerFilterID: optionalUuid,
    TriggerHash: string,
    TriggerIDs: uuidArray,
    UpstreamTargetID: optionalUuid,
  },
  Trigger: {
    ...resident,
    ...backed,
    Arguments: objectList,
    BridgeWorkerID: optionalUuid,
    Clearance: objectList,
    Description: string,
    Disabled: bool,
    Event: string,
    FunctionName: string,
    Guards: stringMap,
    Hash: string,
    InvocationID: optionalUuid,
    OtherDataSource: string,
    Protect: bool,
    ToolchainType: string,
    TriggerID: uuid,
    UnitFilterID: optionalUuid,
    UpstreamTriggerID: optionalUuid,
    Validating: bool,
    Warn: bool,
    WhereResource: string,
    WhereUnit: string,
  },
  Link: {
    ...resident,
    ...backed,
    AutoUpdate: bool,
    Bindings: objectList,
    Clearance: objectList,
    DownstreamLastMergedRevisionNum: int,
    DownstreamPaths: objectList,
    DownstreamSetters: objectList,
    FromUnitID: uuid,
    Guards: stringMap,
    Hash: string,
    LinkID: uuid,
    ManualBindings: objectList,
    MergeEnableSubtraction: bool,
    Protect: bool,
    Squash: bool,
    Stale: bool,
    ToSpaceID: uuid,
    ToUnitID: uuid,
    TransformInvocationID: optionalUuid,
    UpdateType: string,
    UpstreamGetters: objectList,
    UpstreamLastMergedRevisionNum: int,
    UpstreamLinkID: optionalUuid,
    UpstreamPaths: objectList,
    UpstreamSpaceID: optionalUuid,
  },
  Release: {
    ...nameless,
    ChangeOrderID: optionalUuid,
    Digest: string,
    LiveStatus: stringMap,
    ManifestDigest: string,
    Published: bool,
    ReleaseID: uuid,
    ReleaseNum: int,
    TagID: optionalUuid,
    TargetID: optionalUuid,
    UnitCount: int,
    UserID: uuid,
  },
  Attestation: {
    ...permissions,
    AttestationID: uuid,
    ChangeOrderID: optionalUuid,
    Claims: stringMap,
    CreatedAt: time,
    EvidenceAttestationIDs: uuidArray,
    ExpiresAt: optionalTime,
    HiddenReason: string,
    Note: string,
    OrganizationID: uuid,
    ReleaseID: optionalUuid,
    Result: string,
    RevokedAttestationID: optionalUuid,
    SpaceID: uuid,
    Type: string,
    UserID: uuid,
  },
  Invocation: {
    ...resident,
    ...backed,
    BridgeWorkerID: optionalUuid,
    FunctionInvocations: objectList,
    Hash: string,
    InvocationID: uuid,
    Parameters: objectList,
    ToolchainType: string,
    UpstreamInvocationID: optionalUuid,
  },
  BridgeWorker: {
    ...ungated,
    BridgeWorkerID: uuid,
    Condition: string,
    IPAddress: string,
    LastMessage: string,
    LastSeenAt: optionalTime,
    OrgRole: string,
    ProvidedInfo: stringMap,
    UserID: optionalUuid,
  },
  ServiceAccount: {
    ...common,
    ...permissions,
    OrgRole: string,
    ServiceAccountID: uuid,
    UserID: uuid,
  },
  ReviewComment: {
    ...times,
    HiddenReason: string,
    OrganizationID: uuid,
    Path: string,
    ReplyToID: optionalUuid,
    ReviewCommentID: uuid,
    RevisionID: uuid,
    RevisionNum: int,
    SpaceID: uuid,
    Text: string,
    UnitID: uuid,
    UserAgent: string,
    UserID: uuid,
  },
  QueuedOperation: {
    ...work,
    DryRun: bool,
    QueuedOperationID: uuid,
    TargetID: optionalUuid,
    UnitActionNum: int,
  },
  UnitEvent: {
    ...work,
    UpdatedAt: time,
    HiddenReason: string,
    QueuedOperationID: optionalUuid,
    Result: string,
    StartedAt: optionalTime,
    TerminatedAt: optionalTime,
    UnitEventID: uuid,
    UnitEventNum: int,
  },
  Resource: {
    ...times,
    Data: stringMap,
    HiddenReason: string,
    OrganizationID: uuid,
    ResourceID: uuid,
    ResourceIndex: int,
    ResourceName: string,
    ResourceType: string,
    SpaceID: uuid,
    TargetID: optionalUuid,
    ToolchainType: string,
    UnitID: uuid,
  },
}

const unitOwned = { Unit: { entity: 'Unit' }, Space: { entity: 'Space' } } as const

/** Prefixes that reach related entities (contract 6.1, A4.3). */
export const relations: Readonly<Record<Entity, Readonly<Record<string, Relation>>>> = {
  Unit: {
    ...unitOwned,
    Target: { entity: 'Target' },
    UpstreamUnit: { entity: 'Unit' },
    UpstreamSpace: { entity: 'Space' },
    ChangeSet: { entity: 'ChangeSet' },
    HeadRevision: { entity: 'Revision' },
    FromLink: { entity: 'Link', many: true },
  },
  Space: {
    Space: { entity: 'Space' },
    ReleaseTarget: { entity: 'Target' },
    UpstreamSpace: { entity: 'Space' },
    Triggers: { entity: 'Trigger', many: true },
  },
  Revision: {
    ...unitOwned,
    Revision: { entity: 'Revision' },
    ChangeSet: { entity: 'ChangeSet' },
    User: { entity: 'User' },
    Tags: { entity: 'Tag', many: true },
  },
  Mutation: { ...unitOwned, Mutation: { entity: 'Mutation' }, Revision: { entity: 'Revision' } },
  Tag: { Space: { entity: 'Space' }, ChangeSet: { entity: 'ChangeSet' } },
  User: {},
  Organization: {},
  ChangeSet: { Space: { entity: 'Space' }, StartTag: { entity: 'Tag' }, EndTag: { entity: 'Tag' } },
  Filter: { Space: { entity: 'Space' } },
  View: { Space: { entity: 'Space' }, Filter: { entity: 'Filter' } },
  Target: { Space: { entity: 'Space' } },
  Trigger: { Space: { entity: 'Space' } },
  Link: {
    Space: { entity: 'Space' },
    FromUnit: { entity: 'Unit' },
    ToUnit: { entity: 'Unit' },
    ToSpace: { entity: 'Space' },
  },
  Release: { Space: { entity: 'Space' }, Target: { entity: 'Target' }, Tag: { entity: 'Tag' } },
  Resource: { ...unitOwned, Target: { entity: 'Target' } },
  Attestation: { Space: { entity: 'Space' }, User: { entity: 'User' }, Release: { entity: 'Release' } },
  Invocation: { Space: { entity: 'Space' } },
  BridgeWorker: { Space: { entity: 'Space' } },
  QueuedOperation: { ...unitOwned },
  UnitEvent: { ...unitOwned },
  ServiceAccount: {},
  ReviewComment: { ...unitOwned, Revision: { entity: 'Revision' } },
}

/** Attributes of objects inside a list attribute, reached as `Conflicts.*.Reason`. */
export const listFields: Readonly<Record<string, Attributes>> = {
  Conflicts: { Path: string, Reason: string },
  FunctionInvocations: { FunctionName: string },
}

export function isMap(type: AttributeType): boolean {
  return type === 'stringMap' || type === 'boolMap' || type === 'uuidMap'
}
