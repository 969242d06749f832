import { modelOf } from '#hub/entities/model-of.ts'
import { common, triggerChoice } from '#hub/entities/models/shared-columns.ts'

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
  derived: {},
  unfilled: [
    'EntityType',
    'AttributeFilterID',
    'AttributeHash',
    'AttributeIDs',
    'BackingUnitID',
    'ComponentID',
    'WhereAttribute',
  ],
  always: ['SpaceID', 'OrganizationID', 'Slug'],
  orderBy: [
    'CreatedAt',
    'DisplayName',
    'OrganizationID',
    'ReleaseTargetID',
    'Slug',
    'SpaceID',
    'UpdatedAt',
    'UpstreamSpaceID',
  ],
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
