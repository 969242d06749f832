'use client'

import { SearchX } from 'lucide-react'
import { useRef } from 'react'
import { Button } from '#components/ui/button.tsx'
import { EmptyState } from '#components/ui/empty-state.tsx'
import { count } from '#lib/base/plural.ts'
import type { ComputedOutcome } from '#lib/rows/rows-wire.ts'

/** The other conditions select units, and what is computed here holds for none of them. */
export function NoneComputed({
  condition,
  outcome: { judged, unknown, isCut },
  onDrop,
}: {
  condition: string
  outcome: ComputedOutcome
  onDrop: () => void
}) {
  const place = useRef<HTMLDivElement>(null)
  return (
    <div ref={place} tabIndex={-1} className="outline-none">
      <EmptyState
        icon={<SearchX aria-hidden size={28} />}
        title="No unit is known to match this query"
        action={
          <Button
            size="sm"
            onPress={() => {
              // The button goes with its condition.
              place.current?.focus()
              onDrop()
            }}
          >
            Drop it
          </Button>
        }
      >
        The other conditions select {isCut ? `more than ${count(judged, 'unit')}` : count(judged, 'unit')}.{' '}
        <span className="mono">{condition}</span> holds for none {isCut ? 'of the first ones' : 'of them'}
        {unknown > 0 && `; of ${count(unknown, 'unit')} it is unknown`}.
      </EmptyState>
    </div>
  )
}
