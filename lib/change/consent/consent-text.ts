import { count } from '#lib/base/plural.ts'

const paragraph = /\n\nConsent, \d[\d,]* units?: (?<why>.*)$/s

/**
 * The reason of a change with what was said about the units that needed consent: one text in every revision. A change
 * that goes on keeps the text it began with.
 */
export function withConsent(
  reason: string,
  { consented, why, isResumed }: { consented: number; why: string | undefined; isResumed: boolean },
): string {
  if (consented === 0 || (isResumed && paragraph.test(reason))) return reason
  return `${reason}\n\nConsent, ${count(consented, 'unit')}: ${(why ?? '').trim().toWellFormed()}`
}

/** What was said about consent in the reason of a change; empty when nothing was. */
export function consentIn(reason: string): string {
  return paragraph.exec(reason)?.groups?.why ?? ''
}
