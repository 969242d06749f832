import type { ColumnType, Generated } from 'kysely'

// Column names are the API's attribute names, so where text, rows and answers need no mapping layer.
// The API omits empty fields: text is '' and maps are {} when empty, never NULL; ids are NULL when absent.

type Json<T> = ColumnType<T, string, string>
/** Kysely does not look through a ColumnType inside Generated. */
type GeneratedJson<T> = ColumnType<T, string | undefined, string>
type Time = ColumnType<Date, Date | string, Date | string>
type StringMap = Record<string, string>
type BoolMap = Record<string, boolean>

/** Fields that every stored entity has (confighub-api 4.1). */
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

type OrganizationTable = Common & { EmailDomain: Generated<string>; ExternalID: Generated<string> }

export type UserTable = {
  UserID: string
  OrganizationID: string
  Username: string
  Slug: string
  DisplayName: string
  ExternalID: Generated<string>
  /** `admin` may do everything, `editor` writes config and metadata, `viewer` reads. */
  OrgRole: 'admin' | 'editor' | 'viewer'
  /** SHA-256 hex of the bearer token; the token itself is never stored. */
  TokenHash: string | null
  /** Time after which the token is refused; NULL = never. */
  TokenExpiresAt: ColumnType<Date | null, Date | string | null, Date | string | null>
  CreatedAt: Time
  UpdatedAt: Time
}

export type SpaceTable = Common & {
  SpaceID: string
  ReleaseTargetID: string | null
  UpstreamSpaceID: string | null
}

export type UnitTable = Common & {
  UnitID: string
  SpaceID: string
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
  ValidationErrors: GeneratedJson<BoolMap>
  ValidationWarnings: GeneratedJson<BoolMap>
}

export type RevisionTable = {
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
  /** Keys are Tag ids (confighub-api 4.4). */
  Tags: GeneratedJson<StringMap>
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
  Subgroup: Generated<string>
  CreatedAt: Time
  UpdatedAt: Time
}

export type TagTable = Common & { TagID: string; SpaceID: string; ChangeSetID: string | null }

/** Documents by content: two units with the same bytes share one row. */
type DocumentTable = { DataHash: string; Data: Buffer; DataSize: number }

/** The resources of each stored document, for `where_data` in SQL. */
export type ResourceTable = {
  DataHash: string
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
  Space: SpaceTable
  Unit: UnitTable
  Revision: RevisionTable
  Mutation: MutationTable
  Tag: TagTable
  Document: DocumentTable
  Resource: ResourceTable
  Meta: MetaTable
}
