import type { ChangeState } from '#components/change/record/change-state.ts'
import { count } from '#lib/base/plural.ts'
import { hasMoved } from '#lib/change/proposal/proposal-state.ts'
import type { ChangeRecord } from '#lib/change/record/change-record.ts'

/** The state of a change of which nothing is written yet. */
export function proposalState({ units }: Pick<ChangeRecord, 'units'>): ChangeState {
  const moved = units.filter(hasMoved).length
  const drift =
    moved === 0
      ? 'None of them changed since.'
      : `${moved === units.length ? 'All' : moved} of them changed since.`
  const elsewhere = units.filter(({ state }) => state === 'elsewhere').length
  const written =
    elsewhere === 0 ? 'nothing is written yet' : `${elsewhere} of them written under another record`
  return {
    tone: 'open',
    sentence: `Proposed for ${count(units.length, 'unit')}; ${written}. ${drift}`,
    canResume: false,
  }
}
