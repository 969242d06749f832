import { resident } from '#hub/entities/models/shared-columns.ts'

export const bridgeWorkerModel = resident(
  'BridgeWorker',
  { Condition: 'text', OrgRole: 'text' },
  [],
  [
    'ClaimTTLSeconds',
    'ClaimToken',
    'IPAddress',
    'LastMessage',
    'LastSeenAt',
    'ProvidedInfo',
    'Secret',
    'UserID',
  ],
)
