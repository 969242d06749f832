'use client'

import type { UseQueryResult } from '@tanstack/react-query'
import { useQuery } from '@tanstack/react-query'
import type { QueryFields } from '#components/query/read-query.ts'
import type { RecentQuery } from '#components/query/saved/recent-queries.ts'
import { type SavedState, shortSummaryOf } from '#components/query/saved/saved-state.ts'
import { Menu, MenuItem, MenuSection } from '#components/ui/overlay/menu.tsx'
import type { SavedQuery } from '#lib/confighub/saved-query.ts'
import { sessionQuery } from '#lib/queries/session.ts'
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
  state: SavedState
  list: UseQueryResult<SavedQuery[]>
  recent: readonly RecentQuery[]
  query: QueryFields
  onOpen: (opened: Opened) => void
  onDialog: (dialog: 'save' | 'replace' | 'delete') => void
}) {
  const me = useQuery(sessionQuery()).data?.user?.UserID
  const all = list.data ?? []
  const mine = all.filter(({ savedBy }) => savedBy !== undefined && savedBy === me)
  const shared = all.filter((saved) => !mine.includes(saved))
  return (
    <Menu
      aria-label="Saved queries"
      placement="bottom end"
      disabledKeys={['unread', 'no-saved', ...(isBeyondConfigHub(query.where) ? ['save', 'replace'] : [])]}
    >
      <SavedActions state={state} query={query} onOpen={onOpen} onDialog={onDialog} />
      {list.isPending && <MenuItem id="unread">Reading the saved queries…</MenuItem>}
      {list.isError && (
        <MenuItem id="unread" description={list.error.message}>
          The saved queries cannot be read
        </MenuItem>
      )}
      {list.data?.length === 0 && <MenuItem id="no-saved">No queries are saved yet</MenuItem>}
      {mine.length > 0 && <SavedSection title="Mine" queries={mine} onOpen={onOpen} />}
      {shared.length > 0 && <SavedSection title="Shared" queries={shared} onOpen={onOpen} />}
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

/** What can be done with the query of the page. */
function SavedActions({
  state,
  query,
  onOpen,
  onDialog,
}: {
  state: SavedState
  query: QueryFields
  onOpen: (opened: Opened) => void
  onDialog: (dialog: 'save' | 'replace' | 'delete') => void
}) {
  const saved = 'saved' in state ? state.saved : undefined
  return (
    <MenuSection title="This query">
      <MenuItem
        id="save"
        onAction={() => onDialog('save')}
        description={
          isBeyondConfigHub(query.where)
            ? 'Not possible: a Filter of ConfigHub takes neither OR, NOT before a condition, nor parentheses. Share the link.'
            : shortSummaryOf(query)
        }
      >
        Save as a new query…
      </MenuItem>
      {saved && state.kind === 'edited' && (
        <>
          <MenuItem id="replace" onAction={() => onDialog('replace')}>{`Replace “${saved.name}”…`}</MenuItem>
          <MenuItem
            id="revert"
            onAction={() => onOpen({ ...fieldsOf(saved), saved: saved.id })}
            description={shortSummaryOf(saved)}
          >{`Go back to “${saved.name}”`}</MenuItem>
        </>
      )}
      {state.kind === 'gone' && (
        <MenuItem
          id="gone"
          description="Deleted, or not yours to see. Its link still has the whole query."
          onAction={() => onOpen({ ...query, saved: '' })}
        >
          Drop the name of a saved query that is gone
        </MenuItem>
      )}
      {saved && (
        <MenuItem
          id="delete"
          isDangerous
          onAction={() => onDialog('delete')}
        >{`Delete “${saved.name}”…`}</MenuItem>
      )}
    </MenuSection>
  )
}

function SavedSection({
  title,
  queries,
  onOpen,
}: {
  title: string
  queries: readonly SavedQuery[]
  onOpen: (opened: Opened) => void
}) {
  return (
    <MenuSection title={title}>
      {queries.map((saved) => (
        <MenuItem
          key={saved.id}
          id={saved.id}
          description={[saved.spaceSlug, shortSummaryOf(saved), saved.caution].filter(Boolean).join(' · ')}
          onAction={() => onOpen({ ...fieldsOf(saved), saved: saved.id })}
        >
          {saved.name}
        </MenuItem>
      ))}
    </MenuSection>
  )
}

function fieldsOf({ where, data, type }: SavedQuery): QueryFields {
  return { where, data, type }
}
