import { resident } from '#hub/entities/models/shared-columns.ts'

export const viewModel = resident(
  'View',
  {
    Of: 'text',
    FilterID: 'optionalUuid',
    Columns: 'list',
    GroupBy: 'text',
    OrderBy: 'text',
    OrderByDirection: 'text',
  },
  ['FilterID'],
  ['BackingUnitID', 'UpstreamViewID'],
)
