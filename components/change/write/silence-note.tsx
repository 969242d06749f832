'use client'

import { Hourglass } from 'lucide-react'
import { useEffect, useState } from 'react'
import type { CommitRun } from '#components/change/write/commit-run.ts'
import { ConnectionLink } from '#components/ui/connection-link.tsx'

/** Longer than the hub takes for a batch, as a rule; checks, and a hub that asks for patience, take longer too. */
const quietMs = 8000

/** Says that nothing has come back for some seconds, and what that means. It is there as long as the silence is. */
export function SilenceNote({ run }: { run: CommitRun }) {
  const quiet = useSeconds() - run.heardAt
  return (
    <div role="status">
      {quiet >= quietMs && (
        <div className="flex animate-appear items-start gap-2.5 rounded-md bg-attention-soft px-3 py-2 text-sm">
          <Hourglass aria-hidden size={15} className="mt-0.5 shrink-0 text-attention" />
          <div className="min-w-0">
            <p className="figures">
              Nothing new from the hub
              {/* Not read aloud: it changes every second. */}
              <span aria-hidden> for {Math.floor(quiet / 1000).toLocaleString('en-GB')} s</span>.{' '}
              {meaning(run)}
            </p>
            <ConnectionLink />
          </div>
        </div>
      )}
    </div>
  )
}

function meaning({ record, wave }: CommitRun): string {
  if (record === undefined) return 'As far as this page knows, writing has not begun.'
  const checks = wave === undefined ? '' : 'The checks of a wave may be running. '
  return `${checks}Nothing is lost: what was written carries the Tag of this change, and whatever is left can be resumed from its record, also when this page is closed.`
}

/** Milliseconds, refreshed every second. */
function useSeconds(): number {
  const [now, setNow] = useState(() => Date.now())
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 1000)
    return () => clearInterval(timer)
  }, [])
  return now
}
