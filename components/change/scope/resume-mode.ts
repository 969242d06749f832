import type { ChangeRecord } from '#lib/change/record/change-record.ts'
import { isGenuine, isTrusted } from '#lib/change/record/proof-schema.ts'

/** How someone may resume a change. Nobody writes under another person's name. */
export type ResumeMode =
  /** Its author, under the record itself. */
  | 'same-record'
  /** By someone else, in a new record under their own name. */
  | 'of-another'
  /** By its author, in a new record: others put the Tag of this one on revisions they wrote. */
  | 'record-of-its-own'
  /** By nobody: anyone could have written what the record says. */
  | 'none'

/** `undefined` until it is known who is signed in. */
export function resumeModeOf(
  { author, proof }: Pick<ChangeRecord, 'author' | 'proof'>,
  me: string | undefined,
): ResumeMode | undefined {
  if (me === undefined) return undefined
  if (!isGenuine(proof)) return 'none'
  if (author !== me) return 'of-another'
  return isTrusted(proof) ? 'same-record' : 'record-of-its-own'
}
