import { modelOf } from '#hub/entities/model-of.ts'
import { orderFields } from '#hub/entities/models/order-fields.ts'
import { entityType, slugOf } from '#hub/entities/models/shared-columns.ts'

export const reviewCommentModel = modelOf({
  table: 'ReviewComment',
  id: 'ReviewCommentID',
  columns: {
    ReviewCommentID: 'uuid',
    OrganizationID: 'uuid',
    SpaceID: 'uuid',
    UnitID: 'uuid',
    RevisionID: 'uuid',
    RevisionNum: 'int',
    ReplyToID: 'optionalUuid',
    Resource: 'map',
    Path: 'text',
    Text: 'text',
    UserID: 'uuid',
    UserAgent: 'text',
    HiddenReason: 'text',
    CreatedAt: 'time',
    UpdatedAt: 'time',
    Version: 'int',
  },
  derived: {
    ...entityType('ReviewComment'),
    UnitSlug: slugOf('Unit', 'ReviewComment'),
    SpaceSlug: slugOf('Space', 'ReviewComment'),
  },
  unfilled: [],
  always: ['ReviewCommentID', 'OrganizationID', 'SpaceID', 'UnitID', 'RevisionID'],
  orderBy: orderFields('ReviewComment', ['SpaceID']),
  include: ['OrganizationID', 'RevisionID', 'SpaceID', 'UnitID'],
})
