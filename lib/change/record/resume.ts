import type { CommitPlan } from '#lib/change/consent/admit.ts'
import type { Patch } from '#lib/change/model.ts'
import { mustBeAsProposed } from '#lib/change/record/as-proposed.ts'
import { metadataStates } from '#lib/change/record/metadata-states.ts'
import { isGenuine, isTrusted } from '#lib/change/record/proof-schema.ts'
import type { ClaimedRecord, ProvenRecord } from '#lib/change/record/record.ts'
import { patchHash } from '#lib/change/record/record-signature.ts'
import { waveStanding } from '#lib/change/waves/state.ts'
import { ConfigHubError } from '#lib/confighub/error.ts'

/** An existing record can be resumed only by its author, and only while it is completely proven. */
export function mustResume(record: ProvenRecord, plan: CommitPlan, secret: string): void {
  const { claim, proof } = record
  if (claim.facts.author !== plan.contents.author.UserID) {
    throw refusal(
      'record-of-another',
      'This change is recorded under another name. Resume it under your own: choose a space for a new record that links back to this one.',
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

/** What a record says of another one is true: the units are of it. */
export function mustBeAnew({ claim, proof }: ClaimedRecord, plan: CommitPlan): void {
  const isOfIt = plan.units.every(({ UnitID }) => claim.facts.planned.has(UnitID))
  if (isGenuine(proof) && isOfIt) return
  throw refusal(
    'other-change',
    'These are not the units of that proposal, or its record is not the signed one, so nothing says that they are taken up anew. Nothing was written. Make a new change of them.',
  )
}

/** A change that someone is writing is left to them, and one that was ended stays so. */
export function mustRest(record: ProvenRecord, now: Date): void {
  const { state, texts, facts } = record.claim
  if (texts.waves !== '' && facts.waves === undefined) {
    throw refusal(
      'other-version',
      'The waves of this change were planned by another version of Hubdeck, which this one cannot read, so nothing is written. Go on with that version.',
    )
  }
  if (state?.state === 'ended') {
    throw refusal(
      'change-ended',
      'Someone ended this change here, so nothing more is written under it. Write the rest as a separate change.',
    )
  }
  mustNotRun(record, now)
}

/** Only waves that are left can be ended. */
export function mustBeEndable({ claim, proof }: ProvenRecord): void {
  if (!isGenuine(proof)) throw notProven()
  const { state } = claim
  if (claim.facts.waves !== undefined && state?.state !== 'done' && state?.state !== 'ended') return
  throw refusal('nothing-to-end', 'No wave of this change is left to write, so there is nothing to end.')
}

export function mustNotRun(record: ProvenRecord, now: Date): void {
  const { state } = record.claim
  const newest = timesOf(record).reduce(later, '')
  if (state === undefined || waveStanding(state, now.getTime(), newest).state !== 'running') return
  const wave = state.state === 'running' ? ` wave ${state.wave} of` : ''
  throw refusal(
    'wave-running',
    `Someone is writing${wave} this change right now. Look at it again in a moment; if nothing more happens for half a minute, it can be taken up.`,
  )
}

/** When its units were written; of metadata no revision tells it, so a later change of such a unit counts as well. */
function timesOf(record: ProvenRecord): string[] {
  const { claim, holding } = record
  const times = holding.revisions.map(({ CreatedAt = '' }) => CreatedAt)
  if (claim.facts.metadata.size === 0) return times
  const written = [...metadataStates(record)].filter(([, state]) => state === 'written')
  return [...times, ...written.map(([id]) => holding.units.get(id)?.Unit.UpdatedAt ?? '')]
}

function later(a: string, b: string): string {
  return (Date.parse(b) || 0) > (Date.parse(a) || 0) ? b : a
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
  mustBeAsProposed(record, plan, secret)
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
