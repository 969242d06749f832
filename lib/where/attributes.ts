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
  readonly doc: string
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

const string = (doc: string): Attribute => ({ type: 'string', doc })
const int = (doc: string): Attribute => ({ type: 'int', doc })
const uuid = (doc: string): Attribute => ({ type: 'uuid', doc })
const optionalUuid = (doc: string): Attribute => ({ type: 'uuid', doc, nullable: true })
const bool = (doc: string): Attribute => ({ type: 'bool', doc })
const time = (doc: string): Attribute => ({ type: 'time', doc })
const uuidArray = (doc: string): Attribute => ({ type: 'uuidArray', doc })
const stringMap = (doc: string): Attribute => ({ type: 'stringMap', doc })
const boolMap = (doc: string): Attribute => ({ type: 'boolMap', doc })
const uuidMap = (doc: string): Attribute => ({ type: 'uuidMap', doc })
const objectList = (doc: string): Attribute => ({ type: 'objectList', doc })

const times: Attributes = { CreatedAt: time('When it was created'), UpdatedAt: time('When it last changed') }

const common: Attributes = {
  ...times,
  Annotations: stringMap('Data of tools, by key'),
  DeleteGates: boolMap('What blocks deleting it'),
  DisplayName: string('Free name'),
  HiddenReason: string('Why it is hidden from lists'),
  Labels: stringMap('Identity to filter by, by key'),
  OrganizationID: uuid('Owner organization'),
  Slug: string('Name, unique in its Space'),
}

/** Work queued for a bridge worker, and the events it reported (contract 4.9). */
const work: Attributes = {
  CreatedAt: time('When it was created'),
  Action: string('What was to be done, such as InvokeFunctions'),
  BridgeWorkerID: optionalUuid('Worker that did it'),
  OrganizationID: uuid('Owner organization'),
  RevisionNum: int('Revision it was about'),
  SpaceID: uuid('Space of its Unit'),
  Status: string('How far it came, such as Completed'),
  UnitID: uuid('Its Unit'),
}

const permissions: Attributes = { Permissions: stringMap('Who may do what') }

const resident: Attributes = { ...common, ...permissions, SpaceID: uuid('Owner Space') }

const { DeleteGates: _, ...ungated } = resident
const { DisplayName: __, Slug: ___, ...nameless } = resident

/** What is kept as configuration in a Unit of its own. */
const backed: Attributes = { BackingUnitID: optionalUuid('Unit that manages it as config') }

/** Filterable attributes of ConfigHub 0.8 (contract 6.2): checks, menus, completion and columns come from here. */
export const attributes: Readonly<Record<Entity, Attributes>> = {
  Unit: {
    ...resident,
    ApplyGates: boolMap('Failed validating Triggers (older name of ValidationErrors)'),
    ApplyWarnings: boolMap('Warnings of Triggers (older name of ValidationWarnings)'),
    ChangeSetID: optionalUuid('Open ChangeSet that owns it'),
    Conflicts: objectList('What the last merge withheld'),
    DataHash: string('SHA-256 of the document, hexadecimal'),
    DestroyGates: boolMap('What blocks destroying it'),
    FromLinkID: uuidArray('Links that start at it'),
    HeadRevisionID: optionalUuid('Id of the newest revision'),
    HeadRevisionNum: int('Number of the newest revision'),
    HeadUnitActionNum: int('Number of the newest action'),
    HeadUnitEventNum: int('Number of the newest event'),
    LastChangeDescription: string('Reason of the newest change'),
    LastReleasedRevisionNum: int('Revision in the last published Release, 0 = never'),
    NeededPaths: stringMap('Paths that need a value from elsewhere'),
    ProviderType: string('How it is deployed'),
    ProvidedPaths: stringMap('Paths that give values to others'),
    TargetID: optionalUuid('Where it is deployed'),
    ToolchainType: string('Format of its document, such as Kubernetes/YAML'),
    UnitID: uuid('Its id'),
    UpstreamRevisionNum: int('Upstream revision merged last, 0 = no clone'),
    UpstreamSpaceID: optionalUuid('Space of its upstream Unit'),
    UpstreamUnitID: optionalUuid('Unit it was cloned from'),
    ValidationErrors: boolMap('Failed validating Triggers, which block release'),
    ValidationTriggerIDs: uuidMap('Trigger of each validation, by gate'),
    ValidationWarnings: boolMap('Failed warning Triggers'),
    ValueTriggerIDs: uuidMap('Trigger of each extracted value'),
    Values: stringMap('Values extracted by Triggers'),
  },
  Space: {
    ...common,
    ...permissions,
    ...backed,
    AttributeFilterID: optionalUuid('Filter that chooses its Attributes'),
    AttributeHash: string('Hash of its Attributes'),
    AttributeIDs: uuidArray('Its Attributes'),
    ComponentID: optionalUuid('Component it is a variant of'),
    ReleaseTargetID: optionalUuid('Target its Releases are for'),
    SpaceID: uuid('Its id'),
    TriggerFilterID: optionalUuid('Filter that chooses its Triggers'),
    TriggerHash: string('Hash of its Triggers'),
    TriggerIDs: uuidArray('Its Triggers'),
    UpstreamSpaceID: optionalUuid('Space it was cloned from'),
  },
  Revision: {
    ...times,
    ApplyGates: boolMap('Failed validating Triggers (older name)'),
    ApplyWarnings: boolMap('Warnings of Triggers (older name)'),
    Attestations: uuidMap('Approvals of it, by id'),
    ChangeOrders: uuidMap('ChangeOrders it belongs to, by id'),
    ChangeSetID: optionalUuid('ChangeSet it belongs to'),
    Conflicts: objectList('What the merge that made it withheld'),
    DataHash: string('SHA-256 of the document, hexadecimal'),
    Description: string('Reason given for the change'),
    HiddenReason: string('Why it is hidden from lists'),
    NeededPaths: stringMap('Paths that need a value from elsewhere'),
    OrganizationID: uuid('Owner organization'),
    ProvidedPaths: stringMap('Paths that give values to others'),
    Releases: uuidMap('Releases it is in, by id'),
    RevisionID: uuid('Its id'),
    RevisionNum: int('Number within its Unit, from 1'),
    Source: string('Operation that made it, such as UpdateUnit'),
    SpaceID: uuid('Space of its Unit'),
    Tags: uuidMap('Tags on it, by id'),
    UnitID: uuid('Its Unit'),
    UserAgent: string('Tool that wrote it'),
    UserID: uuid('Author; the zero id is automation'),
    ValidationErrors: boolMap('Failed validating Triggers'),
    ValidationPassed: boolMap('Validating Triggers that it passed'),
    ValidationTriggerIDs: uuidMap('Trigger of each validation, by gate'),
    ValidationWarnings: boolMap('Failed warning Triggers'),
    ValueTriggerIDs: uuidMap('Trigger of each extracted value'),
    Values: stringMap('Values extracted by Triggers'),
  },
  Mutation: {
    ...times,
    BridgeWorkerID: optionalUuid('Worker it came from'),
    FunctionInvocation: stringMap('Call that made it, such as FunctionInvocation.FunctionName'),
    FunctionName: string('Function that made it'),
    HiddenReason: string('Why it is hidden from lists'),
    InvocationID: optionalUuid('Stored Invocation used'),
    InvocationParams: stringMap('Parameters of the Invocation'),
    LinkID: optionalUuid('Link that was resolved'),
    MergeBaseRevisionNum: int('Base revision of the merge'),
    MergeEndRevisionNum: int('End revision of the merge'),
    MergeSourceID: optionalUuid('Unit that was merged from'),
    MutationID: uuid('Its id'),
    MutationNum: int('Number within its Unit, from 1'),
    OrganizationID: uuid('Owner organization'),
    ReplayOutcome: string('Outcome of a replay'),
    ReplayReason: string('Reason of that outcome'),
    RestoredRevisionNum: int('Revision that was restored'),
    RevisionID: uuid('Revision it is part of'),
    RevisionNum: int('Number of that revision'),
    SpaceID: uuid('Space of its Unit'),
    Subgroup: string('Category given by the caller'),
    TriggerID: optionalUuid('Trigger that made it'),
    UnitID: uuid('Its Unit'),
    UpgradedFromUpstreamRevisionNum: int('Upstream revision upgraded from'),
  },
  Tag: {
    ...resident,
    ChangeOrderID: optionalUuid('ChangeOrder that made it'),
    ChangeSetID: optionalUuid('ChangeSet it is a boundary of'),
    ReleaseID: optionalUuid('Release that made it'),
    TagID: uuid('Its id'),
  },
  User: {
    ...times,
    DisplayName: string('Name'),
    ExternalID: optionalUuid('Id at the identity provider'),
    GroupIDs: uuidArray('Groups that it is in'),
    HiddenReason: string('Why it is hidden from lists'),
    Slug: string('Short name'),
    UserID: uuid('Its id'),
    Username: string('Name to sign in with'),
  },
  Organization: {
    ...common,
    EmailDomain: string('Mail domain of its members'),
    ExternalID: string('Id at the identity provider'),
  },
  ChangeSet: {
    ...resident,
    ChangeSetID: uuid('Its id'),
    Description: string('What it is for'),
    EndTagID: optionalUuid('Tag on the last revisions'),
    StartTagID: optionalUuid('Tag on the first revisions'),
    StartTagIsPriorRevision: bool('Begins behind the revisions with the start Tag'),
    State: string('Open or Closed'),
  },
  Filter: {
    ...resident,
    ...backed,
    FilterID: uuid('Its id'),
    From: string('Entity type it selects'),
    FromSpaceID: optionalUuid('Space it is limited to'),
    Hash: string('Hash of its parameters'),
    IncludeHidden: string('Reasons whose hidden entities it selects too'),
    ResourceType: string('Resource type of its where_data'),
    UpstreamFilterID: optionalUuid('Filter it was cloned from'),
    Where: string('Its where expression'),
    WhereData: string('Its where_data expression'),
  },
  View: {
    ...ungated,
    ...backed,
    Columns: objectList('Its columns'),
    FilterID: optionalUuid('Its Filter'),
    GroupBy: string('Column it groups by'),
    Of: string('Entity type it shows'),
    OrderBy: string('Column it orders by'),
    OrderByDirection: string('ASC or DESC'),
    UpstreamViewID: optionalUuid('View it was cloned from'),
    ViewID: uuid('Its id'),
  },
  Target: {
    ...resident,
    ...backed,
    Facts: stringMap('Facts reported by it'),
    TargetID: uuid('Its id'),
    TriggerFilterID: optionalUuid('Filter that chooses its Triggers'),
    TriggerHash: string('Hash of its Triggers'),
    TriggerIDs: uuidArray('Its Triggers'),
    UpstreamTargetID: optionalUuid('Target it was cloned from'),
  },
  Trigger: {
    ...resident,
    ...backed,
    Arguments: objectList('Arguments of its function'),
    BridgeWorkerID: optionalUuid('Worker that runs it'),
    Clearance: objectList('Guards that it may write behind'),
    Description: string('What it is for'),
    Disabled: bool('Switched off'),
    Event: string('Mutation or PostClone'),
    FunctionName: string('Function it runs'),
    Guards: stringMap('Guards that it puts on what it writes'),
    Hash: string('Hash of its parameters'),
    InvocationID: optionalUuid('Stored Invocation it runs'),
    OtherDataSource: string('Revision it compares with'),
    Protect: bool('Marks what it writes as a local override'),
    ToolchainType: string('Format it runs on'),
    TriggerID: uuid('Its id'),
    UnitFilterID: optionalUuid('Filter that chooses its Units'),
    UpstreamTriggerID: optionalUuid('Trigger it was cloned from'),
    Validating: bool('Runs a validating function'),
    Warn: bool('Warns instead of blocking'),
    WhereResource: string('Resources it runs on'),
    WhereUnit: string('Units it runs on'),
  },
  Link: {
    ...resident,
    ...backed,
    AutoUpdate: bool('Resolved without being asked'),
    Bindings: objectList('Needed places and the values they get'),
    Clearance: objectList('Guards that it may write behind'),
    DownstreamLastMergedRevisionNum: int('Downstream revision of the last merge'),
    DownstreamPaths: objectList('Places it writes to'),
    DownstreamSetters: objectList('Functions that write what it brings'),
    FromUnitID: uuid('Downstream Unit'),
    Guards: stringMap('Guards that it puts on what it writes'),
    Hash: string('Hash of its parameters'),
    LinkID: uuid('Its id'),
    ManualBindings: objectList('Bindings given by hand'),
    MergeEnableSubtraction: bool('Keeps local differences'),
    Protect: bool('Marks what it writes as a local override'),
    Squash: bool('Merges everything as one change'),
    Stale: bool('Its upstream Unit has something new'),
    ToSpaceID: uuid('Space of the upstream Unit'),
    ToUnitID: uuid('Upstream Unit'),
    TransformInvocationID: optionalUuid('Invocation that transforms'),
    UpdateType: string('What it does when resolved'),
    UpstreamGetters: objectList('Functions that read what it brings'),
    UpstreamLastMergedRevisionNum: int('Upstream revision of the last merge'),
    UpstreamLinkID: optionalUuid('Link it was cloned from'),
    UpstreamPaths: objectList('Places it reads from'),
    UpstreamSpaceID: optionalUuid('Space of that Link'),
  },
  Release: {
    ...nameless,
    ChangeOrderID: optionalUuid('ChangeOrder that it is a part of'),
    Digest: string('Digest of its archive'),
    LiveStatus: stringMap('What its Target reports, such as LiveStatus.Health'),
    ManifestDigest: string('Digest of its manifest'),
    Published: bool('Can be deployed'),
    ReleaseID: uuid('Its id'),
    ReleaseNum: int('Number within its Target'),
    TagID: optionalUuid('Tag that pins its revisions'),
    TargetID: optionalUuid('Where it goes'),
    UnitCount: int('How many Units it holds'),
    UserID: uuid('Who published it'),
  },
  Attestation: {
    ...permissions,
    AttestationID: uuid('Its id'),
    ChangeOrderID: optionalUuid('ChangeOrder it is about'),
    Claims: stringMap('What is claimed, by key'),
    CreatedAt: time('When it was created'),
    EvidenceAttestationIDs: uuidArray('Attestations that it builds on'),
    ExpiresAt: { ...time('When it stops counting'), nullable: true },
    HiddenReason: string('Why it is hidden from lists'),
    Note: string('What was said of it'),
    OrganizationID: uuid('Owner organization'),
    ReleaseID: optionalUuid('Release it is about'),
    Result: string('Pass or Fail'),
    RevokedAttestationID: optionalUuid('Attestation that it revokes'),
    SpaceID: uuid('Owner Space'),
    Type: string('What is attested, such as Approval'),
    UserID: uuid('Who attested'),
  },
  Invocation: {
    ...resident,
    ...backed,
    BridgeWorkerID: optionalUuid('Worker that runs it'),
    FunctionInvocations: objectList('Functions that it runs'),
    Hash: string('Hash of its parameters'),
    InvocationID: uuid('Its id'),
    Parameters: objectList('Parameters that it takes'),
    ToolchainType: string('Format it runs on'),
    UpstreamInvocationID: optionalUuid('Invocation it was cloned from'),
  },
  BridgeWorker: {
    ...ungated,
    BridgeWorkerID: uuid('Its id'),
    Condition: string('Ready, NotReady, Unresponsive or Disconnected'),
    IPAddress: string('Where it was last seen'),
    LastMessage: string('What it last said'),
    LastSeenAt: { ...time('When it was last seen'), nullable: true },
    OrgRole: string('Role of its bot User'),
    ProvidedInfo: stringMap('What it says of itself'),
    UserID: optionalUuid('Its bot User'),
  },
  ServiceAccount: {
    ...common,
    ...permissions,
    OrgRole: string('Role of its User'),
    ServiceAccountID: uuid('Its id'),
    UserID: uuid('The User it acts as'),
  },
  ReviewComment: {
    ...times,
    HiddenReason: string('Why it is hidden from lists'),
    OrganizationID: uuid('Owner organization'),
    Path: string('Path in the resource that it is about'),
    ReplyToID: optionalUuid('Comment that it answers'),
    ReviewCommentID: uuid('Its id'),
    RevisionID: uuid('Revision it is about'),
    RevisionNum: int('Number of the revision it is about'),
    SpaceID: uuid('Space of its Unit'),
    Text: string('What it says'),
    UnitID: uuid('Its Unit'),
    UserAgent: string('Tool it was written with'),
    UserID: uuid('Who wrote it'),
  },
  QueuedOperation: {
    ...work,
    DryRun: bool('Nothing was to be stored'),
    QueuedOperationID: uuid('Its id'),
    TargetID: optionalUuid('Where its Unit is deployed'),
    UnitActionNum: int('Number within its Unit, from 1'),
  },
  UnitEvent: {
    ...work,
    UpdatedAt: time('When it last changed'),
    HiddenReason: string('Why it is hidden from lists'),
    QueuedOperationID: optionalUuid('Action that it reports on'),
    Result: string('How it ended'),
    StartedAt: { ...time('When it began'), nullable: true },
    TerminatedAt: { ...time('When it ended'), nullable: true },
    UnitEventID: uuid('Its id'),
    UnitEventNum: int('Number within its Unit, from 1'),
  },
  Resource: {
    ...times,
    Data: stringMap('Its content, by path'),
    HiddenReason: string('Why it is hidden from lists'),
    OrganizationID: uuid('Owner organization'),
    ResourceID: uuid('Its id'),
    ResourceIndex: int('Place in the document'),
    ResourceName: string('Namespace and name'),
    ResourceType: string('API version and kind'),
    SpaceID: uuid('Space of its Unit'),
    TargetID: optionalUuid('Where its Unit is deployed'),
    ToolchainType: string('Format of the document'),
    UnitID: uuid('Its Unit'),
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
  Conflicts: { Path: string('Where'), Reason: string('Why it was withheld') },
  FunctionInvocations: { FunctionName: string('Function that is run') },
}

export function isMap(type: AttributeType): boolean {
  return type === 'stringMap' || type === 'boolMap' || type === 'uuidMap'
}
