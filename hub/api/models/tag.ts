import { resident } from '#hub/api/models/shared-columns.ts'

export const tagModel = resident('Tag', { ChangeSetID: 'optionalUuid' }, ['ChangeSetID'])
