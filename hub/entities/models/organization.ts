import { modelOf } from '#hub/entities/model-of.ts'
import { orderFields } from '#hub/entities/models/order-fields.ts'
import { common, entityType } from '#hub/entities/models/shared-columns.ts'

export const organizationModel = modelOf({
  table: 'Organization',
  id: 'OrganizationID',
  columns: { ...common, EmailDomain: 'text', ExternalID: 'text' },
  derived: entityType('Organization'),
  unfilled: ['HiddenReason'],
  always: ['OrganizationID', 'Slug'],
  orderBy: orderFields('Organization'),
  include: [],
})
