import { modelOf } from '#hub/entities/model-of.ts'
import { orderFields } from '#hub/entities/models/order-fields.ts'

/** A UnitAction (contract 4.9). */
export const queuedOperationModel = modelOf({
  table: 'QueuedOperation',
  id: 'QueuedOperationID',
  columns: {
    QueuedOperationID: 'uuid',
    OrganizationID: 'uuid',
    SpaceID: 'uuid',
    UnitID: 'uuid',
    UnitActionNum: 'int',
    TargetID: 'optionalUuid',
    RevisionNum: 'int',
    Action: 'text',
    Status: 'text',
    DryRun: 'bool',
    UserID: 'optionalUuid',
    UserAgent: 'text',
    BridgeWorkerID: 'optionalUuid',
    CreatedAt: 'time',
    Version: 'int',
  },
  derived: {},
  unfilled: ['Data', 'Dependencies', 'ErrorDetails', 'ExtraParams', 'UserIsBot', 'UserRole'],
  always: ['QueuedOperationID', 'UnitActionNum', 'OrganizationID', 'SpaceID', 'UnitID'],
  orderBy: orderFields('QueuedOperation'),
  include: [],
})
