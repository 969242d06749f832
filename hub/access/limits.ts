import type { Entity } from '#lib/where/attributes.ts'

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

/** Whether a quota may be set for them: not for what comes by itself, with a Unit or with whoever signs in. */
const isLimited: Readonly<Record<Entity, boolean>> = {
  Attestation: true,
  BridgeWorker: true,
  ChangeSet: true,
  Filter: true,
  Invocation: true,
  Link: true,
  Mutation: false,
  Organization: false,
  QueuedOperation: false,
  Release: true,
  Resource: false,
  ReviewComment: true,
  Revision: false,
  ServiceAccount: true,
  Space: true,
  Tag: true,
  Target: true,
  Trigger: true,
  Unit: true,
  UnitEvent: false,
  User: false,
  View: true,
}
export const quotaTypes: readonly string[] = Object.entries(isLimited).flatMap(([type, is]) =>
  is ? [type] : [],
)
