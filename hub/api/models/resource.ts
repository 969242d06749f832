import type { EntityModel } from '#hub/api/entity-model.ts'
import { neverFilled } from '#hub/api/models/shared-columns.ts'

/** Resources parsed out of the heads of Units (confighub-api 6.2); the rows come from a query, see resources.ts. */
export const resourceModel: EntityModel = {
  table: 'Resource',
  id: 'ResourceID',
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
    Data: 'map',
    CreatedAt: 'time',
    UpdatedAt: 'time',
  },
  derived: {},
  unfilled: neverFilled,
  always: ['ResourceID', 'OrganizationID', 'SpaceID', 'UnitID', 'ResourceName', 'ResourceType'],
  orderBy: [
    'CreatedAt',
    'ResourceID',
    'ResourceIndex',
    'ResourceName',
    'ResourceType',
    'SpaceID',
    'UnitID',
    'UpdatedAt',
  ],
  include: ['OrganizationID', 'SpaceID', 'TargetID', 'UnitID'],
}
