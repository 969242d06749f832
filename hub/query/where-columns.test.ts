import { expect, it } from 'vitest'
import { models } from '#hub/entities/models/models.ts'
import { unstoredAttributes } from '#hub/query/where-sql.ts'
import type { Entity } from '#lib/where/attributes.ts'

// What the embedded hub has nothing to fill with; a query on it is answered as on an empty value.
const knownEmpty: Readonly<Record<Entity, string>> = {
  Attestation: '',
  BridgeWorker: '',
  ChangeSet: '',
  Filter: '',
  Invocation: '',
  Link: '',
  Mutation: 'BridgeWorkerID FunctionName HiddenReason',
  Organization: 'HiddenReason',
  QueuedOperation: '',
  Release: '',
  Resource: '',
  Revision: 'ChangeOrders HiddenReason NeededPaths ProvidedPaths',
  Space: 'AttributeFilterID AttributeHash AttributeIDs BackingUnitID ComponentID',
  Tag: '',
  Target: 'Permissions',
  Trigger: '',
  Unit: 'HeadUnitActionNum HeadUnitEventNum NeededPaths Permissions ProvidedPaths',
  UnitEvent: 'HiddenReason',
  User: 'HiddenReason',
  View: '',
}

it.each(Object.values(models))(
  'every attribute of $table has a column, or is known to be empty here',
  ({ table }) => {
    expect(unstoredAttributes(table).sort().join(' ')).toBe(knownEmpty[table])
  },
)
