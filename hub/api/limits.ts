// Constants of confighub-api 10, as corrected by its addendum.

/** Bytes of one config document. */
export const maxDataBytes = 67_108_864
/** Characters of an encoded query string. */
export const maxQueryLength = 8192
