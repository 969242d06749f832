import * as z from 'zod/mini'
import { factNames } from '#lib/change/record/annotations.ts'

/** A revision that carries the Tag: `prod-eu/trade-service`, 12. */
const at = { unit: z.string(), revisionNum: z.int() }

/** Where a record and ConfigHub disagree. People are UserIDs. */
export const Difference = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('altered'),
    fact: z.enum([...factNames, 'counts', 'state', 'outcomes', 'moment']),
  }),
  z.object({ kind: z.literal('all-altered') }),
  z.object({ kind: z.literal('mixed') }),
  z.object({ kind: z.literal('put-back'), units: z.int() }),
  z.object({ kind: z.literal('copied'), record: z.string() }),
  z.object({ kind: z.literal('other-space') }),
  z.object({ kind: z.literal('other-organization') }),
  z.object({ kind: z.literal('other-hub'), hub: z.string() }),
  z.object({ kind: z.literal('unlabelled') }),
  z.object({ kind: z.literal('other-writer'), ...at, author: z.string(), writer: z.string() }),
  z.object({ kind: z.literal('too-early'), ...at }),
  z.object({ kind: z.literal('other-reason'), ...at }),
  z.object({ kind: z.literal('other-document'), ...at }),
  z.object({ kind: z.literal('not-planned'), ...at }),
  z.object({ kind: z.literal('counts'), claimed: z.int(), found: z.int() }),
])
export type Difference = z.infer<typeof Difference>

/** The result of comparing a record with what ConfigHub holds. */
export const Proof = z.object({
  /** `none`: from before signatures, or not made by Hubdeck. `other-key`: by another installation. */
  signature: z.enum(['ours', 'none', 'other-key']),
  /** False in lists, where only the signature was checked. */
  hasReadRevisions: z.boolean(),
  differences: z.array(Difference),
  /** How many more differences there are than those listed. */
  more: z.int(),
  /** Planned units that were deleted, or that the reader may not see, so their revisions cannot be compared. */
  unread: z.int(),
  /**
   * How often the Tag was changed without the record telling of it: by others, and by Hubdeck where an earlier state was
   * put back. Absent where that is not known.
   */
  unknownChanges: z.exactOptional(z.int()),
})
export type Proof = z.infer<typeof Proof>

export type Standing = 'proven' | 'signed' | 'unknown' | 'unsigned' | 'other-key' | 'different'

/** The one word for a record. Only what is `proven`, or `signed` in a list, may be shown as a fact. */
export function standingOf({ signature, hasReadRevisions, differences, unread }: Proof): Standing {
  if (differences.length > 0) return 'different'
  if (signature === 'none') return 'unsigned'
  if (signature === 'other-key') return 'other-key'
  if (!hasReadRevisions) return 'signed'
  return unread > 0 ? 'unknown' : 'proven'
}

/** Nothing that could be read contradicts it. */
export function isTrusted(proof: Proof): boolean {
  return ['proven', 'signed', 'unknown'].includes(standingOf(proof))
}

/** Differences that do not discredit the record itself: someone put its Tag on a revision, or took it off. */
const ofTag: ReadonlySet<Difference['kind']> = new Set([
  'unlabelled',
  'other-writer',
  'too-early',
  'other-reason',
  'other-document',
  'not-planned',
  'counts',
])

/** The facts are the signed ones, of this Tag, Space, organization and hub. */
export function isGenuine({ signature, differences }: Proof): boolean {
  return signature === 'ours' && differences.every(({ kind }) => ofTag.has(kind))
}
