import { resident, triggerChoice } from '#hub/entities/models/shared-columns.ts'

export const targetModel = resident(
  'Target',
  {
    ...triggerChoice,
    ToolchainType: 'text',
    ProviderType: 'text',
    BridgeWorkerID: 'optionalUuid',
    BridgeHandle: 'text',
    ConfigTypes: 'list',
    LiveStateType: 'text',
    Options: 'map',
    Facts: 'map',
    Parameters: 'text',
  },
  ['BridgeWorkerID', 'TriggerFilterID', 'TriggerIDs'],
)
