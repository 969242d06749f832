'use client'

import { useRef } from 'react'
import type { Changes } from '#components/change/list/use-changes.ts'
import { Button } from '#components/ui/button.tsx'
import { Time } from '#components/ui/time/time.tsx'
import { count } from '#lib/base/plural.ts'

/** What came since the list was read, and how long ago that was looked at. Rows come only when asked for. */
export function ChangesLiveLine({ changes: { list, added, checkedAt, checkError } }: { changes: Changes }) {
  const line = useRef<HTMLDivElement>(null)
  if (checkedAt === 0) return null
  return (
    <div ref={line} tabIndex={-1} className="flex min-w-0 items-center gap-1.5 text-sm outline-none">
      <p role="status" className="figures min-w-0 truncate">
        {added > 0 && `${count(added, 'new change')}`}
      </p>
      {added > 0 && (
        <Button
          size="sm"
          onPress={() => {
            // The button goes with the news.
            line.current?.focus()
            void list.refetch()
          }}
        >
          Update
        </Button>
      )}
      <span
        className={`truncate text-xs ${checkError ? 'text-attention' : 'text-muted'}`}
        title={checkError ? checkError.message : 'Compared every 15 s while you look'}
      >
        {checkError && 'Comparing with the hub failed · '}
        checked <Time at={new Date(checkedAt).toISOString()} />
      </span>
    </div>
  )
}
