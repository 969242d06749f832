import { resident } from '#hub/entities/models/shared-columns.ts'

export const filterModel = resident(
  'Filter',
  {
    From: 'text',
    FromSpaceID: 'optionalUuid',
    Where: 'text',
    WhereData: 'text',
    ResourceType: 'text',
    IncludeHidden: 'text',
    Hash: 'text',
    UpstreamFilterID: 'optionalUuid',
  },
  ['FromSpaceID'],
  ['BackingUnitID'],
)
