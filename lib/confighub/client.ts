import type { Attestation, AttestResult } from '#lib/confighub/schema/attestations.ts'
import type {
  ApiInfo,
  ExtendedFilter,
  ExtendedRevision,
  ExtendedSpace,
  ExtendedTag,
  ExtendedTarget,
  ExtendedUnit,
  ExtendedView,
  Filter,
  FunctionInvocationsResponse,
  FunctionSignature,
  Me,
  Organization,
  RevisionData,
  Tag,
  UnitData,
  UnitWriteResponse,
  User,
  View,
} from '#lib/confighub/schema/entities.ts'

/** Anything that answers HTTP: `fetch`, the proxy, the embedded hub's app. */
export type Send = (request: Request) => Promise<Response>

/** Parameters that lists share (contract 5.1). Names are the wire's own. */
export type ListParameters = {
  where?: string
  where_data?: string
  resource_type?: string
  contains?: string
  filter?: string
  include?: string
  select?: string
  order_by?: string
  /** 1..1000 */
  limit?: number
  continue?: string
}

export type Page<T> = {
  items: T[]
  /** Token of the next page; absent on the last. */
  next?: string
  /** Milliseconds, by the clock of the server, in whole seconds; absent where the answer does not name its time. */
  answeredAt?: number
}

type PutDataParameters = {
  /** DataHash the caller has seen; the server answers 409 when the head moved on. */
  ifMatch: string
  lastChangeDescription: string
  tag?: string
  /** The caller waits by itself when the hub is busy (429). */
  isPaced?: boolean
}

type FunctionCall = {
  ToolchainType?: string
  FunctionInvocations: {
    FunctionName: string
    Arguments: { ParameterName: string; Value: string | number | boolean }[]
  }[]
  ChangeDescription?: string
}

type NewAttestation = {
  WhereSpace: string
  WhereUnit: string
  Type: 'Approval'
  Result: 'Pass'
  Note: string
  /** ISO. */
  ExpiresAt?: string
  Claims: Record<string, string>
}

/** A Filter of Units; an empty text is none. */
export type NewFilter = {
  Slug: string
  DisplayName: string
  From: 'Unit'
  Where: string
  WhereData: string
  ResourceType: string
  Annotations?: Record<string, string>
}

type NewViewColumn = {
  Name: string
  DataType?: 'string' | 'int'
} & (
  | { ColumnType: 'MetadataAttribute'; ColumnSource: { MetadataAttribute: string } }
  | { ColumnType: 'DataPath'; ColumnSource: { DataPath: { Path: string; WhereResource?: string } } }
)

/** A View of Units (contract 4.7). */
export type NewView = {
  Slug: string
  DisplayName: string
  Of: 'Unit'
  FilterID?: string
  Columns: NewViewColumn[]
  GroupBy: string
  OrderBy: string
  OrderByDirection: 'ASC' | 'DESC'
  Annotations: Record<string, string>
}

/** Of an annotation `null` takes it away, of a Filter as well. */
export type ViewPatch = Partial<Omit<NewView, 'Annotations' | 'FilterID'>> & {
  FilterID?: string | null
  Annotations?: Record<string, string | null>
  Version?: number
}

/** What a merge patch changes beside the document (contract 3); `null` takes a key away. */
export type UnitPatch = {
  readonly Labels?: Readonly<Record<string, string | null>>
  readonly Annotations?: Readonly<Record<string, string | null>>
  readonly DeleteGates?: Readonly<Record<string, boolean | null>>
  readonly DisplayName?: string
  readonly TargetID?: string | null
}

/**
 * The part of ConfigHub's API 0.8 that Hubdeck uses. `all` variants follow `continue` to the end and
 * split long `UnitID IN (...)` into chunks of 6,000 encoded characters, with 4 requests in flight. Every failure is a
 * `ConfigHubError` with status and request id.
 */
export type ConfigHub = {
  info(signal?: AbortSignal): Promise<ApiInfo>
  me(signal?: AbortSignal): Promise<Me>
  organization(organizationId: string, signal?: AbortSignal): Promise<Organization>
  users(parameters?: ListParameters, signal?: AbortSignal): Promise<User[]>
  functions(signal?: AbortSignal): Promise<Record<string, Record<string, FunctionSignature>>>

  spaces(parameters: ListParameters, signal?: AbortSignal): Promise<ExtendedSpace[]>
  space(spaceId: string, signal?: AbortSignal): Promise<ExtendedSpace>
  unitPage(parameters: ListParameters, signal?: AbortSignal): Promise<Page<ExtendedUnit>>
  allUnits(parameters: ListParameters, signal?: AbortSignal): Promise<ExtendedUnit[]>
  unitsById(
    unitIds: readonly string[],
    parameters: ListParameters,
    signal?: AbortSignal,
  ): Promise<ExtendedUnit[]>
  unit(
    spaceId: string,
    unitId: string,
    parameters?: ListParameters,
    signal?: AbortSignal,
  ): Promise<ExtendedUnit>
  /** Resolves slugs with one `where`; a 404-shaped ConfigHubError when there is none. */
  unitBySlug(
    spaceSlug: string,
    unitSlug: string,
    parameters?: ListParameters,
    signal?: AbortSignal,
  ): Promise<ExtendedUnit>

  /** A dry run that would change nothing: it succeeds where the person may write, and is a 403 where not. */
  dryRunUnitPatch(spaceId: string, unitId: string, signal?: AbortSignal): Promise<void>

  unitData(spaceId: string, unitId: string, signal?: AbortSignal): Promise<{ data: string; dataHash: string }>
  unitDataById(unitIds: readonly string[], signal?: AbortSignal): Promise<UnitData[]>
  putUnitData(
    spaceId: string,
    unitId: string,
    data: string,
    parameters: PutDataParameters,
    signal?: AbortSignal,
  ): Promise<UnitWriteResponse>

  unitRevisionPage(
    spaceId: string,
    unitId: string,
    parameters: ListParameters,
    signal?: AbortSignal,
  ): Promise<Page<ExtendedRevision>>
  /** Org-wide with `distinct_on=Off` (contract 5.3). */
  revisionPage(
    parameters: ListParameters & { limit: number },
    signal?: AbortSignal,
  ): Promise<Page<ExtendedRevision>>
  /** The newest Revision of each of these Units that matches (contract 5.3). */
  newestRevisions(
    unitIds: readonly string[],
    parameters: ListParameters,
    signal?: AbortSignal,
  ): Promise<ExtendedRevision[]>
  allRevisions(parameters: ListParameters, signal?: AbortSignal): Promise<ExtendedRevision[]>
  revisionData(
    spaceId: string,
    unitId: string,
    revisionId: string,
    signal?: AbortSignal,
  ): Promise<{ data: string; dataHash: string }>
  revisionDataById(revisionIds: readonly string[], signal?: AbortSignal): Promise<RevisionData[]>

  invoke(
    call: FunctionCall,
    parameters: ListParameters & { dry_run: boolean },
    signal?: AbortSignal,
  ): Promise<FunctionInvocationsResponse[]>

  /**
   * Why ConfigHub would refuse a write, by UnitID: a dry run of a change of metadata, which makes the checks of a write.
   * An empty one asks about writes in general.
   */
  dryRunWrites(
    unitIds: readonly string[],
    signal?: AbortSignal,
    change?: UnitPatch,
  ): Promise<Map<string, string>>
  /** A change of metadata, refused (409) when someone changed the unit since that Version. */
  patchUnit(
    spaceId: string,
    unitId: string,
    change: UnitPatch & { readonly Version: number },
  ): Promise<UnitWriteResponse>

  tagPage(parameters: ListParameters, signal?: AbortSignal): Promise<Page<ExtendedTag>>
  tag(spaceId: string, tagId: string, signal?: AbortSignal): Promise<ExtendedTag>
  createTag(
    spaceId: string,
    tag: {
      Slug: string
      DisplayName?: string
      Labels?: Record<string, string>
      Annotations?: Record<string, string>
    },
    signal?: AbortSignal,
  ): Promise<Tag>
  patchTag(
    spaceId: string,
    tagId: string,
    patch: {
      Annotations?: Record<string, string | null>
      Labels?: Record<string, string | null>
      Version?: number
    },
    signal?: AbortSignal,
  ): Promise<Tag>

  /** Attests the heads of the selected units, one Attestation in each Space (contract A6). */
  attest(statement: NewAttestation, signal?: AbortSignal): Promise<AttestResult>
  revokeAttestation(
    spaceId: string,
    revocation: { RevokedAttestationID: string; Note: string },
    signal?: AbortSignal,
  ): Promise<void>
  allAttestations(where: string, signal?: AbortSignal): Promise<Attestation[]>
  /** UserIDs under which programs act, as far as the person may see them. */
  serviceAccountUserIds(signal?: AbortSignal): Promise<ReadonlySet<string>>

  /** Where units are deployed (contract 4.8). */
  allTargets(parameters: ListParameters, signal?: AbortSignal): Promise<ExtendedTarget[]>
  allFilters(parameters: ListParameters, signal?: AbortSignal): Promise<ExtendedFilter[]>
  createFilter(spaceId: string, filter: NewFilter, signal?: AbortSignal): Promise<Filter>
  /** 409 when `Version` is not the stored one. */
  patchFilter(
    spaceId: string,
    filterId: string,
    patch: Partial<NewFilter> & { Version?: number; FromSpaceID?: null },
    signal?: AbortSignal,
  ): Promise<Filter>
  deleteFilter(spaceId: string, filterId: string, signal?: AbortSignal): Promise<void>

  allViews(parameters: ListParameters, signal?: AbortSignal): Promise<ExtendedView[]>
  createView(spaceId: string, view: NewView, signal?: AbortSignal): Promise<View>
  /** 409 when `Version` is not the stored one. */
  patchView(spaceId: string, viewId: string, patch: ViewPatch, signal?: AbortSignal): Promise<View>
  deleteView(spaceId: string, viewId: string, signal?: AbortSignal): Promise<void>
}

/** The calls that a browser may make; only our own server changes anything or makes long-running calls. */
export type BrowserHub = Omit<
  ConfigHub,
  | 'allAttestations'
  | 'attest'
  | 'createTag'
  | 'invoke'
  | 'patchTag'
  | 'patchUnit'
  | 'revokeAttestation'
  | 'serviceAccountUserIds'
  | 'putUnitData'
  | 'dryRunUnitPatch'
  | 'dryRunWrites'
  | 'createFilter'
  | 'patchFilter'
  | 'deleteFilter'
  | 'createView'
  | 'patchView'
  | 'deleteView'
>

/**
 * How often a call is repeated when the server asks to come back later. `none`: never. `person`: once, within a second.
 * `work`: several times, within ten seconds, for long work that must survive a brief failure.
 */
export type RetryPolicy = 'none' | 'person' | 'work'

export type ConfigHubOptions = {
  /** Base URL with `/api` or `/api/confighub` at its end. */
  base: string
  send: Send
  /** Sent on every request, e.g. `Authorization`, `User-Agent`. */
  headers?: Record<string, string>
  /** `person` when absent. */
  retryPolicy?: RetryPolicy
}
