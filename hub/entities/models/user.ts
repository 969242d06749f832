import { modelOf } from '#hub/entities/model-of.ts'
import { orderFields } from '#hub/entities/models/order-fields.ts'
import { entityType } from '#hub/entities/models/shared-columns.ts'

export const userModel = modelOf({
  table: 'User',
  id: 'UserID',
  columns: {
    UserID: 'uuid',
    OrganizationID: 'uuid',
    Username: 'text',
    Slug: 'text',
    DisplayName: 'text',
    ExternalID: 'optionalUuid',
    GroupIDs: 'list',
    CreatedAt: 'time',
    UpdatedAt: 'time',
  },
  internal: ['OrganizationID'],
  derived: entityType('User'),
  unfilled: ['HiddenReason', 'ProfilePictureURL', 'Version'],
  always: ['UserID', 'Slug'],
  orderBy: orderFields('User'),
  include: [],
})
