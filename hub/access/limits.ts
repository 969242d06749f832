// Limits of ConfigHub (contract 10).

/** Bytes of one config document. */
export const maxDataBytes = 67_108_864
/** Bytes of a body that holds no config document; every page of a list repeats what was stored. */
export const maxEntityBytes = 1_048_576
/** Characters of an encoded query string. */
export const maxQueryLength = 8192

/** Entities whose number a Space tells, beside its Units and Triggers (contract 4.2). */
export const countedTypes = [
  'BridgeWorker',
  'ChangeSet',
  'Filter',
  'Invocation',
  'Link',
  'Release',
  'Tag',
  'Target',
  'View',
] as const

/** Entity types that a quota may be set for. */
export const quotaTypes: readonly string[] = [
  ...countedTypes,
  'Attestation',
  'ReviewComment',
  'ServiceAccount',
  'Space',
  'Trigger',
  'Unit',
].toSorted()
