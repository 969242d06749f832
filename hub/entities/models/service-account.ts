import { modelOf } from '#hub/entities/model-of.ts'
import { orderFields } from '#hub/entities/models/order-fields.ts'
import { common, entityType } from '#hub/entities/models/shared-columns.ts'

export const serviceAccountModel = modelOf({
  table: 'ServiceAccount',
  id: 'ServiceAccountID',
  columns: {
    ...common,
    HiddenReason: 'text',
    OrgRole: 'text',
    Permissions: 'map',
    ServiceAccountID: 'uuid',
    UserID: 'uuid',
  },
  derived: entityType('ServiceAccount'),
  unfilled: [],
  always: ['ServiceAccountID', 'OrganizationID', 'Slug'],
  orderBy: orderFields('ServiceAccount'),
  include: ['OrganizationID'],
})
