import { sql } from 'kysely'
import { modelOf } from '#hub/entities/model-of.ts'
import { orderFields } from '#hub/entities/models/order-fields.ts'
import { entityType, slugOf } from '#hub/entities/models/shared-columns.ts'

export const mutationModel = modelOf({
  table: 'Mutation',
  id: 'MutationID',
  columns: {
    MutationID: 'uuid',
    OrganizationID: 'uuid',
    SpaceID: 'uuid',
    UnitID: 'uuid',
    MutationNum: 'int',
    RevisionID: 'uuid',
    RevisionNum: 'int',
    FunctionInvocation: 'map',
    RestoredRevisionNum: 'int',
    UpgradedFromUpstreamRevisionNum: 'int',
    MergeSourceID: 'optionalUuid',
    MergeBaseRevisionNum: 'int',
    MergeEndRevisionNum: 'int',
    InvocationID: 'optionalUuid',
    InvocationParams: 'map',
    TriggerID: 'optionalUuid',
    LinkID: 'optionalUuid',
    ProvidedPath: 'text',
    ProvidedResource: 'map',
    ReplayOutcome: 'text',
    ReplayReason: 'text',
    Subgroup: 'text',
    CreatedAt: 'time',
    UpdatedAt: 'time',
  },
  derived: {
    ...entityType('Mutation'),
    UnitSlug: slugOf('Unit', 'Mutation'),
    SpaceSlug: slugOf('Space', 'Mutation'),
  },
  ordering: { FunctionName: sql`("Mutation"."FunctionInvocation" ->> 'FunctionName')` },
  unfilled: ['BridgeWorkerID', 'HiddenReason', 'Version'],
  always: ['MutationID', 'MutationNum', 'OrganizationID', 'SpaceID', 'UnitID', 'UnitSlug', 'RevisionID'],
  orderBy: orderFields('Mutation', ['SpaceID']),
  include: [
    'InvocationID',
    'LinkID',
    'MergeSourceID',
    'OrganizationID',
    'RevisionID',
    'SpaceID',
    'TriggerID',
    'UnitID',
  ],
})
