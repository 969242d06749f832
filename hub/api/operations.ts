// First path segments of the contract's operations (confighub-api 5) that this hub does not serve, whole or in part.
const segments = [
  '_space',
  'attest',
  'attestation',
  'auth',
  'bridge_worker',
  'change_order',
  'change_set',
  'change_workflow',
  'component',
  'demote',
  'diff',
  'filter',
  'function',
  'group',
  'invocation',
  'link',
  'me',
  'oauth_client',
  'organization',
  'promote',
  'release',
  'resource',
  'revision',
  'revision_data',
  'revision_mutation_sources',
  'space',
  'tag',
  'target',
  'trigger',
  'unit',
  'unit_action',
  'unit_data',
  'unit_diff',
  'unit_event',
  'unit_mutation_sources',
  'upload',
  'user',
  'view',
]

/** Whether the contract has such an operation: 501 then, 404 otherwise. */
export function isKnownOperation(operation: string): boolean {
  const segment = operation.split(' ')[1]?.split('/')[1] ?? ''
  return segments.includes(segment)
}
