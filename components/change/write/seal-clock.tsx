'use client'

import { Lock, LockOpen } from 'lucide-react'
import type { Seal } from '#components/change/preview/flow.ts'
import { useNow } from '#components/ui/time/now.ts'

const timeForm = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit' })

/** `sealed 12:04, 14 min left`. */
export function SealClock({ seal }: { seal: Seal }) {
  // The shared clock ticks rarely, so it may still show a time before the seal was made.
  const now = Math.max(useNow() ?? 0, seal.sealedAt)
  const left = seal.expiresAt - now
  const isOver = left <= 0
  const Icon = isOver ? LockOpen : Lock
  return (
    <p
      className={
        isOver
          ? 'flex items-center gap-1.5 text-attention text-xs'
          : 'flex items-center gap-1.5 text-muted text-xs'
      }
    >
      <Icon aria-hidden size={13} className="shrink-0" />
      <span className="figures" title="Exactly what was previewed is written, and only until then">
        sealed {timeForm.format(seal.sealedAt)}, {isOver ? 'expired' : `${minutesText(left)} left`}
      </span>
    </p>
  )
}

function minutesText(ms: number): string {
  const minutes = Math.ceil(ms / 60_000)
  return minutes <= 1 ? 'less than a minute' : `${minutes} min`
}
