'use client'

import { Group } from 'lucide-react'
import { groupColumns } from '#components/explorer/columns/columns.ts'
import { type GridColumn, titleInside } from '#components/explorer/columns/grid-column.ts'
import { Button } from '#components/ui/button.tsx'
import { Menu, MenuItem, MenuTrigger } from '#components/ui/overlay/menu.tsx'

const none = 'no groups'

/** Groups by any column on screen, one inside the other in the order they are chosen. */
export function GroupMenu({
  shown,
  chosen,
  onChange,
}: {
  shown: readonly GridColumn[]
  chosen: readonly string[]
  onChange: (ids: string[]) => void
}) {
  const columns = groupColumns(shown)
  const grouped = chosen.flatMap((id) => columns.find((column) => column.id === id) ?? [])
  const titles = grouped.map(({ title }) => title)
  const toggle = (id: string) =>
    onChange(
      id === none ? [] : chosen.includes(id) ? chosen.filter((other) => other !== id) : [...chosen, id],
    )
  return (
    <MenuTrigger>
      <Button
        variant="quiet"
        size="sm"
        aria-label={`Group: ${titles.length === 0 ? 'none' : titles.join(', then ')}`}
      >
        <Group aria-hidden size={14} />
        <span>
          Group
          {titles.length > 0 && (
            <span className="font-normal text-accent">: {grouped.map(titleInside).join(' › ')}</span>
          )}
        </span>
      </Button>
      <Menu
        aria-label="Group"
        selectionMode="multiple"
        selectedKeys={chosen.length === 0 ? [none] : chosen}
        onAction={(key) => toggle(String(key))}
      >
        <MenuItem id={none}>No groups</MenuItem>
        {columns.map(({ id, title }) => (
          <MenuItem key={id} id={id}>
            {title}
          </MenuItem>
        ))}
      </Menu>
    </MenuTrigger>
  )
}
