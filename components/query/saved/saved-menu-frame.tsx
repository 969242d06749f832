'use client'

import { type UseQueryResult, useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import type { SavedState } from '#components/query/saved/saved-state.ts'
import { Menu, MenuItem, MenuSection } from '#components/ui/overlay/menu.tsx'
import type { SavedEntity } from '#lib/confighub/saved/saved-entity.ts'
import { sessionQuery } from '#lib/queries/session.ts'

export type SavedNoun = 'query' | 'view'
export type SavedDialog = 'save' | 'replace' | 'delete'

const plural: Record<SavedNoun, string> = { query: 'queries', view: 'views' }

/** Entries that can never be chosen. */
const infoKeys: readonly string[] = ['unread', 'no-saved']

/** The menu of what is saved: what can be done with what the page shows, then all that is saved. */
export function SavedMenuFrame<S extends SavedEntity>({
  label,
  placement,
  disabledKeys,
  list,
  noteOf,
  children,
  ...actions
}: Omit<SavedActionsProps<S>, 'revertNote'> & {
  label: string
  placement?: 'bottom end'
  disabledKeys: readonly string[]
  list: UseQueryResult<S[]>
  noteOf: (saved: S) => string
  revertNote?: (saved: S) => string
  /** More sections, below. */
  children?: ReactNode
}) {
  return (
    <Menu
      aria-label={label}
      {...(placement === undefined ? {} : { placement })}
      disabledKeys={[...infoKeys, ...disabledKeys]}
    >
      <SavedActions {...actions} revertNote={actions.revertNote ?? noteOf} />
      <SavedSections noun={actions.noun} list={list} noteOf={noteOf} onOpen={actions.onOpen} />
      {children}
    </Menu>
  )
}

type SavedActionsProps<S extends SavedEntity> = {
  noun: SavedNoun
  state: SavedState<S>
  saveNote: string
  replaceNote?: string
  revertNote: (saved: S) => string
  onDialog: (dialog: SavedDialog) => void
  onOpen: (saved: S) => void
  /** Takes the name of what is gone out of the address. */
  onDrop: () => void
}

/** What can be done with what the page shows. */
function SavedActions<S extends SavedEntity>({
  noun,
  state,
  saveNote,
  replaceNote,
  revertNote,
  onDialog,
  onOpen,
  onDrop,
}: SavedActionsProps<S>) {
  const saved = 'saved' in state ? state.saved : undefined
  return (
    <MenuSection title={`This ${noun}`}>
      <MenuItem id="save" onAction={() => onDialog('save')} description={saveNote}>
        {`Save as a new ${noun}…`}
      </MenuItem>
      {saved && state.kind === 'edited' && (
        <>
          <MenuItem
            id="replace"
            onAction={() => onDialog('replace')}
            {...(replaceNote === undefined ? {} : { description: replaceNote })}
          >{`Replace “${saved.name}”…`}</MenuItem>
          <MenuItem
            id="revert"
            onAction={() => onOpen(saved)}
            description={revertNote(saved)}
          >{`Go back to “${saved.name}”`}</MenuItem>
        </>
      )}
      {state.kind === 'gone' && (
        <MenuItem
          id="gone"
          description={`Deleted, or not yours to see. Its link still has the whole ${noun}.`}
          onAction={onDrop}
        >
          {`Drop the name of a saved ${noun} that is gone`}
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

/** What is saved, one's own first; or why there is none. */
function SavedSections<S extends SavedEntity>({
  noun,
  list,
  noteOf,
  onOpen,
}: {
  noun: SavedNoun
  list: UseQueryResult<S[]>
  noteOf: (saved: S) => string
  onOpen: (saved: S) => void
}) {
  const me = useQuery(sessionQuery()).data?.user?.UserID
  const all = list.data ?? []
  const mine = all.filter(({ savedBy }) => savedBy !== undefined && savedBy === me)
  const shared = all.filter((saved) => !mine.includes(saved))
  const sections = [
    { title: 'Mine', entities: mine },
    { title: 'Shared', entities: shared },
  ].filter(({ entities }) => entities.length > 0)
  return (
    <>
      {list.isPending && <MenuItem id="unread">{`Reading the saved ${plural[noun]}…`}</MenuItem>}
      {list.isError && (
        <MenuItem id="unread" description={list.error.message}>
          {`The saved ${plural[noun]} cannot be read`}
        </MenuItem>
      )}
      {list.data?.length === 0 && <MenuItem id="no-saved">{`No ${plural[noun]} are saved yet`}</MenuItem>}
      {sections.map(({ title, entities }) => (
        <MenuSection key={title} title={title}>
          {entities.map((saved) => (
            <MenuItem
              key={saved.id}
              id={saved.id}
              description={[saved.spaceSlug, noteOf(saved), saved.caution].filter(Boolean).join(' · ')}
              onAction={() => onOpen(saved)}
            >
              {saved.name}
            </MenuItem>
          ))}
        </MenuSection>
      ))}
    </>
  )
}
