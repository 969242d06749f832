import type { PreviewFlow, Seal } from '#components/change/preview/flow.ts'
import { reasonProblem, ticketProblem } from '#lib/change/consent/reason.ts'

export const maxReason = 1000
export const maxConsentReason = 300

export type WriteInput = {
  readonly flow: PreviewFlow
  readonly isStale: boolean
  readonly toWrite: number
  readonly reason: string
  readonly ticket: string
  /** How many of the units need consent, and the reason given for it. */
  readonly consented: number
  readonly consentReason: string
  /** Units without consent, and units that ConfigHub would refuse. */
  readonly waiting: number
  readonly refused: number
  /** False while a new change has no Space for its record. */
  readonly hasRecord: boolean
  /** Why there are no waves yet, though waves are wanted. */
  readonly wavesProblem: string | undefined
  /** Why the reason or the ticket is not what is asked for here. */
  readonly policyProblem: string | undefined
  readonly now: number
}

export type Writable =
  | { readonly ok: true; readonly seal: Seal }
  /** Why the button is disabled, worded for the reader. */
  | { readonly ok: false; readonly why: string; readonly needsPreview: boolean }

/** The write button is never enabled by accident: every condition is checked, and the first one that fails is shown. */
export function writable(input: WriteInput): Writable {
  const { flow, isStale, toWrite, reason, ticket, hasRecord, now } = input
  if (flow.step === 'none') return no('Preview first: only what was previewed can be written.', true)
  if (flow.step === 'running') return no('The preview is still running.', false)
  if (flow.step === 'failed') return no('The preview was interrupted. Preview again.', true)
  if (isStale) return no('The patch was edited after the preview. Preview again.', true)
  if (now >= flow.seal.expiresAt)
    return no('The preview has expired. Preview again: it takes a moment.', true)
  if (toWrite === 0) return no(nothingLeft(input), false)
  if (input.wavesProblem !== undefined) return no(input.wavesProblem, false)
  if (reason.trim() === '') return no('Give a reason: it is kept in the record of this change.', false)
  if (reason.length > maxReason)
    return no(`The reason is ${reason.length - maxReason} characters too long.`, false)
  const problem = reasonProblem(reason.trim()) ?? ticketProblem(ticket.trim())
  if (problem !== undefined) return no(problem.message, false)
  if (input.policyProblem !== undefined) return no(input.policyProblem, false)
  if (input.consented > 0 && input.consentReason.trim() === '') {
    return no('Say why you consent: this is kept with the reason.', false)
  }
  if (!hasRecord) return no('Choose the space in which the record of this change is kept.', false)
  return { ok: true, seal: flow.seal }
}

function nothingLeft({ waiting, refused }: WriteInput): string {
  if (waiting > 0) return 'Nothing is left to write: what needs your consent is not ticked.'
  if (refused > 0) return 'Nothing is left to write: ConfigHub would refuse what changes.'
  return 'Nothing is left to write: no unit changes, or all are excluded.'
}

function no(why: string, needsPreview: boolean): Writable {
  return { ok: false, why, needsPreview }
}
