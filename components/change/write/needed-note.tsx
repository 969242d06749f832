'use client'

import { useQuery } from '@tanstack/react-query'
import { UserCheck } from 'lucide-react'
import type { PreviewFlow } from '#components/change/preview/flow.ts'
import { type Choice, rowsToWrite } from '#components/change/preview/preview-counts.ts'
import { count } from '#lib/base/plural.ts'
import { neededQuery } from '#lib/queries/proposals/proposals.ts'

/** Says before writing what others have to approve. */
export function NeededNote({
  flow,
  choice,
  isUndo,
}: {
  flow: Extract<PreviewFlow, { step: 'done' }>
  choice: Choice
  isUndo: boolean
}) {
  const unitIds = rowsToWrite(flow.rows, choice).map(({ UnitID }) => UnitID)
  const { data } = useQuery({ ...neededQuery(flow.seal.hash, unitIds), enabled: unitIds.length > 0 })
  if (data === undefined || data.rules.length === 0) return null
  return (
    <div role="status" className="flex items-start gap-2 rounded-md bg-attention-soft px-3 py-2 text-sm">
      <UserCheck aria-hidden size={15} className="mt-0.5 shrink-0 text-attention" />
      <div className="flex min-w-0 flex-col gap-1">
        {data.rules.map(({ condition, count: needed, units }) => (
          <p key={condition} className="break-words">
            {count(units, 'unit')} {units === 1 ? 'needs' : 'need'} {count(needed, 'approval')} by others (
            <span className="mono text-xs">{condition}</span>).
          </p>
        ))}
        <p>
          {isUndo && data.isUndoExempt
            ? 'Undoing your own change is written without, while every unit is as the change left it.'
            : 'Keep this preview as a proposal, and send its address to someone who may approve it.'}
        </p>
      </div>
    </div>
  )
}
