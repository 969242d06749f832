// Constants of confighub-api 10, as corrected by its addendum.

/** Bytes of one config document. */
export const maxDataBytes = 67_108_864
/** Characters of an encoded query string. */
export const maxQueryLength = 8192

/** Entity types that a quota may be set for. */
export const quotaTypes: readonly string[] = [
  'Attestation',
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
