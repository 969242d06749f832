'use client'

import './globals.css'
import { Fault, type FaultProps } from '#components/shell/fault.tsx'

/** When even the frame failed. It brings its own document, as Next asks. */
export default function GlobalError(fault: FaultProps) {
  return (
    <html lang="en-GB">
      <body>
        <title>Hubdeck has a fault</title>
        <main className="p-4">
          <Fault title="Hubdeck has a fault" {...fault} />
        </main>
      </body>
    </html>
  )
}
