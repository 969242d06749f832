import { resident } from '#hub/entities/models/shared-columns.ts'

export const triggerModel = resident(
  'Trigger',
  {
    Event: 'text',
    ToolchainType: 'text',
    FunctionName: 'text',
    Arguments: 'list',
    InvocationID: 'optionalUuid',
    BridgeWorkerID: 'optionalUuid',
    Description: 'text',
    Disabled: 'bool',
    Warn: 'bool',
    Validating: 'bool',
    WhereResource: 'text',
    WhereUnit: 'text',
    UnitFilterID: 'optionalUuid',
    OtherDataSource: 'text',
    Protect: 'bool',
    Hash: 'text',
  },
  ['BridgeWorkerID', 'InvocationID', 'UnitFilterID'],
  ['BackingUnitID', 'Clearance', 'FailOpenAfter', 'Guards', 'UpstreamTriggerID'],
)
