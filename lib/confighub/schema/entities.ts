import * as z from 'zod/mini'

// Wire names are domain names (contract 4). Loose: unknown fields pass through, missing ones are errors.
// The API omits empty fields, so everything that may be empty is optional.

const StringMap = z.record(z.string(), z.string())
const BoolMap = z.record(z.string(), z.boolean())
/** A time that cannot be read would sort as the oldest, and fall out of every window. */
const Time = z
  .string()
  .check(z.refine((text) => !Number.isNaN(Date.parse(text)), 'expected a time, received other text'))

/** Who is listed for an action. Actions that are not listed follow the roles, which the API does not expose. */
const Subjects = z.looseObject({ UserIDs: z.nullish(BoolMap), GroupIDs: z.nullish(BoolMap) })

/**
 * The fields that are read, so that one that is not there does not compile. A newer server may send more, which passes
 * through unseen.
 */
type Known<T> = T extends readonly (infer Item)[]
  ? readonly Known<Item>[]
  : T extends object
    ? { [K in keyof T as string extends K ? (unknown extends T[K] ? never : K) : K]: Known<T[K]> }
    : T

export const Space = z.looseObject({
  SpaceID: z.uuid(),
  Slug: z.string(),
  DisplayName: z.optional(z.string()),
  Labels: z.optional(StringMap),
  Annotations: z.optional(StringMap),
  Permissions: z.nullish(z.record(z.string(), Subjects)),
})
export type Space = Known<z.infer<typeof Space>>

export const User = z.looseObject({
  UserID: z.uuid(),
  Username: z.optional(z.string()),
  Slug: z.optional(z.string()),
  DisplayName: z.optional(z.string()),
})
export type User = Known<z.infer<typeof User>>

/** The fields that every entity of a Space has. */
const resident = {
  SpaceID: z.uuid(),
  SpaceSlug: z.optional(z.string()),
  Slug: z.string(),
  DisplayName: z.optional(z.string()),
  Annotations: z.optional(StringMap),
}

export const Unit = z.looseObject({
  UnitID: z.uuid(),
  ...resident,
  Labels: z.optional(StringMap),
  ToolchainType: z.optional(z.string()),
  TargetID: z.optional(z.uuid()),
  DataHash: z.optional(z.string()),
  DataSize: z.optional(z.int()),
  HeadRevisionNum: z.optional(z.int()),
  HeadRevisionID: z.optional(z.uuid()),
  LastReleasedRevisionNum: z.optional(z.int()),
  LastChangeDescription: z.optional(z.string()),
  HiddenReason: z.optional(z.unknown()),
  UpstreamUnitID: z.optional(z.uuid()),
  UpstreamSpaceID: z.optional(z.uuid()),
  UpstreamRevisionNum: z.optional(z.int()),
  ChangeSetID: z.optional(z.uuid()),
  DeleteGates: z.optional(BoolMap),
  /** Sent with a change of metadata, it is refused if someone changed the unit meanwhile (contract 4.1). */
  Version: z.optional(z.int()),
  Permissions: z.nullish(z.record(z.string(), z.unknown())),
  ValidationErrors: z.optional(BoolMap),
  ValidationWarnings: z.optional(BoolMap),
  CreatedAt: z.optional(Time),
  UpdatedAt: z.optional(Time),
})
export type Unit = Known<z.infer<typeof Unit>>

export const Revision = z.looseObject({
  RevisionID: z.uuid(),
  RevisionNum: z.int(),
  UnitID: z.uuid(),
  UnitSlug: z.optional(z.string()),
  SpaceID: z.optional(z.uuid()),
  SpaceSlug: z.optional(z.string()),
  Description: z.optional(z.string()),
  Source: z.optional(z.string()),
  UserID: z.optional(z.uuid()),
  UserAgent: z.optional(z.string()),
  CreatedAt: z.optional(Time),
  DataHash: z.optional(z.string()),
  DataSize: z.optional(z.int()),
  ChangeSetID: z.optional(z.uuid()),
  Tags: z.optional(z.record(z.string(), z.string())),
  /** Its keys are AttestationIDs; the values mean nothing. */
  Attestations: z.optional(z.record(z.string(), z.unknown())),
  /** Read by whoever shows them, whatever they are. */
  ValidationPassed: z.optional(z.unknown()),
  ValidationWarnings: z.optional(z.unknown()),
  ValidationErrors: z.optional(z.unknown()),
})
export type Revision = Known<z.infer<typeof Revision>>

export const Tag = z.looseObject({
  TagID: z.uuid(),
  ...resident,
  Labels: z.optional(StringMap),
  CreatedAt: z.optional(Time),
  /** Sent with a change, it is refused if someone changed the Tag meanwhile. */
  Version: z.optional(z.int()),
})
export type Tag = Known<z.infer<typeof Tag>>

const Target = z.looseObject({ TargetID: z.uuid(), ...resident })
export type Target = z.infer<typeof Target>

export const Filter = z.looseObject({
  FilterID: z.uuid(),
  ...resident,
  /** The entity that it selects. */
  From: z.string(),
  Where: z.optional(z.string()),
  WhereData: z.optional(z.string()),
  ResourceType: z.optional(z.string()),
  FromSpaceID: z.optional(z.uuid()),
  IncludeHidden: z.optional(z.string()),
  Version: z.optional(z.int()),
  UpdatedAt: z.optional(Time),
})
export type Filter = Known<z.infer<typeof Filter>>

/** One of the four sources, named by `ColumnType` (contract 4.7). */
const ViewColumn = z.looseObject({
  Name: z.string(),
  ColumnType: z.optional(z.string()),
  ColumnSource: z.optional(
    z.looseObject({
      MetadataAttribute: z.optional(z.string()),
      DataPath: z.optional(z.looseObject({ Path: z.string(), WhereResource: z.optional(z.string()) })),
    }),
  ),
})
export type ViewColumn = z.infer<typeof ViewColumn>

export const View = z.looseObject({
  ViewID: z.uuid(),
  ...resident,
  FilterID: z.optional(z.uuid()),
  Columns: z.optional(z.nullable(z.array(ViewColumn))),
  GroupBy: z.optional(z.string()),
  OrderBy: z.optional(z.string()),
  OrderByDirection: z.optional(z.string()),
  Version: z.optional(z.int()),
})
export type View = Known<z.infer<typeof View>>

/** Why one item of a 200/207 array failed (contract 2.5). `Type` is a URL (contract A8). */
const ResponseError = z.looseObject({
  Message: z.optional(z.string()),
  Status: z.optional(z.int()),
  Type: z.optional(z.string()),
  ErrorCategory: z.optional(z.string()),
  Details: z.optional(z.array(z.string())),
})

/** One entry of `GET /user`: a person, or why they cannot be shown (contract 2.4). */
export const ExtendedUser = z
  .looseObject({ User: z.optional(User), Error: z.optional(ResponseError) })
  .check(
    z.refine((listed) => (listed.User ?? listed.Error) !== undefined, 'there is neither a User nor an Error'),
  )

export const ExtendedSpace = z.looseObject({ Space })
export type ExtendedSpace = Known<z.infer<typeof ExtendedSpace>>

export const ExtendedUnit = z.looseObject({
  Unit,
  Space: z.optional(Space),
  ChangeSet: z.optional(z.looseObject({ Slug: z.optional(z.string()) })),
  HeadRevision: z.optional(Revision),
  LastReleasedRevision: z.optional(Revision),
  UpstreamUnit: z.optional(Unit),
  UpstreamSpace: z.optional(Space),
  Error: z.optional(ResponseError),
})
export type ExtendedUnit = Known<z.infer<typeof ExtendedUnit>>

export const ExtendedRevision = z.looseObject({
  Revision,
  Unit: z.optional(Unit),
  User: z.optional(User),
  Space: z.optional(Space),
  Tags: z.optional(z.array(Tag)),
})
export type ExtendedRevision = Known<z.infer<typeof ExtendedRevision>>

export const ExtendedTag = z.looseObject({ Tag, Space: z.optional(Space) })
export type ExtendedTag = Known<z.infer<typeof ExtendedTag>>

export const ExtendedTarget = z.looseObject({ Target })
export type ExtendedTarget = Known<z.infer<typeof ExtendedTarget>>

export const ExtendedFilter = z.looseObject({ Filter, Space: z.optional(Space) })
export type ExtendedFilter = Known<z.infer<typeof ExtendedFilter>>

export const ExtendedView = z.looseObject({
  View,
  Space: z.optional(Space),
  Filter: z.optional(Filter),
})
export type ExtendedView = Known<z.infer<typeof ExtendedView>>

const emptyHash = 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855'

/** Empty fields are omitted, so only the empty document may be absent: another one would be shown as empty. */
const isWhole = ({ Data, DataHash = '' }: { Data?: string | undefined; DataHash?: string | undefined }) =>
  Data !== undefined || DataHash === '' || DataHash === emptyHash
const document = { path: ['Data'], error: 'expected the document that DataHash names, received nothing' }

export const UnitData = z
  .looseObject({
    UnitID: z.uuid(),
    SpaceID: z.optional(z.uuid()),
    Slug: z.optional(z.string()),
    SpaceSlug: z.optional(z.string()),
    Data: z.optional(z.string()),
    DataHash: z.optional(z.string()),
  })
  .check(z.refine(isWhole, document))
export type UnitData = z.infer<typeof UnitData>

export const RevisionData = z
  .looseObject({
    RevisionID: z.uuid(),
    RevisionNum: z.int(),
    UnitID: z.uuid(),
    SpaceID: z.optional(z.uuid()),
    Data: z.optional(z.string()),
    DataHash: z.optional(z.string()),
  })
  .check(z.refine(isWhole, document))
export type RevisionData = z.infer<typeof RevisionData>

export const UnitWriteResponse = z
  .looseObject({
    Unit: z.optional(Unit),
    Error: z.optional(ResponseError),
    ConfigData: z.optional(z.string()),
  })
  // A Unit without its envelope would look like a successful write.
  .check(
    z.refine(
      (written) => (written.Unit ?? written.Error) !== undefined,
      'there is neither a Unit nor an Error',
    ),
  )
export type UnitWriteResponse = z.infer<typeof UnitWriteResponse>

export const FunctionParameter = z.looseObject({
  ParameterName: z.string(),
  DataType: z.optional(z.string()),
  Description: z.optional(z.string()),
  Required: z.optional(z.boolean()),
  Regexp: z.optional(z.string()),
  Min: z.optional(z.number()),
  Max: z.optional(z.number()),
  EnumValues: z.optional(z.array(z.string())),
  Example: z.optional(z.string()),
})
export type FunctionParameter = Known<z.infer<typeof FunctionParameter>>

export const FunctionSignature = z.looseObject({
  FunctionName: z.string(),
  Description: z.optional(z.string()),
  Mutating: z.optional(z.boolean()),
  Validating: z.optional(z.boolean()),
  VarArgs: z.optional(z.boolean()),
  RequiredParameters: z.optional(z.int()),
  Parameters: z.optional(z.array(FunctionParameter)),
  AttributeName: z.optional(z.string()),
  AffectedResourceTypes: z.optional(z.array(z.string())),
  OutputInfo: z.optional(z.looseObject({ OutputType: z.optional(z.string()) })),
})
export type FunctionSignature = Known<z.infer<typeof FunctionSignature>>

export const FunctionInvocationsResponse = z.looseObject({
  UnitID: z.uuid(),
  SpaceID: z.optional(z.uuid()),
  UnitSlug: z.optional(z.string()),
  SpaceSlug: z.optional(z.string()),
  RevisionID: z.optional(z.uuid()),
  Success: z.optional(z.boolean()),
  HasNewMutations: z.optional(z.boolean()),
  ConfigData: z.optional(z.string()),
  DataHash: z.optional(z.string()),
  /** Output type -> UTF-8 JSON; base64 on the wire (contract A1), decoded by the client. */
  Outputs: z.optional(z.record(z.string(), z.string())),
  Error: z.optional(ResponseError),
})
export type FunctionInvocationsResponse = Known<z.infer<typeof FunctionInvocationsResponse>>

export const ApiInfo = z.looseObject({
  Version: z.optional(z.string()),
  Build: z.optional(z.string()),
  UIURL: z.optional(z.string()),
})
export type ApiInfo = Known<z.infer<typeof ApiInfo>>

export const Organization = z.looseObject({
  OrganizationID: z.uuid(),
  Slug: z.optional(z.string()),
  DisplayName: z.optional(z.string()),
})
export type Organization = Known<z.infer<typeof Organization>>

export const ExtendedOrganization = z.looseObject({ Organization })

/** `GET /me` (contract 2.4). */
export const Me = z.looseObject({
  UserID: z.uuid(),
  Username: z.optional(z.string()),
  Slug: z.optional(z.string()),
  DisplayName: z.optional(z.string()),
  OrganizationID: z.uuid(),
})
export type Me = Known<z.infer<typeof Me>>

/**
 * The same schema, requiring a field that is never empty (contract 4) whenever it was requested: by name in `select`, or
 * implicitly without a `select`.
 */
export function requiring<T extends object>(
  schema: z.ZodMiniType<T>,
  [entity, field]: readonly ['Unit', 'HeadRevisionNum'] | readonly ['Revision', 'CreatedAt'],
  select = '',
): z.ZodMiniType<T> {
  if (select !== '' && !select.split(',').includes(field)) return schema
  const path = [entity, field]
  return schema.check(
    z.superRefine((item, context) => {
      const found: unknown = new Map(Object.entries(item)).get(entity)
      const isThere = typeof found === 'object' && found !== null && field in found
      if (!isThere) context.addIssue({ code: 'custom', path, message: 'expected a value, received nothing' })
    }),
  )
}
