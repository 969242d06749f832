import { modelOf } from '#hub/entities/model-of.ts'
import { common, neverFilled } from '#hub/entities/models/shared-columns.ts'

export const organizationModel = modelOf({
  table: 'Organization',
  id: 'OrganizationID',
  columns: { ...common, EmailDomain: 'text', ExternalID: 'text' },
  derived: {},
  unfilled: neverFilled,
  always: ['OrganizationID', 'Slug'],
  orderBy: ['CreatedAt', 'DisplayName', 'OrganizationID', 'Slug', 'UpdatedAt'],
  include: [],
})
