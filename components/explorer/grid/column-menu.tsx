'use client'

import {
  ArrowDown,
  ArrowLeft,
  ArrowRight,
  ArrowUp,
  ChartBar,
  EyeOff,
  Group,
  ListPlus,
  MoveHorizontal,
  Pin,
  PinOff,
  X,
} from 'lucide-react'
import type { GridColumn } from '#components/explorer/columns/grid-column.ts'
import type { SortRule } from '#components/explorer/columns/sort.ts'
import type { ColumnActions } from '#components/explorer/grid/column-actions.ts'
import { MenuItem, MenuSection } from '#components/ui/overlay/menu-parts.tsx'
import { MenuPopover } from '#components/ui/overlay/menu-popover.tsx'
import { useOpenAt } from '#components/ui/overlay/trigger.tsx'

/** What can be done with one column, at its header. */
export function ColumnMenu({
  column,
  place,
  anchor,
  actions,
  onValues,
  onClose,
}: {
  column: GridColumn
  place: number
  anchor: HTMLButtonElement | null
  actions: ColumnActions
  onValues: () => void
  onClose: () => void
}) {
  const opened = useOpenAt(anchor, onClose, anchor?.id)
  const { id } = column
  const isUnit = id === 'unit'
  return (
    <MenuPopover
      opened={opened}
      onAction={(key) => (key === 'values' ? onValues() : deeds(column, place, actions)[String(key)]?.())}
    >
      <SortItems id={id} sort={actions.sort} />
      <MenuSection title="Column" aria-label="Column">
        <MenuItem id="values" icon={<ChartBar aria-hidden size={14} />}>
          Values and counts…
        </MenuItem>
        <MenuItem id="group" icon={<Group aria-hidden size={14} />}>
          {actions.group.includes(id) ? 'Stop grouping by it' : 'Group by it'}
        </MenuItem>
        <MenuItem
          id="pin"
          isDisabled={isUnit}
          icon={column.isPinned ? <PinOff aria-hidden size={14} /> : <Pin aria-hidden size={14} />}
        >
          {column.isPinned ? 'Unpin' : 'Pin to the left'}
        </MenuItem>
        <MenuItem id="left" isDisabled={isUnit} icon={<ArrowLeft aria-hidden size={14} />} keys="Alt Shift ←">
          Move left
        </MenuItem>
        <MenuItem
          id="right"
          isDisabled={isUnit}
          icon={<ArrowRight aria-hidden size={14} />}
          keys="Alt Shift →"
        >
          Move right
        </MenuItem>
        <MenuItem id="width" icon={<MoveHorizontal aria-hidden size={14} />}>
          Usual width
        </MenuItem>
        <MenuItem id="hide" isDisabled={isUnit} icon={<EyeOff aria-hidden size={14} />}>
          Hide
        </MenuItem>
      </MenuSection>
    </MenuPopover>
  )
}

function SortItems({ id, sort }: { id: string; sort: readonly SortRule[] }) {
  const own = sort.find((rule) => rule.id === id)
  const hasOthers = sort.some((rule) => rule.id !== id)
  return (
    <MenuSection title="Sort" aria-label="Sort">
      <MenuItem id="ascending" icon={<ArrowUp aria-hidden size={14} />}>
        Ascending
      </MenuItem>
      <MenuItem id="descending" icon={<ArrowDown aria-hidden size={14} />}>
        Descending
      </MenuItem>
      {hasOthers && own === undefined && (
        <MenuItem id="also" icon={<ListPlus aria-hidden size={14} />}>
          Also, after the others
        </MenuItem>
      )}
      {own && (
        <MenuItem id="unsorted" icon={<X aria-hidden size={14} />}>
          Not by it
        </MenuItem>
      )}
    </MenuSection>
  )
}

function deeds(
  column: GridColumn,
  place: number,
  actions: ColumnActions,
): Readonly<Record<string, () => void>> {
  const { id } = column
  return {
    ascending: () => actions.setSort([{ id, desc: false }]),
    descending: () => actions.setSort([{ id, desc: true }]),
    also: () => actions.toggleSort(column, true),
    unsorted: () => actions.setSort(actions.sort.filter((rule) => rule.id !== id)),
    group: () => actions.toggleGroup(id),
    pin: () => actions.togglePin(id),
    left: () => actions.move(id, place - 1),
    right: () => actions.move(id, place + 1),
    width: () => actions.resize(id),
    hide: () => actions.hide(id),
  }
}
