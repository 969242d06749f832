'use client'

import { useQuery } from '@tanstack/react-query'
import { Bookmark } from 'lucide-react'
import { useState } from 'react'
import { type Blocked, blockedId } from '#components/query/blocked.ts'
import { type QueryFields, sameQuery } from '#components/query/read-query.ts'
import { useRecentQueries } from '#components/query/saved/recent-queries.ts'
import { SavedMenu } from '#components/query/saved/saved-menu.tsx'
import type { SavedDialog } from '#components/query/saved/saved-sections.tsx'
import { savedStateOf } from '#components/query/saved/saved-state.ts'
import { Button } from '#components/ui/button.tsx'
import { lazily } from '#components/ui/lazily.tsx'
import { MenuTrigger } from '#components/ui/overlay/menu.tsx'
import { savedQueriesQuery } from '#lib/queries/saved-queries.ts'

const SaveQueryDialog = lazily(() =>
  import('#components/query/saved/save-query-dialog.tsx').then((module) => module.SaveQueryDialog),
)
const DeleteQueryDialog = lazily(() =>
  import('#components/query/saved/delete-query-dialog.tsx').then((module) => module.DeleteQueryDialog),
)

/** Opens, saves and replaces named queries, and shows which of them the page stands on. */
export function SavedQueries({
  query,
  savedId,
  blocked,
  onOpen,
}: {
  query: QueryFields
  /** The saved query that the address names; empty for none. */
  savedId: string
  blocked: Blocked
  onOpen: (fields: QueryFields & { saved: string }) => void
}) {
  const [dialog, setDialog] = useState<SavedDialog>()
  const list = useQuery(savedQueriesQuery())
  const recent = useRecentQueries(blocked === undefined ? query : undefined)
  const state = savedStateOf(savedId, list.data, (each) => sameQuery(each, query))
  const saved = 'saved' in state ? state.saved : undefined
  const close = () => setDialog(undefined)
  return (
    <>
      <MenuTrigger>
        <Button
          size="sm"
          className="max-w-56"
          isDisabled={blocked !== undefined}
          {...(blocked === undefined ? {} : { 'aria-describedby': blockedId })}
        >
          <Bookmark aria-hidden size={14} className="shrink-0" />
          <span className="truncate">{saved?.name ?? 'Saved'}</span>
          {state.kind === 'edited' && <span className="text-muted">edited</span>}
        </Button>
        <SavedMenu
          state={state}
          list={list}
          recent={recent}
          query={query}
          onOpen={onOpen}
          onDialog={setDialog}
        />
      </MenuTrigger>
      {(dialog === 'save' || (dialog === 'replace' && saved)) && (
        <SaveQueryDialog
          query={query}
          replaces={dialog === 'replace' ? saved : undefined}
          onClose={close}
          onSaved={(id) => onOpen({ ...query, saved: id })}
        />
      )}
      {dialog === 'delete' && saved && (
        <DeleteQueryDialog saved={saved} onClose={close} onDeleted={() => onOpen({ ...query, saved: '' })} />
      )}
    </>
  )
}
