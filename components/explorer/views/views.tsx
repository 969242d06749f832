'use client'

import { Bookmark } from 'lucide-react'
import { useState } from 'react'
import type { Explorer } from '#components/explorer/use-explorer.ts'
import type { SavedDialog } from '#components/query/saved/saved-menu-frame.tsx'
import { Button } from '#components/ui/button.tsx'
import { lazily, useHasBeen } from '#components/ui/lazily.tsx'
import { MenuTrigger } from '#components/ui/overlay/menu.tsx'

const ViewName = lazily('ViewName', () => import('#components/explorer/later.ts'))
const ViewsMenu = lazily('ViewsMenu', () => import('#components/explorer/later.ts'))
const ViewDialogs = lazily('ViewDialogs', () => import('#components/explorer/later.ts'))

/** Opens, saves and replaces named looks of the grid, and shows which of them the page stands on. */
export function Views({ explorer }: { explorer: Explorer }) {
  const [isOpen, setIsOpen] = useState(false)
  const [dialog, setDialog] = useState<SavedDialog>()
  const wasOpened = useHasBeen(isOpen)
  const { search } = explorer
  return (
    <>
      <MenuTrigger isOpen={isOpen} onOpenChange={setIsOpen}>
        <Button variant="quiet" size="sm">
          <Bookmark aria-hidden size={14} className="shrink-0" />
          {search.look === '' ? 'Views' : <ViewName search={search} />}
        </Button>
        {wasOpened && <ViewsMenu explorer={explorer} onDialog={setDialog} />}
      </MenuTrigger>
      {dialog !== undefined && (
        <ViewDialogs explorer={explorer} dialog={dialog} onClose={() => setDialog(undefined)} />
      )}
    </>
  )
}
