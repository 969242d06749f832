'use client'

import { Bookmark } from 'lucide-react'
import { useState } from 'react'
import { type Blocked, blockedId } from '#components/query/blocked.ts'
import type { QueryFields } from '#components/query/query-fields.ts'
import { useRecentQueries } from '#components/query/saved/recent-queries.ts'
import type { SavedDialog } from '#components/query/saved/saved-menu-frame.tsx'
import { useSavedQueries } from '#components/query/saved/use-saved-queries.ts'
import { Button } from '#components/ui/button.tsx'
import { lazily } from '#components/ui/lazily.tsx'
import { MenuTrigger, OnceOpened } from '#components/ui/overlay/menu.tsx'

const SavedMenu = lazily('SavedMenu', () => import('#components/query/later.ts'))
const QueryDialogs = lazily('QueryDialogs', () => import('#components/query/later.ts'))

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
  onOpen: (fields: Required<QueryFields> & { saved: string }) => void
}) {
  const [dialog, setDialog] = useState<SavedDialog>()
  const saved = useSavedQueries(savedId, query)
  const recent = useRecentQueries(blocked === undefined ? query : undefined)
  return (
    <>
      <MenuTrigger>
        <Button
          size="sm"
          className="max-w-56 max-sm:max-w-32"
          isDisabled={blocked !== undefined}
          {...(blocked === undefined ? {} : { 'aria-describedby': blockedId })}
        >
          <Bookmark aria-hidden size={14} className="shrink-0" />
          <span className={saved.shown === undefined ? 'max-sm:sr-only' : 'truncate'}>
            {saved.shown?.name ?? 'Saved'}
          </span>
          {saved.state.kind === 'edited' && <span className="text-muted">edited</span>}
        </Button>
        <OnceOpened>
          <SavedMenu saved={saved} recent={recent} query={query} onOpen={onOpen} onDialog={setDialog} />
        </OnceOpened>
      </MenuTrigger>
      {dialog !== undefined && (
        <QueryDialogs
          query={query}
          shown={saved.shown}
          dialog={dialog}
          onStand={(id) => onOpen({ ...query, computed: query.computed ?? '', saved: id })}
          onClose={() => setDialog(undefined)}
        />
      )}
    </>
  )
}
