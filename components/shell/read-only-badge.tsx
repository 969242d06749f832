'use client'

import { useQuery } from '@tanstack/react-query'
import { Eye } from 'lucide-react'
import { PendingButton } from '#components/ui/button/pending-button.tsx'
import { Button } from '#components/ui/button.tsx'
import { Popover, PopoverTrigger } from '#components/ui/overlay/popover.tsx'
import { useMayWrite } from '#components/ui/state/use-may-write.ts'
import type { WritingRights } from '#lib/confighub/writing-rights.ts'
import { writingRightsQuery } from '#lib/queries/writing-rights.ts'

/** Says that this person may only view, and how that was determined. Absent for everyone else. */
export function ReadOnlyBadge() {
  const { data, isFetching, refetch } = useQuery(writingRightsQuery())
  if (useMayWrite() !== 'refused' || data === undefined) return null
  return (
    <PopoverTrigger>
      <Button size="sm" className="shrink-0 text-attention">
        <Eye aria-hidden size={14} />
        <span className="max-sm:sr-only">Read only</span>
      </Button>
      <Popover label="Why read only" placement="bottom" className="w-88">
        <div className="flex flex-col gap-2 p-3 text-sm">
          <p className="font-semibold">You can view, but not write</p>
          <p>{howItIsKnown(data)}</p>
          {data.reason && <p className="mono whitespace-pre-wrap break-words text-muted">{data.reason}</p>}
          <p className="text-muted">
            An administrator of the organization can grant you the right. Then check again.
          </p>
          <PendingButton
            size="sm"
            className="self-start"
            isPending={isFetching}
            onPress={() => void refetch()}
          >
            Check again
          </PendingButton>
        </div>
      </Popover>
    </PopoverTrigger>
  )
}

function howItIsKnown({ asked, spaces }: WritingRights): string {
  const place = asked === 1 ? 'the one space' : `each of the ${asked} spaces`
  const rest = spaces > asked ? `, of ${spaces} that you see` : ''
  return `ConfigHub refused an empty trial change in ${place} it was asked about${rest}. Nothing was changed.`
}
