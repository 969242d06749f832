'use client'

import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { type PreviewFlow, rowsOf } from '#components/change/preview/flow.ts'
import { type Choice, isChoosable, rowsToWrite } from '#components/change/preview/preview-counts.ts'
import type { Purpose } from '#components/change/scope/purpose.ts'
import type { NeededAnswer } from '#lib/change/proposal/proposal-view.ts'
import { neededQuery } from '#lib/queries/proposals/proposals.ts'
import { sessionQuery } from '#lib/queries/session.ts'

/** The approvals of others that what is included lacks, by rule. */
export type Lacking = {
  readonly rules: readonly { readonly condition: string; readonly count: number; readonly units: number }[]
  /** Someone undoes their own change, for which nobody has to approve. */
  readonly isExempt: boolean
  /** Why it is not known, so that only writing shows it. */
  readonly error: Error | null
}

export function useLacking(purpose: Purpose, flow: PreviewFlow, isStale: boolean, choice: Choice): Lacking {
  const { data: session } = useQuery(sessionQuery())
  const rows = rowsOf(flow)
  const unitIds = useMemo(() => rows.filter(isChoosable).map(({ UnitID }) => UnitID), [rows])
  const seal = flow.step === 'done' && !isStale ? flow.seal : undefined
  const tagId = purpose.kind === 'resume' ? purpose.record.TagID : undefined
  const { data, error } = useQuery({
    ...neededQuery(seal?.hash ?? '', unitIds, tagId),
    enabled: seal !== undefined && unitIds.length > 0,
  })
  const rules = useMemo(
    () => (seal === undefined || data === undefined ? [] : rulesOf(data, rowsToWrite(rows, choice))),
    [seal, data, rows, choice],
  )
  const isExempt = data?.isUndoExempt === true && isOwnUndo(purpose, session?.user?.UserID)
  return { rules, isExempt, error: seal === undefined ? null : error }
}

function rulesOf({ rules }: NeededAnswer, written: readonly { UnitID: string }[]): Lacking['rules'] {
  const ids = new Set(written.map(({ UnitID }) => UnitID))
  return rules.flatMap(({ condition, count, unitIds }) => {
    const units = unitIds.filter((id) => ids.has(id)).length
    return units === 0 ? [] : { condition, count, units }
  })
}

/** The undo of an undo brings something back, so it is no emergency. Metadata has no revisions that prove the change. */
function isOwnUndo(purpose: Purpose, me: string | undefined): boolean {
  if (purpose.kind !== 'undo' || purpose.patch.kind !== 'restore') return false
  return purpose.record.author === me && purpose.record.undoes === ''
}

/** Whether writing would certainly be refused. */
export function isUnapproved({ rules, isExempt }: Lacking): boolean {
  return rules.length > 0 && !isExempt
}
