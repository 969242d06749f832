'use client'

import { ErrorPanel } from '#components/ui/error/error-panel.tsx'

/** A fault in a page: the frame stays, and the page can be tried again. */
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
