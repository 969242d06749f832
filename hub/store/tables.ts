import type { ColumnType, Generated, Selectable } from 'kysely'

// Column names are the API's attribute names, so where text, rows and answers need no mapping layer.
// The API omits empty fields: text is '' and maps are {} when empty, never NULL; ids are NULL when absent.

type Json<T> = ColumnType<T, string, string>
/** Kysely does not look through a ColumnType inside Generated. */
type GeneratedJson<T> = ColumnType<T, string | undefined, string>
/** Read as the API answers it: RFC 3339 in UTC. */
type Time = ColumnType<string, Date | string, Date | string>
type MaybeTime = ColumnType<string | null, Date | string | null, Date | string | null>
type StringMap = Record<string, string>
type BoolMap = Record<string, boolean>
type List = GeneratedJson<unknown[]>
type Values = GeneratedJson<Record<string, unknown>>

/** Fields that every stored entity has (contract 4.1). */
type Common = {
  OrganizationID: string
  Slug: string
  DisplayName: Generated<string>
  Labels: GeneratedJson<StringMap>
  Annotations: GeneratedJson<StringMap>
  DeleteGates: GeneratedJson<BoolMap>
  CreatedAt: Time
  UpdatedAt: Time
  Version: Generated<number>
}

type Resident = Common & { SpaceID: string; HiddenReason: Generated<string> }

/** Action -> who may do it beyond what the role allows (contract 2.4). */
export type Permissions = Readonly<
  Record<string, { readonly UserIDs?: Record<string, boolean>; readonly GroupIDs?: Record<string, boolean> }>
>

/** What chooses the Triggers of a Space or a Target (contract 4.2, 4.8). */
type TriggerChoice = {
  WhereTrigger: Generated<string>
  TriggerFilterID: string | null
  TriggerIDs: GeneratedJson<string[]>
  TriggerHash: Generated<string>
}

/** What Triggers and merges left on a Unit or a Revision (contract 4.3, 4.4). */
export type Verdicts = {
  ValidationErrors: GeneratedJson<BoolMap>
  ValidationWarnings: GeneratedJson<BoolMap>
  ValidationResults: Values
  ValidationTriggerIDs: GeneratedJson<StringMap>
  Values: Values
  ValueTriggerIDs: GeneratedJson<StringMap>
  Conflicts: List
}

/** Columns that a row may leave to their defaults, because only Triggers, merges, Releases and the like fill them. */
type Later =
  | 'InvocationParams'
  | keyof Verdicts
  | keyof TriggerChoice
  | 'Attestations'
  | 'FromLinkID'
  | 'GroupIDs'
  | 'HiddenReason'
  | 'InvocationID'
  | 'LinkID'
  | 'MergeBaseRevisionNum'
  | 'MergeEndRevisionNum'
  | 'Permissions'
  | 'ProvidedPath'
  | 'ProvidedResource'
  | 'Releases'
  | 'ReplayOutcome'
  | 'ReplayReason'
  | 'TriggerID'
  | 'ValidationPassed'
  | 'WithheldValues'

/** A row as it will be read back, before any of that happened. */
export type Defaulting<T> = Omit<Selectable<T>, Later> &
  Partial<Pick<Selectable<T>, Later & keyof Selectable<T>>>

type OrganizationTable = Common & { EmailDomain: Generated<string>; ExternalID: Generated<string> }

/** `admin` may do everything, `editor` writes config and metadata, `viewer` reads, `none` may do only what it is listed for. */
export type OrgRole = 'admin' | 'editor' | 'viewer' | 'none'

export type UserTable = {
  UserID: string
  OrganizationID: string
  Username: string
  Slug: string
  DisplayName: string
  ExternalID: string | null
  OrgRole: OrgRole
  /** SHA-256 hex of the bearer token; the token itself is never stored. */
  TokenHash: string | null
  /** Time after which the token is refused; NULL = never. */
  TokenExpiresAt: MaybeTime
  GroupIDs: GeneratedJson<string[]>
  CreatedAt: Time
  UpdatedAt: Time
}

type ServiceAccountTable = Common & {
  ServiceAccountID: string
  HiddenReason: Generated<string>
  /** The User it acts as. */
  UserID: string
  /** The role of its User. */
  OrgRole: OrgRole
  Permissions: GeneratedJson<Permissions>
}

/** A public key of a User; whoever has its private half signs in as that User (contract 2.2). */
type UserKeyTable = {
  UserKeyID: string
  UserID: string
  /** Thumbprint of the key (RFC 7638). */
  Kid: string
  PublicJWK: Json<Record<string, unknown>>
  Description: Generated<string>
  CreatedAt: Time
  LastUsedAt: MaybeTime
}

/** A bearer token that was issued for an assertion. */
type SessionTable = {
  /** SHA-256 hex of the token. */
  TokenHash: string
  UserKeyID: string
  /** `jti` of the assertion. */
  AssertionID: string
  ExpiresAt: Time
}

export type SpaceTable = Resident &
  TriggerChoice & {
    ReleaseTargetID: string | null
    UpstreamSpaceID: string | null
    Permissions: GeneratedJson<Permissions>
  }

export type UnitTable = Resident &
  Verdicts & {
    UnitID: string
    ToolchainType: string
    ProviderType: Generated<string>
    TargetID: string | null
    DataHash: string
    DataSize: number
    HeadRevisionNum: number
    HeadRevisionID: string | null
    HeadMutationNum: Generated<number>
    LastChangeDescription: Generated<string>
    /** 0 = never released. */
    LastReleasedRevisionNum: Generated<number>
    UpstreamUnitID: string | null
    UpstreamSpaceID: string | null
    UpstreamRevisionNum: Generated<number>
    ChangeSetID: string | null
    DestroyGates: GeneratedJson<BoolMap>
    /** Links that start here. */
    FromLinkID: GeneratedJson<string[]>
    /** Not part of answers: what Apply would set for each of Conflicts, `{}` = it would delete. */
    WithheldValues: GeneratedJson<{ value?: unknown }[]>
  }

export type RevisionTable = Verdicts & {
  RevisionID: string
  OrganizationID: string
  SpaceID: string
  UnitID: string
  RevisionNum: number
  Description: Generated<string>
  Source: string
  /** Zero UUID = automation. */
  UserID: string
  UserAgent: Generated<string>
  DataHash: string
  DataSize: number
  ChangeSetID: string | null
  /** The validations that did not fail, by key. */
  ValidationPassed: GeneratedJson<BoolMap>
  /** Keys are Tag, Release and Attestation ids (contract 4.4). */
  Tags: GeneratedJson<StringMap>
  Releases: GeneratedJson<StringMap>
  Attestations: GeneratedJson<StringMap>
  CreatedAt: Time
  UpdatedAt: Time
}

export type MutationTable = {
  MutationID: string
  OrganizationID: string
  SpaceID: string
  UnitID: string
  MutationNum: number
  RevisionID: string
  RevisionNum: number
  /** `{}` when no function made it. */
  FunctionInvocation: GeneratedJson<Record<string, unknown>>
  RestoredRevisionNum: Generated<number>
  UpgradedFromUpstreamRevisionNum: Generated<number>
  MergeSourceID: string | null
  MergeBaseRevisionNum: Generated<number>
  MergeEndRevisionNum: Generated<number>
  InvocationID: string | null
  /** Values of its Parameters. */
  InvocationParams: Values
  TriggerID: string | null
  LinkID: string | null
  /** The source of a value that a Link filled in. */
  ProvidedPath: Generated<string>
  ProvidedResource: GeneratedJson<Record<string, unknown>>
  ReplayOutcome: Generated<string>
  ReplayReason: Generated<string>
  Subgroup: Generated<string>
  CreatedAt: Time
  UpdatedAt: Time
}

/** Which mutation last set each path of a revision (contract 4.5). */
type MutationSourcesTable = { RevisionID: string; Sources: Json<unknown[]> }

/** The last document that an outside source delivered (`merge_external_source`, contract 5.2). */
type ExternalSourceTable = { UnitID: string; Name: string; DataHash: string }

export type TagTable = Resident & {
  TagID: string
  ChangeSetID: string | null
  /** The Release that made it. */
  ReleaseID: string | null
}

export type FilterTable = Resident & {
  FilterID: string
  /** Entity type it selects. */
  From: string
  FromSpaceID: string | null
  Where: Generated<string>
  WhereData: Generated<string>
  ResourceType: Generated<string>
  /** Reasons, or `*`. */
  IncludeHidden: Generated<string>
  Hash: Generated<string>
  UpstreamFilterID: string | null
}

export type ViewTable = Resident & {
  ViewID: string
  Of: string
  FilterID: string | null
  Columns: List
  GroupBy: Generated<string>
  OrderBy: Generated<string>
  OrderByDirection: Generated<string>
}

type ChangeSetTable = Resident & {
  ChangeSetID: string
  Description: Generated<string>
  StartTagID: string | null
  EndTagID: string | null
  State: Generated<string>
  StartTagIsPriorRevision: Generated<boolean>
}

type TargetTable = Resident &
  TriggerChoice & {
    TargetID: string
    Facts: GeneratedJson<StringMap>
  }

type BridgeWorkerTable = Resident & { BridgeWorkerID: string; Condition: string; OrgRole: Generated<string> }

type InvocationTable = Resident & {
  InvocationID: string
  ToolchainType: string
  BridgeWorkerID: string | null
  FunctionInvocations: List
  Parameters: List
  Hash: Generated<string>
}

export type TriggerTable = Resident & {
  TriggerID: string
  Event: string
  ToolchainType: string
  FunctionName: Generated<string>
  Arguments: List
  InvocationID: string | null
  BridgeWorkerID: string | null
  Description: Generated<string>
  Disabled: Generated<boolean>
  Warn: Generated<boolean>
  Validating: Generated<boolean>
  WhereResource: Generated<string>
  WhereUnit: Generated<string>
  UnitFilterID: string | null
  OtherDataSource: Generated<string>
  Protect: Generated<boolean>
  Hash: Generated<string>
  ActsForUserID: string | null
}

export type LinkTable = Resident & {
  LinkID: string
  /** Downstream. */
  FromUnitID: string
  /** Upstream. */
  ToUnitID: string
  ToSpaceID: string
  UpdateType: Generated<string>
  AutoUpdate: Generated<boolean>
  UpstreamLastMergedRevisionNum: Generated<number>
  DownstreamLastMergedRevisionNum: Generated<number>
  TransformInvocationID: string | null
  WhereMutation: Generated<string>
  WhereResource: Generated<string>
  UpstreamLinkID: string | null
  UpstreamSpaceID: string | null
  Squash: Generated<boolean>
  Protect: Generated<boolean>
  MergeEnableSubtraction: Generated<boolean>
  UpstreamPaths: List
  UpstreamGetters: List
  DownstreamPaths: List
  DownstreamSetters: List
  ManualBindings: List
  Bindings: List
  Hash: Generated<string>
  /** The user with whose permissions it is resolved automatically, see hub/access/automation.ts. */
  ActsForUserID: string | null
}

type ReleaseTable = Resident & {
  ReleaseID: string
  ReleaseNum: number
  TargetID: string
  TagID: string | null
  /** Name of the bundle in its manifest. */
  BundleBaseName: Generated<string>
  /** Whether its data is a gzip stream; Releases of older hubs are plain tars. */
  Compressed: Generated<boolean>
  UnitCount: number
  Published: Generated<boolean>
  Digest: Generated<string>
  ManifestDigest: Generated<string>
  DataSize: Generated<number>
  ChangeOrderID: string | null
  UserID: string
  LiveStatus: Values
}

/** What a Release bundled, even after its Units were deleted. */
export type ReleaseContentTable = {
  ReleaseID: string
  /** Name in the bundle. */
  Path: string
  UnitID: string
  RevisionID: string
  RevisionNum: number
  DataHash: string
}

type AttestationTable = Resident & {
  AttestationID: string
  Type: Generated<string>
  Result: string
  Note: Generated<string>
  UserID: string
  ExpiresAt: MaybeTime
  ChangeOrderID: string | null
  ReleaseID: string | null
  Claims: Values
  EvidenceAttestationIDs: List
  RevokedAttestationID: string | null
}

type ReviewCommentTable = {
  ReviewCommentID: string
  OrganizationID: string
  SpaceID: string
  UnitID: string
  RevisionID: string
  RevisionNum: number
  /** Another comment on the same Unit. */
  ReplyToID: string | null
  /** `{}` = the whole Unit. */
  Resource: GeneratedJson<StringMap>
  Path: Generated<string>
  Text: string
  UserID: string
  UserAgent: Generated<string>
  HiddenReason: Generated<string>
  CreatedAt: Time
  UpdatedAt: Time
  Version: Generated<number>
}

type OfUnit = { OrganizationID: string; SpaceID: string; UnitID: string; CreatedAt: Time; UpdatedAt: Time }

/** Work queued for a bridge worker, and what became of it: this hub has no workers, so both stay empty (contract 4.9). */
type QueuedOperationTable = OfUnit & {
  QueuedOperationID: string
  UnitActionNum: number
  TargetID: string | null
  RevisionNum: Generated<number>
  Action: string
  Status: string
  DryRun: Generated<boolean>
  UserID: string | null
  UserAgent: Generated<string>
  BridgeWorkerID: string | null
  Version: Generated<number>
}
type UnitEventTable = OfUnit & {
  UnitEventID: string
  UnitEventNum: number
  QueuedOperationID: string | null
  Action: string
  Status: string
  Result: string
  RevisionNum: Generated<number>
  Message: Generated<string>
  StartedAt: MaybeTime
  TerminatedAt: MaybeTime
  BridgeWorkerID: string | null
}

/** A Link that the hub has yet to resolve itself: see hub/units/request-update.ts. */
type LinkUpdateTable = { LinkID: string; RequestedAt: Time }

/** A Unit whose Triggers have yet to run, and why, see hub/units/request-triggers.ts. */
type TriggerRunTable = { UnitID: string; Event: TriggerEvent; RequestedAt: Time }

/** `Verdict`: only validate and read; `Mutation`: also let Triggers write; `PostClone`: also run those for new clones. */
export type TriggerEvent = 'Verdict' | 'Mutation' | 'PostClone'

/** Documents by content: two units with the same bytes share one row. */
type DocumentTable = { DataHash: string; Data: Buffer; DataSize: number }

/** The resources of each stored document, for `where_data` in SQL. */
export type ResourceTable = {
  DataHash: string
  /** The toolchain of the Units that have these rows; empty for YAML and JSON. */
  Format: Generated<string>
  ResourceIndex: number
  /** `apps/v1/Deployment` */
  ResourceType: string
  /** `<namespace>/<name>` */
  ResourceName: string
  Data: Json<unknown>
}

/** Small facts about the store itself: which fleet was loaded, when. */
type MetaTable = { Key: string; Value: string }

export type Tables = {
  Organization: OrganizationTable
  User: UserTable
  ServiceAccount: ServiceAccountTable
  UserKey: UserKeyTable
  Session: SessionTable
  Space: SpaceTable
  Unit: UnitTable
  Revision: RevisionTable
  Mutation: MutationTable
  MutationSources: MutationSourcesTable
  ExternalSource: ExternalSourceTable
  Tag: TagTable
  Filter: FilterTable
  View: ViewTable
  ChangeSet: ChangeSetTable
  Target: TargetTable
  BridgeWorker: BridgeWorkerTable
  Invocation: InvocationTable
  Trigger: TriggerTable
  Link: LinkTable
  Release: ReleaseTable
  ReleaseContent: ReleaseContentTable
  Attestation: AttestationTable
  ReviewComment: ReviewCommentTable
  QueuedOperation: QueuedOperationTable
  UnitEvent: UnitEventTable
  TriggerRun: TriggerRunTable
  LinkUpdate: LinkUpdateTable
  Document: DocumentTable
  Resource: ResourceTable
  Meta: MetaTable
}
