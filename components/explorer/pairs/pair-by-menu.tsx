'use client'

import { Link2 } from 'lucide-react'
import { useState } from 'react'
import type { GridColumn } from '#components/explorer/columns/grid-column.ts'
import { pairingColumn } from '#components/explorer/pairs/pairing.ts'
import { Button } from '#components/ui/button.tsx'
import { Menu, MenuItem, MenuTrigger } from '#components/ui/overlay/menu.tsx'

const automatic = 'automatic'

/** Chooses by what units are paired: their names, places and labels. */
export function PairByMenu({
  columns,
  by,
  chosen,
  onChange,
}: {
  /** All that there are; read when the menu opens. */
  columns: () => readonly GridColumn[]
  /** By what they are paired now. */
  by: readonly GridColumn[]
  /** Ids of what was chosen; none where it is found out. */
  chosen: readonly string[]
  onChange: (ids: string[]) => void
}) {
  const [offered, setOffered] = useState<readonly GridColumn[]>([])
  const isAutomatic = !chosen.some((id) => pairingColumn(id))
  const wrong = chosen.filter((id) => pairingColumn(id) === undefined)
  const ids = by.map(({ id }) => id)
  const toggle = (id: string) => {
    if (id === automatic) return onChange([])
    onChange(ids.includes(id) ? ids.filter((other) => other !== id) : [...ids, id])
  }
  return (
    <>
      <MenuTrigger onOpenChange={(isOpen) => isOpen && setOffered(columns())}>
        <Button size="sm">
          <Link2 aria-hidden size={14} />
          <span>
            Paired by: {by.map(nameOf).join(', ')}
            {isAutomatic && <span className="font-normal text-muted"> (found out)</span>}
          </span>
        </Button>
        <Menu
          aria-label="Paired by"
          selectionMode="multiple"
          selectedKeys={isAutomatic ? [automatic, ...ids] : ids}
          onAction={(key) => toggle(String(key))}
        >
          <MenuItem id={automatic} description="Name, and the places with which most units find one other">
            Found out
          </MenuItem>
          {offered.map((column) => (
            <MenuItem
              key={column.id}
              id={column.id}
              {...(column.description && { description: column.description })}
            >
              {nameOf(column)}
            </MenuItem>
          ))}
        </Menu>
      </MenuTrigger>
      {wrong.length > 0 && (
        <p className="text-attention text-sm">
          Units cannot be paired by {wrong.join(', ')}: only by name, place or label.
        </p>
      )}
    </>
  )
}

function nameOf({ id, title }: GridColumn): string {
  return id === 'unit' ? 'Name' : title
}
