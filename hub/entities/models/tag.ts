import { resident } from '#hub/entities/models/shared-columns.ts'

export const tagModel = resident(
  'Tag',
  { ChangeSetID: 'optionalUuid' },
  ['ChangeSetID'],
  ['ChangeOrderID', 'ReleaseID'],
)
