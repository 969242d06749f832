'use client'

import { ErrorPanel } from '#components/ui/error/error-panel.tsx'

/** Shown when a page throws. The frame around it stays, and the page can be tried again. */
export default function PageError({
  error,
  reset,
}: {
  error: Error & { digest?: string }
  reset: () => void
}) {
  return (
    <div className="p-4">
      <ErrorPanel
        title="Something went wrong on this page"
        error={{ message: error.message, ...(error.digest ? { requestId: error.digest } : {}) }}
        onRetry={reset}
      />
    </div>
  )
}
