import { expect, it } from 'vitest'
import { models } from '#hub/entities/models/models.ts'
import { unstoredAttributes } from '#hub/query/where-sql.ts'
import type { Entity } from '#lib/where/attributes.ts'

// Attributes that the embedded hub never fills; a query on one sees an empty value.
const knownEmpty: Readonly<Record<Entity, string>> = {
  Attestation: 'Permissions',
  BridgeWorker: 'IPAddress LastMessage LastSeenAt Permissions ProvidedInfo UserID',
  ChangeSet: 'Permissions',
  Filter: 'BackingUnitID Permissions',
  Invocation: 'BackingUnitID Permissions UpstreamInvocationID',
  Link: 'BackingUnitID Clearance DownstreamPaths DownstreamSetters Guards Permissions Stale UpstreamGetters UpstreamPaths',
  Mutation: 'BridgeWorkerID FunctionName HiddenReason',
  Organization: 'HiddenReason',
  QueuedOperation: '',
  Release: 'Permissions',
  Resource: '',
  ReviewComment: '',
  Revision: 'ChangeOrders HiddenReason NeededPaths ProvidedPaths',
  ServiceAccount: '',
  Space: 'AttributeFilterID AttributeHash AttributeIDs BackingUnitID ComponentID',
  Tag: 'ChangeOrderID Permissions',
  Target: 'BackingUnitID Permissions UpstreamTargetID',
  Trigger: 'BackingUnitID Clearance Guards Permissions UpstreamTriggerID',
  Unit: 'HeadUnitActionNum HeadUnitEventNum NeededPaths Permissions ProvidedPaths',
  UnitEvent: 'HiddenReason',
  User: 'HiddenReason',
  View: 'BackingUnitID Permissions UpstreamViewID',
}

it.each(Object.values(models))(
  'every attribute of $table has a column, or is known to be empty here',
  ({ table }) => {
    expect(unstoredAttributes(table).sort().join(' ')).toBe(knownEmpty[table])
  },
)
