import type { CommitPlan } from '#lib/change/consent/admit.ts'
import type { Patch } from '#lib/change/model.ts'
import { isGenuine, isTrusted } from '#lib/change/record/proof-schema.ts'
import type { ProvenRecord } from '#lib/change/record/record.ts'
import { patchHash } from '#lib/change/record/record-signature.ts'
import { ConfigHubError } from '#lib/confighub/error.ts'

/** An existing record can be resumed only by its author, and only while it is completely proven. */
export function mustResume(record: ProvenRecord, plan: CommitPlan, secret: string): void {
  const { claim, proof } = record
  if (claim.facts.author !== plan.contents.author.UserID) {
    throw refusal(
      'record-of-another',
      'This change is recorded under another name. Resume it under your own: choose a Space for a new record that links back to this one.',
    )
  }
  if (!isTrusted(proof)) throw notProven()
  mustBePart(record, plan, secret)
  const { reason, ticket } = claim.facts
  if (plan.reason !== reason || (plan.ticket ?? ticket) !== ticket) {
    throw refusal(
      'other-change',
      'A record has one reason and one ticket, and every revision under it repeats them. Give the same ones, or write these units as a separate change.',
    )
  }
}

/** A new record may say that it continues another one if that one is signed, whatever happened afterwards. */
export function mustContinue(record: ProvenRecord, plan: CommitPlan, secret: string): void {
  if (!isGenuine(record.proof)) throw notProven()
  mustBePart(record, plan, secret)
}

/** A record has one patch: resuming it with another one would make it untrue for the units already written. */
export function mustBePatchOf({ claim }: ProvenRecord, patch: Patch, secret: string): void {
  if (claim.facts.patchHash === patchHash(patch, claim.texts.record, secret)) return
  throw refusal(
    'other-change',
    'This is not the patch of that change. Where its record shows a mask, type the exact value that was written; or make this a separate change.',
  )
}

/** What an earlier record wrote is not known, which is not the same as nothing. */
export function earlierUnknown(): ConfigHubError {
  return refusal(
    'record-not-proven',
    'This change continues a record that cannot be read or was altered, so it is not known which of these units it wrote, and nothing is written twice. Write these units as a separate change.',
  )
}

export function tooManyRecords(most: number): ConfigHubError {
  return refusal(
    'other-change',
    `This change was continued in more than ${most} records, which are not all compared. Write these units as a separate change.`,
  )
}

function mustBePart(record: ProvenRecord, plan: CommitPlan, secret: string): void {
  mustBePatchOf(record, plan.contents.patch, secret)
  if (plan.units.some(({ UnitID }) => !record.claim.facts.planned.has(UnitID))) {
    throw refusal(
      'other-change',
      'Some of these units are not part of that change. Write them as a separate change.',
    )
  }
}

function notProven(): ConfigHubError {
  return refusal(
    'record-not-proven',
    'The record of that change does not match what ConfigHub holds, so nothing is written under it. Write these units as a separate change.',
  )
}

function refusal(code: string, message: string): ConfigHubError {
  return new ConfigHubError({ status: 422, code, operation: 'commit', message })
}
