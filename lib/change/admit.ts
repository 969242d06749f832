import { chosenUnits, type PlannedUnit } from '#lib/change/chosen-units.ts'
import { withConsent } from '#lib/change/consent-text.ts'
import type { CommitRefusal, CommitRequest } from '#lib/change/model.ts'
import { openSeal, type SealAuthor, type SealContents } from '#lib/change/seal.ts'

/** A commit that may begin: the seal is genuine and the request complete. */
export type CommitPlan = {
  readonly contents: SealContents
  readonly sealHash: string
  readonly units: readonly PlannedUnit[]
  readonly reason: string
  readonly ticket: string | undefined
  /** Where the record is made, or which record goes on. */
  readonly record: { readonly spaceId: string } | { readonly tagId: string }
}

export type Admission =
  | { readonly ok: true; readonly plan: CommitPlan }
  | { readonly ok: false; readonly code: CommitRefusal; readonly message: string }

export type SealKey = { readonly secret: string; readonly author: SealAuthor; readonly now: Date }

/** The reason travels in a query string, whose length is limited. */
const maxReasonEncoded = 3000

/** Everything that can be refused before anything is written. */
export async function admitCommit(request: CommitRequest, key: SealKey): Promise<Admission> {
  const opened = await openSeal(request.seal, key)
  if (!opened.ok) return opened
  const given = request.reason.trim().toWellFormed()
  if (given === '') return refusal('reason-missing', 'Say why: the reason is kept with every revision.')
  const chosen = chosenUnits(opened.contents.units, request)
  if (!chosen.ok) return chosen
  const { units } = chosen
  const { consented } = chosen
  const goesOn = request.tagId !== undefined
  const reason = withConsent(given, { consented, why: request.consentReason, goesOn })
  if (encodeURIComponent(reason).length > maxReasonEncoded) {
    return refusal(
      'reason-too-long',
      'The reason is too long. Keep it to about 1,000 characters, and link the rest.',
    )
  }
  const record = recordOf(request)
  if (record === undefined) {
    return refusal('record-space-missing', 'Choose the Space in which the record of this change is kept.')
  }
  if (units.length === 0) {
    return refusal('nothing-to-write', 'Nothing is left to write: every unit stays as it is, or is excluded.')
  }
  const ticket = request.ticket?.trim().toWellFormed() || undefined
  return {
    ok: true,
    plan: { contents: opened.contents, sealHash: opened.sealHash, units, reason, ticket, record },
  }
}

function recordOf({ tagId, recordSpaceId }: CommitRequest): CommitPlan['record'] | undefined {
  if (tagId !== undefined) return { tagId }
  return recordSpaceId === undefined ? undefined : { spaceId: recordSpaceId }
}

function refusal(code: CommitRefusal, message: string): Admission {
  return { ok: false, code, message }
}
