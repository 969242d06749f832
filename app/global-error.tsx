'use client'

import './globals.css'
import { ErrorPanel } from '#components/ui/error/error-panel.tsx'

/** Shown when the frame itself throws. Next.js requires it to render its own document. */
export default function GlobalError({
  error,
  reset,
}: {
  error: Error & { digest?: string }
  reset: () => void
}) {
  return (
    <html lang="en-GB">
      <body>
        <title>Something went wrong in Hubdeck</title>
        <main className="p-4">
          <ErrorPanel
            title="Something went wrong in Hubdeck"
            error={{ message: error.message, ...(error.digest ? { requestId: error.digest } : {}) }}
            onRetry={reset}
          />
        </main>
      </body>
    </html>
  )
}
