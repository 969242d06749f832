import { modelOf } from '#hub/entities/model-of.ts'
import { orderFields } from '#hub/entities/models/order-fields.ts'
import { common, entityType, triggerChoice } from '#hub/entities/models/shared-columns.ts'

export const spaceModel = modelOf({
  table: 'Space',
  id: 'SpaceID',
  columns: {
    ...common,
    ...triggerChoice,
    HiddenReason: 'text',
    Permissions: 'map',
    SpaceID: 'uuid',
    ReleaseTargetID: 'optionalUuid',
    UpstreamSpaceID: 'optionalUuid',
  },
  derived: entityType('Space'),
  unfilled: [
    'AttributeFilterID',
    'AttributeHash',
    'AttributeIDs',
    'BackingUnitID',
    'ComponentID',
    'WhereAttribute',
  ],
  always: ['SpaceID', 'OrganizationID', 'Slug'],
  orderBy: orderFields('Space'),
  include: [
    'AttributeFilterID',
    'AttributeIDs',
    'ComponentID',
    'OrganizationID',
    'ReleaseTargetID',
    'TriggerFilterID',
    'TriggerIDs',
  ],
})
