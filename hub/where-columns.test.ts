import { expect, it } from 'vitest'
import { unstoredAttributes } from '#hub/where-sql.ts'

// What the embedded hub has nothing to fill with; a query on it is answered as on an empty value.
const knownEmpty = {
  Unit:
    'HiddenReason Conflicts FromLinkID HeadUnitActionNum HeadUnitEventNum NeededPaths Permissions ProvidedPaths ' +
    'ValidationTriggerIDs ValueTriggerIDs Values',
  Space:
    'HiddenReason AttributeFilterID AttributeHash AttributeIDs BackingUnitID ComponentID Permissions ' +
    'TriggerFilterID TriggerHash TriggerIDs',
  Revision:
    'Attestations ChangeOrders Conflicts HiddenReason NeededPaths ProvidedPaths Releases ValidationErrors ' +
    'ValidationPassed ValidationTriggerIDs ValidationWarnings ValueTriggerIDs Values',
  Mutation:
    'BridgeWorkerID FunctionName HiddenReason InvocationID InvocationParams LinkID MergeBaseRevisionNum ' +
    'MergeEndRevisionNum ReplayOutcome ReplayReason TriggerID',
  Tag: 'HiddenReason',
  User: 'HiddenReason',
  Organization: 'HiddenReason',
} as const

const entities = ['Unit', 'Space', 'Revision', 'Mutation', 'Tag', 'User', 'Organization'] as const

it.each(entities)('every attribute of %s has a column, or is known to be empty here', (entity) => {
  expect(unstoredAttributes(entity).sort()).toEqual(knownEmpty[entity].split(' ').sort())
})
