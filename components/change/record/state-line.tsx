'use client'

import { CircleAlert, CircleCheck, CircleX, FileClock, LoaderCircle } from 'lucide-react'
import type { ChangeState } from '#components/change/record/change-state.ts'
import { Button } from '#components/ui/button.tsx'
import { classNames } from '#components/ui/class-names.ts'
import { count } from '#lib/base/plural.ts'

const tones = {
  done: { Icon: CircleCheck, tint: 'bg-added-soft text-added' },
  partial: { Icon: CircleAlert, tint: 'bg-attention-soft text-attention' },
  open: { Icon: FileClock, tint: 'bg-accent-soft text-ink' },
  none: { Icon: CircleX, tint: 'bg-removed-soft text-removed' },
} as const

/** The current state, in one sentence. */
export function StateLine({
  state,
  isWriting,
  written,
  planned,
  isStale,
  onRefresh,
}: {
  state: ChangeState
  isWriting: boolean
  written: number
  planned: number
  /** The hub did not answer the last request. */
  isStale: boolean
  onRefresh: () => void
}) {
  const { Icon, tint } = tones[state.tone]
  return (
    <div
      role="status"
      className={classNames(
        'flex flex-wrap items-center gap-2.5 rounded-md px-3 py-2 font-medium',
        isWriting ? 'bg-sunken text-ink' : tint,
      )}
    >
      {isWriting ? (
        <LoaderCircle aria-hidden size={17} className="shrink-0 animate-spin" />
      ) : (
        <Icon aria-hidden size={17} className="shrink-0" />
      )}
      <p className="figures min-w-0 flex-1">
        {isWriting ? `Being written: ${written} of ${count(planned, 'unit')} so far.` : state.sentence}
      </p>
      {isStale && (
        <span className="flex items-center gap-2 font-normal text-sm">
          This may be out of date: the hub does not answer.
          <Button size="sm" onPress={onRefresh}>
            Refresh
          </Button>
        </span>
      )}
    </div>
  )
}
