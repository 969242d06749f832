'use client'

import { CircleAlert } from 'lucide-react'
import { type ReactNode, useEffect, useState } from 'react'
import { Button } from '#components/ui/button.tsx'
import { classNames } from '#components/ui/class-names.ts'
import { ConnectionLink } from '#components/ui/connection-link.tsx'
import { CopyButton } from '#components/ui/copy-button.tsx'
import { errorAdvice } from '#components/ui/error/error-advice.ts'
import { failureOf } from '#components/ui/error/failure.ts'
import { sessionEnded } from '#components/ui/state/session-end.ts'

export type ErrorPanelProps = {
  error: unknown
  /** Overrides the title with what happened here: "The preview stopped". */
  title?: string
  onRetry?: () => void
  /** `banner` is shown above content that stays; `panel` replaces the content. */
  form?: 'panel' | 'banner'
  className?: string
  /** Further actions. */
  children?: ReactNode
}

/** What happened, what it means, what to do, and the id to look for in the server's log. */
export function ErrorPanel({ error, title, onRetry, form = 'panel', className, children }: ErrorPanelProps) {
  const failure = failureOf(error)
  const advice = errorAdvice(failure)
  return (
    <div
      role="alert"
      className={classNames(
        'flex items-start gap-2.5 rounded-md border border-removed/40 bg-removed-soft p-3 text-sm',
        form === 'panel' && 'mx-auto my-6 max-w-2xl',
        className,
      )}
    >
      <CircleAlert aria-hidden size={16} className="mt-0.5 shrink-0 text-removed" />
      <div className="flex min-w-0 flex-1 flex-col gap-1.5">
        <p className="font-semibold text-removed">{title ?? advice.title}</p>
        <p className="text-ink">{advice.advice}</p>
        <p className="mono max-h-40 overflow-y-auto whitespace-pre-wrap break-words text-ink">
          {failure.message}
        </p>
        <div className="mt-1 flex flex-wrap items-center gap-2">
          {advice.needsSignIn && (
            <Button variant="primary" size="sm" onPress={sessionEnded}>
              Sign in again
            </Button>
          )}
          {onRetry && advice.isRetrySafe && <RetryButton retryAt={failure.retryAt} onRetry={onRetry} />}
          {failure.retryAt !== undefined && (
            <span className="figures text-muted text-xs">
              Possible again at {clock.format(failure.retryAt)}
            </span>
          )}
          {advice.needsConnectionTest && <ConnectionLink />}
          {children}
          {failure.operation && !failure.message.includes(failure.operation) && (
            <span className="mono text-muted text-xs [overflow-wrap:anywhere]">{failure.operation}</span>
          )}
          {failure.requestId && (
            <span className="inline-flex items-center gap-1 text-muted text-xs">
              Request <span className="mono">{failure.requestId}</span>
              <CopyButton text={failure.requestId} label="Copy request id" />
            </span>
          )}
        </div>
      </div>
    </div>
  )
}

const clock = new Intl.DateTimeFormat('en-GB', { timeStyle: 'medium' })

/** Disabled until the time at which a retry can succeed. */
function RetryButton({ retryAt = 0, onRetry }: { retryAt: number | undefined; onRetry: () => void }) {
  const [isEarly, setIsEarly] = useState(() => retryAt > Date.now())
  useEffect(() => {
    const timer = setTimeout(() => setIsEarly(false), Math.max(0, retryAt - Date.now()))
    setIsEarly(retryAt > Date.now())
    return () => clearTimeout(timer)
  }, [retryAt])
  return (
    <Button size="sm" isDisabled={isEarly} onPress={onRetry}>
      Try again
    </Button>
  )
}
