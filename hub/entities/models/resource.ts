import { sql } from 'kysely'
import { modelOf } from '#hub/entities/model-of.ts'
import { orderFields } from '#hub/entities/models/order-fields.ts'
import { entityType, slugOf } from '#hub/entities/models/shared-columns.ts'
import { resourceFormatSql } from '#hub/store/resource-format.ts'

/**
 * The resources of a document, each with its position among those of the same type and name, which identifies it.
 * Computed in one pass, because thousands of resources may share a name.
 */
const parsed = sql`(select *, row_number() over (
    partition by "ResourceType", "ResourceName" order by "ResourceIndex") - 1 as twins
  from "Resource"
  where "DataHash" = unit."DataHash" and "Format" = ${resourceFormatSql(sql`unit."ToolchainType"`)})`

const name = sql`concat_ws(chr(31), unit."UnitID", parsed."ResourceType", parsed."ResourceName", parsed.twins)`

/**
 * A stable id: the same for the same resource of the same Unit, whatever its content and position (RFC 9562, version
 * 8).
 */
const id = sql`overlay(overlay(md5(${name}) placing '8' from 13) placing '8' from 17)::uuid`

/** Resources are stored with documents, which Units with the same content share. */
const heads = sql`(select ${id} as "ResourceID", unit."OrganizationID", unit."SpaceID", unit."UnitID",
  unit."TargetID", unit."ToolchainType", parsed."ResourceIndex", parsed."ResourceType", parsed."ResourceName",
  parsed."Data", unit."HiddenReason", unit."CreatedAt", unit."UpdatedAt"
  from "Unit" as unit cross join lateral ${parsed} as parsed
  where unit."ToolchainType" !~ '/Text$') as "Resource"`

/** Resources parsed out of the heads of Units (contract 6.2). */
export const resourceModel = modelOf({
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
  derived: {
    ...entityType('Resource'),
    UnitSlug: slugOf('Unit', 'Resource'),
    SpaceSlug: slugOf('Space', 'Resource'),
  },
  unfilled: ['Version'],
  always: ['ResourceID', 'OrganizationID', 'SpaceID', 'UnitID', 'ResourceName', 'ResourceType'],
  orderBy: orderFields('Resource', ['SpaceID']),
  include: ['OrganizationID', 'SpaceID', 'TargetID', 'UnitID'],
})
