import { z } from 'zod'

// Wire names are domain names (contract 4). Loose: unknown fields pass through, missing ones are errors.
// The API omits empty fields, so everything that may be empty is optional.

const StringMap = z.record(z.string(), z.string())
const BoolMap = z.record(z.string(), z.boolean())
/** A time that cannot be read would sort as the oldest, and fall out of every window. */
const Time = z
  .string()
  .refine((text) => !Number.isNaN(Date.parse(text)), 'expected a time, received other text')

/** Who is listed for an action. Actions that are not listed follow the roles, which the API does not expose. */
const Subjects = z.looseObject({ UserIDs: BoolMap.nullish(), GroupIDs: BoolMap.nullish() })

export const Space = z.looseObject({
  SpaceID: z.uuid(),
  Slug: z.string(),
  DisplayName: z.string().optional(),
  Labels: StringMap.optional(),
  Annotations: StringMap.optional(),
  Permissions: z.record(z.string(), Subjects).nullish(),
})
export type Space = z.infer<typeof Space>

export const User = z.looseObject({
  UserID: z.uuid(),
  Username: z.string().optional(),
  Slug: z.string().optional(),
  DisplayName: z.string().optional(),
})
export type User = z.infer<typeof User>

export const Unit = z.looseObject({
  UnitID: z.uuid(),
  SpaceID: z.uuid(),
  SpaceSlug: z.string().optional(),
  Slug: z.string(),
  DisplayName: z.string().optional(),
  Labels: StringMap.optional(),
  Annotations: StringMap.optional(),
  ToolchainType: z.string().optional(),
  TargetID: z.uuid().optional(),
  DataHash: z.string().optional(),
  DataSize: z.int().optional(),
  HeadRevisionNum: z.int().optional(),
  HeadRevisionID: z.uuid().optional(),
  LastReleasedRevisionNum: z.int().optional(),
  LastChangeDescription: z.string().optional(),
  UpstreamUnitID: z.uuid().optional(),
  UpstreamSpaceID: z.uuid().optional(),
  UpstreamRevisionNum: z.int().optional(),
  ChangeSetID: z.uuid().optional(),
  DeleteGates: BoolMap.optional(),
  Permissions: z.record(z.string(), z.unknown()).nullish(),
  ValidationErrors: BoolMap.optional(),
  ValidationWarnings: BoolMap.optional(),
  CreatedAt: Time.optional(),
  UpdatedAt: Time.optional(),
})
export type Unit = z.infer<typeof Unit>

export const Revision = z.looseObject({
  RevisionID: z.uuid(),
  RevisionNum: z.int(),
  UnitID: z.uuid(),
  UnitSlug: z.string().optional(),
  SpaceID: z.uuid().optional(),
  SpaceSlug: z.string().optional(),
  Description: z.string().optional(),
  Source: z.string().optional(),
  UserID: z.uuid().optional(),
  UserAgent: z.string().optional(),
  CreatedAt: Time.optional(),
  DataHash: z.string().optional(),
  DataSize: z.int().optional(),
  ChangeSetID: z.uuid().optional(),
  Tags: z.record(z.string(), z.string()).optional(),
})
export type Revision = z.infer<typeof Revision>

export const Tag = z.looseObject({
  TagID: z.uuid(),
  SpaceID: z.uuid(),
  SpaceSlug: z.string().optional(),
  Slug: z.string(),
  DisplayName: z.string().optional(),
  Labels: StringMap.optional(),
  Annotations: StringMap.optional(),
  CreatedAt: Time.optional(),
})
export type Tag = z.infer<typeof Tag>

export const Filter = z.looseObject({
  FilterID: z.uuid(),
  SpaceID: z.uuid(),
  SpaceSlug: z.string().optional(),
  Slug: z.string(),
  DisplayName: z.string().optional(),
  Annotations: StringMap.optional(),
  /** The entity that it selects. */
  From: z.string(),
  Where: z.string().optional(),
  WhereData: z.string().optional(),
  ResourceType: z.string().optional(),
  FromSpaceID: z.uuid().optional(),
  IncludeHidden: z.string().optional(),
  Version: z.int().optional(),
  UpdatedAt: Time.optional(),
})
export type Filter = z.infer<typeof Filter>

/** Why one item of a 200/207 array failed (contract 2.5). `Type` is a URL (contract A8). */
const ResponseError = z.looseObject({
  Message: z.string().optional(),
  Status: z.int().optional(),
  Type: z.string().optional(),
  ErrorCategory: z.string().optional(),
  Details: z.array(z.string()).optional(),
})

/** One entry of `GET /user`: a person, or why they cannot be shown (contract 2.4). */
export const ExtendedUser = z
  .looseObject({ User: User.optional(), Error: ResponseError.optional() })
  .refine((listed) => (listed.User ?? listed.Error) !== undefined, 'there is neither a User nor an Error')

export const ExtendedSpace = z.looseObject({ Space })
export type ExtendedSpace = z.infer<typeof ExtendedSpace>

export const ExtendedUnit = z.looseObject({
  Unit,
  Space: Space.optional(),
  ChangeSet: z.looseObject({ Slug: z.string().optional() }).optional(),
  HeadRevision: Revision.optional(),
  LastReleasedRevision: Revision.optional(),
  UpstreamUnit: Unit.optional(),
  UpstreamSpace: Space.optional(),
  Error: ResponseError.optional(),
})
export type ExtendedUnit = z.infer<typeof ExtendedUnit>

export const ExtendedRevision = z.looseObject({
  Revision,
  Unit: Unit.optional(),
  User: User.optional(),
  Space: Space.optional(),
  Tags: z.array(Tag).optional(),
})
export type ExtendedRevision = z.infer<typeof ExtendedRevision>

export const ExtendedTag = z.looseObject({ Tag, Space: Space.optional() })
export type ExtendedTag = z.infer<typeof ExtendedTag>

export const ExtendedFilter = z.looseObject({ Filter, Space: Space.optional() })
export type ExtendedFilter = z.infer<typeof ExtendedFilter>

const emptyHash = 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855'

/** Empty fields are omitted, so only the empty document may be absent: another one would be shown as empty. */
const isWhole = ({ Data, DataHash = '' }: { Data?: string | undefined; DataHash?: string | undefined }) =>
  Data !== undefined || DataHash === '' || DataHash === emptyHash
const document = { path: ['Data'], error: 'expected the document that DataHash names, received nothing' }

export const UnitData = z
  .looseObject({
    UnitID: z.uuid(),
    SpaceID: z.uuid().optional(),
    Slug: z.string().optional(),
    SpaceSlug: z.string().optional(),
    Data: z.string().optional(),
    DataHash: z.string().optional(),
  })
  .refine(isWhole, document)
export type UnitData = z.infer<typeof UnitData>

export const RevisionData = z
  .looseObject({
    RevisionID: z.uuid(),
    RevisionNum: z.int(),
    UnitID: z.uuid(),
    SpaceID: z.uuid().optional(),
    Data: z.string().optional(),
    DataHash: z.string().optional(),
  })
  .refine(isWhole, document)
export type RevisionData = z.infer<typeof RevisionData>

export const UnitWriteResponse = z
  .looseObject({
    Unit: Unit.optional(),
    Error: ResponseError.optional(),
    ConfigData: z.string().optional(),
  })
  // A Unit without its envelope would look like a successful write.
  .refine((written) => (written.Unit ?? written.Error) !== undefined, 'there is neither a Unit nor an Error')
export type UnitWriteResponse = z.infer<typeof UnitWriteResponse>

export const FunctionParameter = z.looseObject({
  ParameterName: z.string(),
  DataType: z.string().optional(),
  Description: z.string().optional(),
  Required: z.boolean().optional(),
  Regexp: z.string().optional(),
  Min: z.number().optional(),
  Max: z.number().optional(),
  EnumValues: z.array(z.string()).optional(),
  Example: z.string().optional(),
})
export type FunctionParameter = z.infer<typeof FunctionParameter>

export const FunctionSignature = z.looseObject({
  FunctionName: z.string(),
  Description: z.string().optional(),
  Mutating: z.boolean().optional(),
  Validating: z.boolean().optional(),
  RequiredParameters: z.int().optional(),
  Parameters: z.array(FunctionParameter).optional(),
  AttributeName: z.string().optional(),
  AffectedResourceTypes: z.array(z.string()).optional(),
})
export type FunctionSignature = z.infer<typeof FunctionSignature>

export const FunctionInvocationsResponse = z.looseObject({
  UnitID: z.uuid(),
  SpaceID: z.uuid().optional(),
  UnitSlug: z.string().optional(),
  SpaceSlug: z.string().optional(),
  RevisionID: z.uuid().optional(),
  Success: z.boolean().optional(),
  HasNewMutations: z.boolean().optional(),
  ConfigData: z.string().optional(),
  DataHash: z.string().optional(),
  /** Output type -> UTF-8 JSON; base64 on the wire (contract A1), decoded by the client. */
  Outputs: z.record(z.string(), z.string()).optional(),
  Error: ResponseError.optional(),
})
export type FunctionInvocationsResponse = z.infer<typeof FunctionInvocationsResponse>

export const ApiInfo = z.looseObject({
  Version: z.string().optional(),
  Build: z.string().optional(),
  UIURL: z.string().optional(),
})
export type ApiInfo = z.infer<typeof ApiInfo>

export const Organization = z.looseObject({
  OrganizationID: z.uuid(),
  Slug: z.string().optional(),
  DisplayName: z.string().optional(),
})
export type Organization = z.infer<typeof Organization>

export const ExtendedOrganization = z.looseObject({ Organization })

/** `GET /me` (contract 2.4). */
export const Me = z.looseObject({
  UserID: z.uuid(),
  Username: z.string().optional(),
  Slug: z.string().optional(),
  DisplayName: z.string().optional(),
  OrganizationID: z.uuid(),
})
export type Me = z.infer<typeof Me>

/**
 * The same schema, requiring a field that is never empty (contract 4) whenever it was requested: by name in `select`, or
 * implicitly without a `select`.
 */
export function requiring<T extends object>(
  schema: z.ZodType<T>,
  [entity, field]: readonly ['Unit', 'HeadRevisionNum'] | readonly ['Revision', 'CreatedAt'],
  select = '',
): z.ZodType<T> {
  if (select !== '' && !select.split(',').includes(field)) return schema
  const path = [entity, field]
  return schema.superRefine((item, context) => {
    const found: unknown = new Map(Object.entries(item)).get(entity)
    const isThere = typeof found === 'object' && found !== null && field in found
    if (!isThere) context.addIssue({ code: 'custom', path, message: 'expected a value, received nothing' })
  })
}
