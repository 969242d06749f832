import type { ChangeRecord } from '#lib/change/record/change-record.ts'
import { isGenuine, isTrusted } from '#lib/change/record/proof-schema.ts'

/** How someone may go on with a change. Nobody writes under another one's name. */
export type ResumeMode =
  /** Its author, under the record itself. */
  | 'same-record'
  /** Someone else, in a record of their own. */
  | 'of-another'
  /** Its author, in another record: others put the Tag of this one on what they wrote. */
  | 'record-of-its-own'
  /** Nobody: what the record says may be anyone's. */
  | 'none'

/** `undefined` while it is not known who asks. */
export function resumeModeOf(
  { author, proof }: Pick<ChangeRecord, 'author' | 'proof'>,
  me: string | undefined,
): ResumeMode | undefined {
  if (me === undefined) return undefined
  if (!isGenuine(proof)) return 'none'
  if (author !== me) return 'of-another'
  return isTrusted(proof) ? 'same-record' : 'record-of-its-own'
}
