'use client'

import { useQuery } from '@tanstack/react-query'
import { Eye } from 'lucide-react'
import { PendingButton } from '#components/ui/button/pending-button.tsx'
import { writingRightsQuery } from '#lib/queries/writing-rights.ts'

/** Replaces the last step for someone who may not write: why, and who can change that. */
export function ReadOnlyWrite() {
  const { data, isFetching, refetch } = useQuery(writingRightsQuery())
  return (
    <div className="flex flex-col items-start gap-2.5 rounded-md border border-line bg-surface p-3 text-sm">
      <p className="flex items-center gap-2 font-semibold">
        <Eye aria-hidden size={15} className="shrink-0 text-attention" />
        Read only
      </p>
      <p>
        You may preview what a change would do, but not write it: ConfigHub refuses writes under your name.
      </p>
      {data?.reason && <p className="mono break-words text-muted text-xs">{data.reason}</p>}
      <p className="text-muted">
        An administrator of the organization can grant you the right, or whoever manages a space for that
        Space.
      </p>
      <PendingButton size="sm" isPending={isFetching} onPress={() => void refetch()}>
        Check again
      </PendingButton>
    </div>
  )
}
