'use client'

import { Fault, type FaultProps } from '#components/shell/fault.tsx'

/** A fault in a page: the frame stays, and the page can be tried again. */
export default function PageError(fault: FaultProps) {
  return (
    <div className="p-4">
      <Fault title="Something went wrong on this page" {...fault} />
    </div>
  )
}
