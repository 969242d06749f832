import { chosenUnits, type PlannedUnit } from '#lib/change/consent/chosen-units.ts'
import { withConsent } from '#lib/change/consent/consent-text.ts'
import { reasonProblem, ticketProblem } from '#lib/change/consent/reason.ts'
import { senseProblem } from '#lib/change/consent/reason-sense.ts'
import { revisionText } from '#lib/change/consent/revision-text.ts'
import type { CommitRefusal, CommitRequest, WaveRequest } from '#lib/change/model.ts'
import { openSeal } from '#lib/change/seal/seal.ts'
import type { SealAuthor, SealContents, SealedUnit } from '#lib/change/seal/seal-contents.ts'
import { planOf, planProblem, type WavePlan } from '#lib/change/waves/plan.ts'
import { maskText } from '#lib/config/mask/mask.ts'

/** A commit that may begin: its seal is genuine and its request is complete. */
export type CommitPlan = {
  readonly contents: SealContents
  readonly sealHash: string
  readonly units: readonly PlannedUnit[]
  /** Without secrets: ConfigHub shows both to everyone who may read the unit. */
  readonly reason: string
  readonly ticket: string | undefined
  /** Where the record is created, or which one is resumed. */
  readonly record: PlannedRecord
  /** Of a new record; a resumed one has its own, and one that continues another takes over the rest of that. */
  readonly waves?: WavePlan
  /** The wave to begin with, counted from 1. */
  readonly wave?: number
}

type PlannedRecord =
  | {
      readonly kind: 'new'
      readonly spaceId: string
      /** TagID of the proposal of which it takes up units that had changed since. */
      readonly anew?: string
    }
  /** The author's own record, interrupted before its end. */
  | { readonly kind: 'resume'; readonly tagId: string }
  /** A new record of the author's, which continues another one. */
  | { readonly kind: 'continue'; readonly spaceId: string; readonly continues: string }

export type Admission =
  | { readonly ok: true; readonly plan: CommitPlan }
  | { readonly ok: false; readonly code: CommitRefusal; readonly message: string }

export type SealKey = { readonly secret: string; readonly author: SealAuthor; readonly now: Date }

/** Checks everything that can be refused before anything is written. */
export async function admitCommit(request: CommitRequest, key: SealKey): Promise<Admission> {
  const opened = await openSeal(request.seal, key)
  if (!opened.ok) return opened
  const given = request.reason.trim().toWellFormed()
  const ticket = request.ticket?.trim().toWellFormed() ?? ''
  const isNew = request.tagId === undefined && request.continues === undefined
  const said = saidProblem(given, ticket, isNew)
  if (said !== undefined) return refusal(said.code, said.message)
  const unknown = unknownIds(opened.contents.units, request.excludedUnitIds)
  if (unknown.length > 0) return refusal('excluded-unknown', unknownMessage(unknown))
  const chosen = chosenUnits(opened.contents.units, request)
  if (!chosen.ok) return chosen
  const { units, consented } = chosen
  const reason = withConsent(given, { consented, why: request.consentReason, isResumed: !isNew })
  const problem = reasonProblem(revisionText({ reason, ticket }))
  if (problem !== undefined) return refusal(problem.code, problem.message)
  const record = recordOf(request)
  if (record === undefined) {
    return refusal('record-space-missing', 'Choose the space in which the record of this change is kept.')
  }
  const { contents, sealHash } = opened
  if (units.length === 0) {
    return refusal('nothing-to-write', 'Nothing is left to write: every unit stays as it is, or is excluded.')
  }
  const unfit =
    request.waves &&
    planProblem(
      request.waves,
      units.map(({ UnitID }) => UnitID),
    )
  if (unfit !== undefined) return refusal('waves-unfit', `${unfit} Nothing was written.`)
  const waves = {
    ...(request.waves === undefined ? {} : { waves: planOf(request.waves.map(withoutSecrets)) }),
    ...(request.wave === undefined ? {} : { wave: request.wave }),
  }
  const texts = { reason: maskText(reason), ticket: maskText(ticket) || undefined }
  return { ok: true, plan: { contents, sealHash, units, ...texts, record, ...waves } }
}

/** Whoever goes on with a change repeats what is recorded, whatever it says. */
function saidProblem(reason: string, ticket: string, isNew: boolean) {
  return reasonProblem(reason) ?? (isNew ? senseProblem(reason) : undefined) ?? ticketProblem(ticket)
}

function recordOf({ tagId, recordSpaceId, continues, anew }: CommitRequest): PlannedRecord | undefined {
  if (tagId !== undefined) return { kind: 'resume', tagId: tagId.toLowerCase() }
  if (recordSpaceId === undefined) return undefined
  return continues === undefined
    ? { kind: 'new', spaceId: recordSpaceId, ...(anew !== undefined && { anew: anew.toLowerCase() }) }
    : { kind: 'continue', spaceId: recordSpaceId, continues: continues.toLowerCase() }
}

/** Names of waves are typed, or are labels, and stand in the record. */
function withoutSecrets(wave: WaveRequest): WaveRequest {
  return { ...wave, name: maskText(wave.name.toWellFormed()) }
}

function unknownIds(sealed: readonly SealedUnit[], ids: readonly string[]): string[] {
  const known = new Set(sealed.map(({ UnitID }) => UnitID.toLowerCase()))
  return ids.filter((id) => !known.has(id.toLowerCase()))
}

function unknownMessage(ids: readonly string[]): string {
  const named = ids.slice(0, 3).join(', ')
  const more = ids.length > 3 ? ` and ${ids.length - 3} more` : ''
  return `These units cannot be excluded, because they are not part of this preview: ${named}${more}. Nothing was written. Preview again, and exclude units of that preview.`
}

function refusal(code: CommitRefusal, message: string): Admission {
  return { ok: false, code, message }
}
