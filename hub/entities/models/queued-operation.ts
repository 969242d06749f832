import { modelOf } from '#hub/entities/model-of.ts'
import { neverFilled, slugOf } from '#hub/entities/models/shared-columns.ts'

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
    UpdatedAt: 'time',
    Version: 'int',
  },
  derived: { UnitSlug: slugOf('Unit', 'QueuedOperation') },
  unfilled: [...neverFilled, 'Data', 'Dependencies', 'ErrorDetails', 'ExtraParams', 'UserIsBot', 'UserRole'],
  always: ['QueuedOperationID', 'UnitActionNum', 'OrganizationID', 'SpaceID', 'UnitID'],
  orderBy: [
    'Action',
    'CreatedAt',
    'QueuedOperationID',
    'RevisionNum',
    'Status',
    'UnitActionNum',
    'UnitID',
    'UpdatedAt',
  ],
  include: ['OrganizationID', 'SpaceID', 'TargetID', 'UnitID'],
})
