'use client'

import type { QueryFields } from '#components/query/read-query.ts'
import type { RecentQuery } from '#components/query/saved/recent-queries.ts'
import { type SavedDialog, SavedMenuFrame } from '#components/query/saved/saved-menu-frame.tsx'
import { shortSummaryOf } from '#components/query/saved/saved-state.ts'
import type { SavedQueries } from '#components/query/saved/use-saved-queries.ts'
import { MenuItem, MenuSection } from '#components/ui/overlay/menu.tsx'
import { isBeyondConfigHub } from '#lib/where/boolean/read-conditions.ts'

const mostRecent = 8

type Opened = QueryFields & { saved: string }

export function SavedMenu({
  saved: { state, list },
  recent,
  query,
  onOpen,
  onDialog,
}: {
  saved: SavedQueries
  recent: readonly RecentQuery[]
  query: QueryFields
  onOpen: (opened: Opened) => void
  onDialog: (dialog: SavedDialog) => void
}) {
  const isBeyond = isBeyondConfigHub(query.where)
  return (
    <SavedMenuFrame
      noun="query"
      label="Saved queries"
      placement="bottom end"
      state={state}
      list={list}
      disabledKeys={isBeyond ? ['save', 'replace'] : []}
      saveNote={isBeyond ? beyond : shortSummaryOf(query)}
      noteOf={shortSummaryOf}
      onDialog={onDialog}
      onOpen={({ where, data, type, id }) => onOpen({ where, data, type, saved: id })}
      onDrop={() => onOpen({ ...query, saved: '' })}
    >
      {recent.length > 0 && (
        <MenuSection title="Recent, in this browser">
          {recent.slice(0, mostRecent).map(({ where, data, type, at }) => (
            <MenuItem key={at} id={at} onAction={() => onOpen({ where, data, type, saved: '' })}>
              {shortSummaryOf({ where, data, type })}
            </MenuItem>
          ))}
        </MenuSection>
      )}
    </SavedMenuFrame>
  )
}

const beyond =
  'Not possible: a Filter of ConfigHub takes neither OR, NOT before a condition, nor parentheses. Share the link.'
