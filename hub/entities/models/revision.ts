import { modelOf } from '#hub/entities/model-of.ts'
import { orderFields } from '#hub/entities/models/order-fields.ts'
import { entityType, olderNames, slugOf, verdicts } from '#hub/entities/models/shared-columns.ts'

export const revisionModel = modelOf({
  table: 'Revision',
  id: 'RevisionID',
  columns: {
    RevisionID: 'uuid',
    OrganizationID: 'uuid',
    SpaceID: 'uuid',
    UnitID: 'uuid',
    RevisionNum: 'int',
    Description: 'text',
    Source: 'text',
    UserID: 'uuid',
    UserAgent: 'text',
    DataHash: 'text',
    DataSize: 'int',
    ChangeSetID: 'optionalUuid',
    Tags: 'map',
    Releases: 'map',
    Attestations: 'map',
    ValidationPassed: 'map',
    ...verdicts,
    CreatedAt: 'time',
    UpdatedAt: 'time',
  },
  derived: {
    ...entityType('Revision'),
    ...olderNames('Revision'),
    UnitSlug: slugOf('Unit', 'Revision'),
    SpaceSlug: slugOf('Space', 'Revision'),
  },
  unfilled: ['HiddenReason', 'ChangeOrders', 'NeededPaths', 'PathAnnotations', 'ProvidedPaths', 'Version'],
  always: ['RevisionID', 'RevisionNum', 'OrganizationID', 'SpaceID', 'UnitID', 'UnitSlug'],
  orderBy: orderFields('Revision', ['SpaceID']),
  include: [
    'Attestations',
    'ChangeOrders',
    'ChangeSetID',
    'OrganizationID',
    'Releases',
    'SpaceID',
    'Tags',
    'UnitID',
    'UserID',
  ],
})
