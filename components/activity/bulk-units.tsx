'use client'

import { useRef, useState } from 'react'
import { clock } from '#components/activity/clock.ts'
import { useSeen } from '#components/activity/in-view.ts'
import { RevisionLink } from '#components/activity/revision-link.tsx'
import { SentenceLine } from '#components/activity/sentence-line.tsx'
import { useSentence } from '#components/activity/sentences.ts'
import { Button } from '#components/ui/button.tsx'
import { exactTime } from '#components/ui/time/relative-time.ts'
import type { ExtendedRevision } from '#lib/confighub/schema/entities.ts'
import { type ActivityEntry, timeOf } from '#lib/history/activity.ts'

const pageSize = 50

/** The units of a bulk change, each with what was changed in it. */
export function BulkUnits({ entry, id }: { entry: ActivityEntry; id: string }) {
  const [shown, setShown] = useState(pageSize)
  const { revisions } = entry
  return (
    <div id={id} className="border-line border-t bg-sunken">
      <ul>
        {revisions.slice(0, shown).map((revision) => (
          <BulkUnit key={revision.Revision.RevisionID} entry={entry} revision={revision} />
        ))}
      </ul>
      {revisions.length > shown && (
        <p className="flex items-center gap-3 px-3 py-2 text-muted text-xs">
          {shown} of {revisions.length.toLocaleString('en')} shown.
          <Button size="sm" onPress={() => setShown(shown + pageSize)}>
            Show {Math.min(pageSize, revisions.length - shown)} more
          </Button>
        </p>
      )}
    </div>
  )
}

function BulkUnit({ entry, revision }: { entry: ActivityEntry; revision: ExtendedRevision }) {
  const line = useRef<HTMLLIElement>(null)
  const sentence = useSentence({ ...entry, revisions: [revision] }, useSeen(line))
  const time = timeOf(revision)
  return (
    <li
      ref={line}
      className="grid grid-cols-[4.5rem_minmax(0,1fr)] gap-x-3 px-3 py-1 text-sm @2xl:grid-cols-[4.5rem_minmax(0,1fr)_13rem]"
    >
      <time
        dateTime={revision.Revision.CreatedAt}
        title={exactTime(time)}
        className="mono text-muted tabular-nums"
      >
        {clock(time)}
      </time>
      <SentenceLine sentence={sentence} />
      <span className="col-start-2 flex min-w-0 @2xl:col-start-3">
        <RevisionLink revision={revision} />
      </span>
    </li>
  )
}
