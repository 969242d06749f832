'use client'

import { Hourglass } from 'lucide-react'
import { useEffect, useState } from 'react'
import { Button } from '#components/ui/button.tsx'
import { classNames } from '#components/ui/class-names.ts'
import { ConnectionLink } from '#components/ui/connection-link.tsx'
import { retryWaiting, stopWaiting, useWaiting } from '#components/ui/waiting/waiting.ts'

/**
 * Says since when an answer has been pending, and offers to retry or stop. Floats in a corner, or appears `inline`
 * where a dialog would cover the corner.
 */
export function WaitingNotice({ form = 'floating' }: { form?: 'floating' | 'inline' }) {
  const waiting = useWaiting()
  return (
    <div
      role="status"
      className={classNames(
        form === 'floating' && 'fixed bottom-16 left-4 z-50 max-w-[calc(100vw-32px)] sm:bottom-4 sm:left-19',
      )}
    >
      {waiting && (
        <div
          className={classNames(
            'flex animate-appear flex-wrap items-center gap-x-3 gap-y-2 rounded-md border border-line bg-raised px-3 py-2 text-sm',
            form === 'floating' && 'shadow-float',
          )}
        >
          <Hourglass aria-hidden size={15} className="shrink-0 text-attention" />
          <p className="figures">
            ConfigHub has not answered since {clock.format(waiting.since)}
            <Elapsed since={waiting.since} />
          </p>
          <span className="flex flex-wrap items-center gap-2">
            <Button size="sm" onPress={retryWaiting}>
              Retry
            </Button>
            <Button size="sm" variant="quiet" onPress={stopWaiting}>
              Stop waiting
            </Button>
            <ConnectionLink />
          </span>
        </div>
      )}
    </div>
  )
}

const clock = new Intl.DateTimeFormat('en-GB', { timeStyle: 'medium' })

/** Not read aloud: it changes every second. */
function Elapsed({ since }: { since: number }) {
  const [now, setNow] = useState(() => Date.now())
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 1000)
    return () => clearInterval(timer)
  }, [])
  const seconds = Math.max(0, Math.round((now - since) / 1000))
  return (
    <span aria-hidden className="text-muted">
      {' '}
      ({seconds.toLocaleString('en-GB')} s)
    </span>
  )
}
