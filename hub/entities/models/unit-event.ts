import { modelOf } from '#hub/entities/model-of.ts'
import { orderFields } from '#hub/entities/models/order-fields.ts'
import { entityType, slugOf } from '#hub/entities/models/shared-columns.ts'

/** What a bridge worker reported of its work on a Unit (contract 4.9). */
export const unitEventModel = modelOf({
  table: 'UnitEvent',
  id: 'UnitEventID',
  columns: {
    UnitEventID: 'uuid',
    OrganizationID: 'uuid',
    SpaceID: 'uuid',
    UnitID: 'uuid',
    UnitEventNum: 'int',
    QueuedOperationID: 'optionalUuid',
    Action: 'text',
    Status: 'text',
    Result: 'text',
    RevisionNum: 'int',
    Message: 'text',
    StartedAt: 'time',
    TerminatedAt: 'time',
    BridgeWorkerID: 'optionalUuid',
    CreatedAt: 'time',
    UpdatedAt: 'time',
  },
  derived: {
    ...entityType('UnitEvent'),
    SpaceSlug: slugOf('Space', 'UnitEvent'),
    UnitSlug: slugOf('Unit', 'UnitEvent'),
  },
  unfilled: ['HiddenReason', 'Version'],
  always: ['UnitEventID', 'UnitEventNum', 'OrganizationID', 'SpaceID', 'UnitID'],
  orderBy: orderFields('UnitEvent', ['SpaceID']),
  include: [],
})
