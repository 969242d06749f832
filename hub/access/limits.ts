// Limits of ConfigHub (contract 10).

/** Bytes of one config document. */
export const maxDataBytes = 67_108_864
/** Bytes of a body that holds no config document; every page of a list repeats what was stored. */
export const maxEntityBytes = 1_048_576
/** Characters of an encoded query string. */
export const maxQueryLength = 8192

/** Entity types that a quota may be set for. */
export const quotaTypes: readonly string[] = [
  'Attestation',
  'BridgeWorker',
  'ChangeSet',
  'Filter',
  'Invocation',
  'Link',
  'Release',
  'Space',
  'Tag',
  'Target',
  'Trigger',
  'Unit',
  'View',
]
