import { resident } from '#hub/api/models/shared-columns.ts'

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
)
