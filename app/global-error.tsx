'use client'

import './globals.css'
import { ErrorPanel } from '#components/ui/error/error-panel.tsx'

/** When even the frame failed. It brings its own document, as Next asks. */
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
        <title>Hubdeck has a fault</title>
        <main className="p-4">
          <ErrorPanel
            title="Hubdeck has a fault"
            error={{ message: error.message, ...(error.digest ? { requestId: error.digest } : {}) }}
            onRetry={reset}
          />
        </main>
      </body>
    </html>
  )
}
