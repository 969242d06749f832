'use client'

import type { Explorer } from '#components/explorer/use-explorer.ts'
import { lookOf, lookSummary } from '#components/explorer/views/look-parts.ts'
import { namesOf, useSavedViews } from '#components/explorer/views/use-saved-views.ts'
import { type SavedDialog, SavedMenuFrame } from '#components/query/saved/saved-menu-frame.tsx'
import { shortened } from '#components/query/saved/saved-state.ts'
import { notify } from '#components/ui/overlay/toast.tsx'
import { useMayWrite } from '#components/ui/state/use-may-write.ts'
import type { SavedView } from '#lib/rows/views/saved-view.ts'

export function ViewsMenu({
  explorer,
  onDialog,
}: {
  explorer: Explorer
  onDialog: (dialog: SavedDialog) => void
}) {
  const { search, setSearch } = explorer
  const { list, state, differences } = useSavedViews(search)
  const isRefused = useMayWrite() === 'refused'
  return (
    <SavedMenuFrame
      noun="view"
      label="Views"
      list={list}
      state={state}
      disabledKeys={isRefused ? ['save', 'replace', 'delete'] : []}
      saveNote={isRefused ? readOnly : shortened(lookSummary(lookOf(search)))}
      replaceNote={`Edited: ${namesOf(differences)}`}
      revertNote={summaryOfView}
      noteOf={noteOf}
      onDialog={onDialog}
      onOpen={(view) => openView(explorer, view)}
      onDrop={() => void setSearch({ look: '' }, { history: 'replace' })}
    />
  )
}

const readOnly = 'Not possible: you can view here, but not write.'

/** Sets the address to what the view says. The query stays, unless the view has one. */
function openView({ draft, blocked, setSearch }: Explorer, { id, look, query }: SavedView): void {
  if (query !== undefined && draft.isDirty) {
    notify({ tone: 'attention', title: 'Not possible', description: blocked ?? '' })
    return
  }
  const asked = query && {
    where: query.where,
    data: query.data,
    type: query.type,
    computed: '',
    saved: query.id,
  }
  void setSearch({ ...look, ...asked, look: id }, { history: 'push' })
}

function noteOf(view: SavedView): string {
  return `${view.query ? `opens “${view.query.name}”` : 'the query stays'} · ${summaryOfView(view)}`
}

function summaryOfView({ look }: SavedView): string {
  return shortened(lookSummary(look))
}
