import { modelOf } from '#hub/entities/model-of.ts'
import { neverFilled } from '#hub/entities/models/shared-columns.ts'

export const userModel = modelOf({
  table: 'User',
  id: 'UserID',
  columns: {
    UserID: 'uuid',
    OrganizationID: 'uuid',
    Username: 'text',
    Slug: 'text',
    DisplayName: 'text',
    ExternalID: 'text',
    GroupIDs: 'list',
    CreatedAt: 'time',
    UpdatedAt: 'time',
  },
  derived: {},
  unfilled: [...neverFilled, 'ProfilePictureURL'],
  always: ['UserID', 'Slug'],
  orderBy: ['CreatedAt', 'DisplayName', 'ExternalID', 'Slug', 'UpdatedAt', 'UserID', 'Username'],
  include: [],
})
