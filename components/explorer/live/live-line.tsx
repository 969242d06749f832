'use client'

import { useRef } from 'react'
import type { Live } from '#components/explorer/live/use-live.ts'
import { Button } from '#components/ui/button.tsx'
import { Time } from '#components/ui/time/time.tsx'
import { count } from '#lib/base/plural.ts'
import type { LiveState } from '#lib/queries/live/live-reader.ts'

/** What changed elsewhere since the rows were read, and how long ago that was looked at. Rows move only when asked to. */
export function LiveLine({ live: { state, update } }: { live: Live }) {
  const news = state === undefined ? [] : newsOf(state)
  const line = useRef<HTMLDivElement>(null)
  return (
    <div ref={line} tabIndex={-1} className="flex min-w-0 items-center gap-1.5 text-sm outline-none">
      <p role="status" className="figures min-w-0 truncate">
        {news.join(' · ')}
      </p>
      {news.length > 0 && (
        <Button
          size="sm"
          onPress={() => {
            // The button goes with the news.
            line.current?.focus()
            update()
          }}
        >
          Update
        </Button>
      )}
      {state !== undefined && <Checked state={state} />}
    </div>
  )
}

/** The time is no news, so it is not announced. */
function Checked({ state: { checkedAt, error } }: { state: LiveState }) {
  const since = checkedAt === undefined ? undefined : new Date(checkedAt).toISOString()
  if (error !== undefined)
    return (
      <span className="truncate text-attention text-xs" title={error.message}>
        Comparing with the hub failed{since && ' · checked '}
        {since && <Time at={since} />}
      </span>
    )
  return (
    <span
      className="whitespace-nowrap text-muted text-xs max-sm:hidden"
      title="Compared every 15 s while you look"
    >
      checked <Time at={since} />
    </span>
  )
}

function newsOf({ changed, added, left, gone, isMany }: LiveState): string[] {
  const deleted =
    gone.size === 0 ? [] : [`${count(gone.size, 'unit')} ${gone.size === 1 ? 'is' : 'are'} gone`]
  if (isMany) return ['Many units changed elsewhere', ...deleted]
  return [
    ...deleted,
    ...(changed.size === 0 ? [] : [`${count(changed.size, 'unit')} changed elsewhere`]),
    ...(added.size === 0 ? [] : [count(added.size, 'new match', 'new matches')]),
    ...(left.size === 0
      ? []
      : [`${count(left.size, 'unit')} no longer ${left.size === 1 ? 'matches' : 'match'}`]),
  ]
}
