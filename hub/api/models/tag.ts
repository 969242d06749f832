import type { EntityModel } from '#hub/api/entity-model.ts'
import { common, neverFilled, slugOf } from '#hub/api/models/shared-columns.ts'

export const tagModel: EntityModel = {
  table: 'Tag',
  id: 'TagID',
  columns: { ...common, TagID: 'uuid', SpaceID: 'uuid', ChangeSetID: 'uuid' },
  derived: { SpaceSlug: slugOf('Space', 'Tag') },
  unfilled: neverFilled,
  always: ['TagID', 'SpaceID', 'OrganizationID', 'Slug'],
  orderBy: [
    'ChangeSetID',
    'CreatedAt',
    'DisplayName',
    'OrganizationID',
    'Slug',
    'SpaceID',
    'TagID',
    'UpdatedAt',
  ],
  include: ['ChangeSetID', 'OrganizationID', 'SpaceID'],
}
