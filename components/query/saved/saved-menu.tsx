'use client'

import type { UseQueryResult } from '@tanstack/react-query'
import type { QueryFields } from '#components/query/read-query.ts'
import type { RecentQuery } from '#components/query/saved/recent-queries.ts'
import {
  infoKeys,
  SavedActions,
  type SavedDialog,
  SavedSections,
} from '#components/query/saved/saved-sections.tsx'
import { type SavedState, shortSummaryOf } from '#components/query/saved/saved-state.ts'
import { Menu, MenuItem, MenuSection } from '#components/ui/overlay/menu.tsx'
import type { SavedQuery } from '#lib/confighub/saved/saved-query.ts'
import { isBeyondConfigHub } from '#lib/where/boolean/read-conditions.ts'

const mostRecent = 8

type Opened = QueryFields & { saved: string }

export function SavedMenu({
  state,
  list,
  recent,
  query,
  onOpen,
  onDialog,
}: {
  state: SavedState<SavedQuery>
  list: UseQueryResult<SavedQuery[]>
  recent: readonly RecentQuery[]
  query: QueryFields
  onOpen: (opened: Opened) => void
  onDialog: (dialog: SavedDialog) => void
}) {
  const isBeyond = isBeyondConfigHub(query.where)
  const open = ({ where, data, type, id }: SavedQuery) => onOpen({ where, data, type, saved: id })
  return (
    <Menu
      aria-label="Saved queries"
      placement="bottom end"
      disabledKeys={[...infoKeys, ...(isBeyond ? ['save', 'replace'] : [])]}
    >
      <SavedActions
        noun="query"
        state={state}
        saveNote={isBeyond ? beyond : shortSummaryOf(query)}
        revertNote={shortSummaryOf}
        onDialog={onDialog}
        onRevert={open}
        onDrop={() => onOpen({ ...query, saved: '' })}
      />
      <SavedSections noun="query" list={list} noteOf={shortSummaryOf} onOpen={open} />
      {recent.length > 0 && (
        <MenuSection title="Recent, in this browser">
          {recent.slice(0, mostRecent).map(({ where, data, type, at }) => (
            <MenuItem key={at} id={at} onAction={() => onOpen({ where, data, type, saved: '' })}>
              {shortSummaryOf({ where, data, type })}
            </MenuItem>
          ))}
        </MenuSection>
      )}
    </Menu>
  )
}

const beyond =
  'Not possible: a Filter of ConfigHub takes neither OR, NOT before a condition, nor parentheses. Share the link.'
