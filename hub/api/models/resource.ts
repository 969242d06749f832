import { sql } from 'kysely'
import type { EntityModel } from '#hub/api/entity-model.ts'

/** How many of the same type and name come before it in the document: with those it is told apart. */
const twins = sql`(select count(*) from "Resource" as twin where twin."DataHash" = parsed."DataHash"
  and twin."ResourceIndex" < parsed."ResourceIndex" and twin."ResourceType" = parsed."ResourceType"
  and twin."ResourceName" = parsed."ResourceName")`

const name = sql`concat_ws(chr(31), unit."UnitID", parsed."ResourceType", parsed."ResourceName", ${twins})`

/** The same for the same resource of the same Unit, whatever becomes of its content and its place (RFC 9562, version 8). */
const id = sql`overlay(overlay(md5(${name}) placing '8' from 13) placing '8' from 17)::uuid`

/** Resources are stored with documents, of which Units with the same content share one. */
const heads = sql`(select ${id} as "ResourceID", unit."OrganizationID", unit."SpaceID", unit."UnitID",
  unit."TargetID", unit."ToolchainType", parsed."ResourceIndex", parsed."ResourceType", parsed."ResourceName",
  parsed."Data", unit."HiddenReason", unit."CreatedAt", unit."UpdatedAt"
  from "Unit" as unit join "Resource" as parsed on parsed."DataHash" = unit."DataHash"
  where unit."ToolchainType" ~ '/(YAML|JSON)$') as "Resource"`

/** Resources parsed out of the heads of Units (confighub-api 6.2). */
export const resourceModel: EntityModel = {
  table: 'Resource',
  id: 'ResourceID',
  from: heads,
  columns: {
    ResourceID: 'uuid',
    OrganizationID: 'uuid',
    SpaceID: 'uuid',
    UnitID: 'uuid',
    TargetID: 'optionalUuid',
    ToolchainType: 'text',
    ResourceIndex: 'int',
    ResourceType: 'text',
    ResourceName: 'text',
    Data: 'json',
    HiddenReason: 'text',
    CreatedAt: 'time',
    UpdatedAt: 'time',
  },
  derived: {},
  unfilled: ['EntityType', 'Permissions'],
  always: ['ResourceID', 'OrganizationID', 'SpaceID', 'UnitID', 'ResourceName', 'ResourceType'],
  orderBy: [
    'CreatedAt',
    'HiddenReason',
    'OrganizationID',
    'ResourceID',
    'ResourceIndex',
    'ResourceName',
    'ResourceType',
    'SpaceID',
    'TargetID',
    'ToolchainType',
    'UnitID',
    'UpdatedAt',
  ],
  include: ['OrganizationID', 'SpaceID', 'TargetID', 'UnitID'],
}
