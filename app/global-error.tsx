'use client'

import './globals.css'
import { Fault, type FaultProps } from '#components/shell/fault.tsx'

/** Shown when even the frame failed. Next.js requires it to render its own document. */
export default function GlobalError(fault: FaultProps) {
  return (
    <html lang="en-GB">
      <body>
        <title>Something went wrong in Hubdeck</title>
        <main className="p-4">
          <Fault title="Something went wrong in Hubdeck" {...fault} />
        </main>
      </body>
    </html>
  )
}
