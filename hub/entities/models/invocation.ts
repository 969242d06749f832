import { resident } from '#hub/entities/models/shared-columns.ts'

export const invocationModel = resident(
  'Invocation',
  {
    ToolchainType: 'text',
    BridgeWorkerID: 'optionalUuid',
    FunctionInvocations: 'list',
    Parameters: 'list',
    Hash: 'text',
  },
  ['BridgeWorkerID'],
  ['BackingUnitID', 'UpstreamInvocationID'],
)
