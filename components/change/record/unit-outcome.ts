import type { NotWritten } from '#components/change/write/saved-commit.ts'
import type { ChangedUnit } from '#lib/change/record/change-record.ts'
import type { KeptOutcome } from '#lib/change/record/kept-outcomes.ts'

export type UnitOutcome = {
  readonly text: string
  readonly requestId?: string | undefined
  readonly isMoved: boolean
}

/** Why a unit was not written, or only later: as this browser saw it, else as the record keeps it. */
export function unitOutcome(
  { state, outcome }: Pick<ChangedUnit, 'state' | 'outcome'>,
  told: NotWritten | undefined,
): UnitOutcome | undefined {
  if (state === 'not-written' && told !== undefined)
    return { text: told.reason, requestId: told.requestId, isMoved: told.status === 'moved' }
  if (outcome === undefined) return undefined
  const isLeft = state === 'not-written'
  const text = textOf(outcome, isLeft)
  return text === '' ? undefined : { text, isMoved: isLeft && outcome.status === 'moved' }
}

function textOf({ status, why }: KeptOutcome, isLeft: boolean): string {
  // What was refused and then written is said of the unit, as it went.
  if (!isLeft)
    return status === 'retried' || status === 'unknown' ? `Not written at first. ${why}`.trim() : ''
  switch (status) {
    case 'left-query':
      return 'It no longer matched the query when it was to be written.'
    case 'already-so':
      return 'It was already as previewed, by another change.'
    case 'written':
    case 'retried':
      return why
    case 'moved':
      return why || 'Someone changed it after the preview.'
    case 'refused':
      return why || 'The hub refused it, or did not answer.'
    case 'unknown':
      return why || 'The hub did not answer.'
    default:
      return status satisfies never
  }
}
