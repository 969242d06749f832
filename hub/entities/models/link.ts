import { resident } from '#hub/entities/models/shared-columns.ts'

export const linkModel = resident(
  'Link',
  {
    FromUnitID: 'uuid',
    ToUnitID: 'uuid',
    ToSpaceID: 'uuid',
    UpdateType: 'text',
    AutoUpdate: 'bool',
    UpstreamLastMergedRevisionNum: 'int',
    DownstreamLastMergedRevisionNum: 'int',
    TransformInvocationID: 'optionalUuid',
    WhereMutation: 'text',
    WhereResource: 'text',
    UpstreamLinkID: 'optionalUuid',
    UpstreamSpaceID: 'optionalUuid',
    Squash: 'bool',
    Protect: 'bool',
    MergeEnableSubtraction: 'bool',
    Hash: 'text',
  },
  ['FromUnitID', 'ToUnitID', 'ToSpaceID', 'TransformInvocationID'],
  ['Bindings', 'ManualBindings', 'Stale', 'UpstreamPaths', 'DownstreamPaths'],
)
