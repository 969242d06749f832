import { resident } from '#hub/entities/models/shared-columns.ts'

export const releaseModel = resident(
  'Release',
  {
    ReleaseNum: 'int',
    TargetID: 'uuid',
    TagID: 'optionalUuid',
    BundleBaseName: 'text',
    UnitCount: 'int',
    Published: 'bool',
    Digest: 'text',
    ManifestDigest: 'text',
    DataSize: 'int',
    ChangeOrderID: 'optionalUuid',
    UserID: 'uuid',
    LiveStatus: 'map',
  },
  ['TagID'],
  ['SkippedUnits'],
  ['DisplayName', 'Slug'],
)
