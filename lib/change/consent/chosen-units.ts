import { count } from '#lib/base/plural.ts'
import type { CommitRefusal, CommitRequest } from '#lib/change/model.ts'
import type { SealedUnit } from '#lib/change/seal/seal-contents.ts'

/** A unit to be written, and its new document hash. */
export type PlannedUnit = SealedUnit & { readonly resultHash: string }

export type Chosen =
  | {
      readonly ok: true
      readonly units: readonly PlannedUnit[]
      /** How many of them were consented to. */
      readonly consented: number
    }
  | { readonly ok: false; readonly code: CommitRefusal; readonly message: string }

type Choice = Pick<CommitRequest, 'excludedUnitIds' | 'includedUnitIds' | 'consentReason'>

/**
 * The units of a seal that a commit writes. Units that need consent must be excluded or included by name: a caller who
 * has not looked at the preview is refused, and silence is taken neither as consent nor as exclusion.
 */
export function chosenUnits(sealed: readonly SealedUnit[], choice: Choice): Chosen {
  const excluded = idSet(choice.excludedUnitIds)
  const included = idSet(choice.includedUnitIds ?? [])
  const left = sealed.filter(
    (unit): unit is PlannedUnit =>
      unit.resultHash !== undefined && unit.mark !== 'refused' && !excluded.has(idOf(unit)),
  )
  const undecided = left.filter((unit) => unit.mark === 'consent' && !included.has(idOf(unit)))
  if (undecided.length > 0) return consentMissing(undecided)
  const units = left.filter((unit) => unit.mark === undefined || included.has(idOf(unit)))
  const consented = units.filter((unit) => unit.mark === 'consent').length
  if (consented > 0 && (choice.consentReason ?? '').trim() === '') {
    return refusal(
      `${count(consented, 'unit')} of this change ${consented === 1 ? 'needs' : 'need'} consent. Say why ${consented === 1 ? 'it is' : 'they are'} meant, or exclude ${consented === 1 ? 'it' : 'them'}.`,
    )
  }
  return { ok: true, units, consented }
}

function consentMissing(undecided: readonly SealedUnit[]): Chosen {
  const named = undecided.slice(0, 3).map(({ SpaceSlug, Slug }) => `${SpaceSlug}/${Slug}`)
  const more = undecided.length > named.length ? ` and ${undecided.length - named.length} more` : ''
  return refusal(
    `${count(undecided.length, 'unit')} ${undecided.length === 1 ? 'needs' : 'need'} consent: ${named.join(', ')}${more}. Look at the preview, then include or exclude each of them.`,
  )
}

/** Ids are compared without regard to case. */
function idSet(ids: readonly string[]): ReadonlySet<string> {
  return new Set(ids.map((id) => id.toLowerCase()))
}

function idOf({ UnitID }: SealedUnit): string {
  return UnitID.toLowerCase()
}

function refusal(message: string): Chosen {
  return { ok: false, code: 'consent-missing', message }
}
