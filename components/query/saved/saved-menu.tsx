'use client'

import type { QueryFields } from '#components/query/query-fields.ts'
import type { RecentQuery } from '#components/query/saved/recent-queries.ts'
import { type SavedDialog, SavedMenuFrame } from '#components/query/saved/saved-menu-frame.tsx'
import { shortSummaryOf } from '#components/query/saved/saved-state.ts'
import type { SavedQueries } from '#components/query/saved/use-saved-queries.ts'
import { MenuItem, MenuSection } from '#components/ui/overlay/menu.tsx'
import { isBeyondConfigHub } from '#lib/where/boolean/read-conditions.ts'

const mostRecent = 8

type Opened = Required<QueryFields> & { saved: string }

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
  const { computed = '' } = query
  const beyond = beyondFilter(query)
  return (
    <SavedMenuFrame
      noun="query"
      label="Saved queries"
      placement="bottom end"
      state={state}
      list={list}
      disabledKeys={beyond === undefined ? [] : ['save', 'replace']}
      saveNote={beyond ?? shortSummaryOf(query)}
      noteOf={shortSummaryOf}
      onDialog={onDialog}
      onOpen={({ where, data, type, id }) => onOpen({ where, data, type, computed: '', saved: id })}
      onDrop={() => onOpen({ ...query, computed, saved: '' })}
    >
      {recent.length > 0 && (
        <MenuSection title="Recent, in this browser">
          {recent.slice(0, mostRecent).map(({ at, computed: ran = '', ...fields }) => (
            <MenuItem key={at} id={at} onAction={() => onOpen({ ...fields, computed: ran, saved: '' })}>
              {shortSummaryOf({ ...fields, computed: ran })}
            </MenuItem>
          ))}
        </MenuSection>
      )}
    </SavedMenuFrame>
  )
}

/** Why a query cannot be saved. */
function beyondFilter({ where, computed = '' }: QueryFields): string | undefined {
  if (computed !== '')
    return 'Not possible: a Filter of ConfigHub has no condition on what a function says. Share the link.'
  return isBeyondConfigHub(where)
    ? 'Not possible: a Filter of ConfigHub takes neither OR, NOT before a condition, nor parentheses. Share the link.'
    : undefined
}
