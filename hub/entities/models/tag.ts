import { resident } from '#hub/entities/models/shared-columns.ts'

export const tagModel = resident(
  'Tag',
  { ChangeSetID: 'optionalUuid', ReleaseID: 'optionalUuid' },
  ['ChangeSetID'],
  ['ChangeOrderID'],
)
