import { modelOf } from '#hub/entities/model-of.ts'
import { neverFilled, slugOf } from '#hub/entities/models/shared-columns.ts'

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
  derived: { UnitSlug: slugOf('Unit', 'UnitEvent') },
  unfilled: neverFilled,
  always: ['UnitEventID', 'UnitEventNum', 'OrganizationID', 'SpaceID', 'UnitID'],
  orderBy: [
    'Action',
    'CreatedAt',
    'Result',
    'RevisionNum',
    'Status',
    'UnitEventID',
    'UnitEventNum',
    'UnitID',
    'UpdatedAt',
  ],
  include: ['OrganizationID', 'SpaceID', 'UnitID'],
})
