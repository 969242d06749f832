'use client'

import { useEffect, useLayoutEffect, useRef, useState } from 'react'
import { ActivityList } from '#components/activity/activity-list.tsx'
import { activityPanes } from '#components/activity/activity-panes.ts'
import type { RowHandlers } from '#components/activity/activity-row.tsx'
import { EmptyActivity } from '#components/activity/empty-activity.tsx'
import { TimePane } from '#components/activity/time-pane.tsx'
import { Button } from '#components/ui/button.tsx'
import { classNames } from '#components/ui/class-names.ts'
import { useKeys } from '#components/ui/keys.ts'
import type { ActivityEntry } from '#lib/history/activity.ts'
import type { ActivityAnswer } from '#lib/queries/activity.ts'
import type { ActivitySearch } from '#lib/url/search-params.ts'

const pageSize = 150

/** How the selected change is scrolled into view; `stay` when it was selected in the list itself. */
type Jump = { readonly block: 'center' | 'nearest' | 'stay'; readonly isFocused: boolean }

/** The time axis with its lanes and the list beside it. A change selected in one is selected in the other. */
export function ActivityBody({
  answer,
  entries,
  search,
  isStale,
  onNarrow,
  onShow,
}: {
  answer: ActivityAnswer
  /** The entries of the answer to show. */
  entries: readonly ActivityEntry[]
  search: ActivitySearch
  /** The answer belongs to an earlier address. */
  isStale: boolean
  /** Changes the query, as a step in the browser history. */
  onNarrow: (change: Partial<ActivitySearch>) => void
  /** Changes the view only. */
  onShow: (change: Partial<ActivitySearch>) => void
}) {
  const [pages, setPages] = useState(1)
  const [jump, setJump] = useState<Jump>({ block: 'center', isFocused: false })
  const picked = entries.findIndex(({ key }) => key === search.entry)
  const shown = Math.max(pages * pageSize, picked + 20)
  const list = useJump(picked === -1 ? '' : search.entry, jump)
  const toggle = (key: string) => {
    setJump({ block: 'stay', isFocused: false })
    const others = search.open.filter((each) => each !== key)
    onShow({ entry: key, open: others.length < search.open.length ? others : [...others, key] })
  }
  const pick = (key: string, how: Jump) => {
    setJump(how)
    onShow({ entry: key })
  }
  const step = (by: number) => {
    const next = entries[picked === -1 ? 0 : picked + by]
    if (next) pick(next.key, { block: 'nearest', isFocused: true })
  }
  const handlers = useStable({
    onSelect: (key) => pick(key, { block: 'stay', isFocused: false }),
    onToggle: toggle,
    onMark: (at) => onNarrow({ at }),
  })
  const isBulk = (entries[picked]?.revisions.length ?? 0) > 1
  useKeys('Changes', [
    { keys: 'j', label: 'Next change (older)', run: () => step(1) },
    { keys: 'k', label: 'Previous change', run: () => step(-1) },
    { keys: 'Enter', label: 'Open a bulk change', when: () => isBulk, run: () => toggle(search.entry) },
    {
      keys: 'Escape',
      label: 'Clear selection',
      when: () => search.entry !== '',
      run: () => onShow({ entry: '' }),
    },
  ])
  return (
    <div className={classNames(activityPanes.both, isStale && 'opacity-60 transition-opacity')}>
      <TimePane
        className={activityPanes.time}
        entries={entries}
        axis={answer}
        readFrom={answer.readFrom}
        at={Date.parse(search.at)}
        search={search}
        isOwnWindow={search.from !== '' || search.to !== ''}
        onNarrow={(stretch) => onNarrow({ from: isoOf(stretch.from), to: isoOf(stretch.to) })}
        onReset={() => onNarrow({ from: '', to: '' })}
        onSearch={onShow}
        onSelect={(key, isFocused) => pick(key, { block: 'center', isFocused })}
      />
      <div ref={list} className={activityPanes.list}>
        {search.entry !== '' && picked === -1 && !isStale && (
          <NotHere onClear={() => onShow({ entry: '' })} />
        )}
        {entries.length === 0 ? (
          <EmptyActivity search={search} onNarrow={onNarrow} />
        ) : (
          <ActivityList
            entries={entries.slice(0, shown)}
            at={Date.parse(search.at)}
            selected={search.entry}
            open={search.open}
            {...handlers}
          />
        )}
        {entries.length > shown && (
          <div className="flex items-center justify-center gap-3 p-4 text-muted text-sm">
            <span>
              {shown.toLocaleString('en')} of the {entries.length.toLocaleString('en')} loaded
            </span>
            <Button onPress={() => setPages(Math.ceil(shown / pageSize) + 1)}>
              Show {Math.min(pageSize, entries.length - shown)} more
            </Button>
          </div>
        )}
      </div>
    </div>
  )
}

/** Scrolls the selected change into view; a new `jump` does so again for the same change. */
function useJump(key: string, jump: Jump) {
  const list = useRef<HTMLDivElement>(null)
  useEffect(() => {
    if (key === '') return
    const row = list.current?.querySelector<HTMLElement>(`[data-entry="${CSS.escape(key)}"]`)
    // An open bulk change may be taller than the screen, so its first line is scrolled into view.
    if (jump.block !== 'stay') row?.firstElementChild?.scrollIntoView({ block: jump.block })
    if (jump.isFocused) row?.focus({ preventScroll: true })
  }, [key, jump])
  return list
}

/** The page creates new handlers on every render. Stable wrappers keep the rows from rendering again. */
function useStable(handlers: RowHandlers): RowHandlers {
  const latest = useRef(handlers)
  useLayoutEffect(() => {
    latest.current = handlers
  })
  const [stable] = useState<RowHandlers>(() => ({
    onSelect: (key) => latest.current.onSelect(key),
    onToggle: (key) => latest.current.onToggle(key),
    onMark: (at) => latest.current.onMark(at),
  }))
  return stable
}

function isoOf(time: number): string {
  return new Date(time).toISOString()
}

function NotHere({ onClear }: { onClear: () => void }) {
  return (
    <p className="flex flex-wrap items-center gap-x-3 border-line border-b bg-attention-soft px-3 py-1.5 text-attention text-xs">
      The change selected in this address is outside this window, or filtered out.
      <Button size="sm" variant="quiet" className="h-6" onPress={onClear}>
        Clear selection
      </Button>
    </p>
  )
}
