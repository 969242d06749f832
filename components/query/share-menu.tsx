'use client'

import { useQuery } from '@tanstack/react-query'
import { Share2 } from 'lucide-react'
import { cubCommand, curlCommand } from '#components/query/share.ts'
import { Button } from '#components/ui/button.tsx'
import { copyText } from '#components/ui/copy-button.tsx'
import { Menu, MenuItem, MenuTrigger } from '#components/ui/menu.tsx'
import { notify } from '#components/ui/toast.tsx'
import { sessionQuery } from '#lib/queries/session.ts'
import type { UnitsSearch } from '#lib/url/search-params.ts'

export function ShareMenu({ query }: { query: Pick<UnitsSearch, 'where' | 'data' | 'type'> }) {
  const { data: session } = useQuery(sessionQuery())
  const copy = async (what: string, text: string) => {
    if (await copyText(text)) notify({ tone: 'done', title: `${what} copied` })
  }
  const actions: Readonly<Record<string, () => Promise<void>>> = {
    link: () => copy('Link', window.location.href),
    curl: () => copy('curl command', curlCommand(session?.hub.url ?? '', query)),
    cub: () => copy('cub command', cubCommand(query)),
    where: () => copy('Query', query.where),
  }
  return (
    <MenuTrigger>
      <Button size="sm">
        <Share2 aria-hidden size={14} />
        Share
      </Button>
      <Menu aria-label="Share" placement="bottom end" onAction={(key) => void actions[String(key)]?.()}>
        <MenuItem id="link" description="Query, columns, sort and grouping">
          Copy link
        </MenuItem>
        <MenuItem id="where">Copy query text</MenuItem>
        <MenuItem id="curl">Copy as curl</MenuItem>
        <MenuItem id="cub">Copy as cub</MenuItem>
      </Menu>
    </MenuTrigger>
  )
}
