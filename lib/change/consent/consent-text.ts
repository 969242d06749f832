import { count } from '#lib/base/plural.ts'

const paragraph = /\n\nConsent, \d[\d,]* units?: (?<why>.*)$/s

/**
 * The reason of a change with the reason for consent, as one text for every revision. A resumed change keeps the text
 * it began with.
 */
export function withConsent(
  reason: string,
  { consented, why, isResumed }: { consented: number; why: string | undefined; isResumed: boolean },
): string {
  if (consented === 0 || (isResumed && paragraph.test(reason))) return reason
  return `${reason}\n\nConsent, ${count(consented, 'unit')}: ${(why ?? '').trim().toWellFormed()}`
}

/** The reason as it was given, before consent was added to it. */
export function withoutConsent(reason: string): string {
  return reason.replace(paragraph, '')
}

/** The reason for consent within the reason of a change; empty when there is none. */
export function consentIn(reason: string): string {
  return paragraph.exec(reason)?.groups?.why ?? ''
}
