import type { EntityModel } from '#hub/api/entity-model.ts'
import { common, neverFilled } from '#hub/api/models/shared-columns.ts'

export const spaceModel: EntityModel = {
  table: 'Space',
  id: 'SpaceID',
  columns: { ...common, SpaceID: 'uuid', ReleaseTargetID: 'uuid', UpstreamSpaceID: 'uuid' },
  derived: {},
  unfilled: [
    ...neverFilled,
    'AttributeFilterID',
    'AttributeHash',
    'AttributeIDs',
    'BackingUnitID',
    'ComponentID',
    'TriggerFilterID',
    'TriggerHash',
    'TriggerIDs',
    'WhereAttribute',
    'WhereTrigger',
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
}
