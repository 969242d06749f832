import { resident } from '#hub/entities/models/shared-columns.ts'

export const changeSetModel = resident(
  'ChangeSet',
  {
    Description: 'text',
    StartTagID: 'optionalUuid',
    EndTagID: 'optionalUuid',
    State: 'text',
    StartTagIsPriorRevision: 'bool',
  },
  ['StartTagID', 'EndTagID'],
)
