'use client'

import { GripVertical, Pin, PinOff, X } from 'lucide-react'
import { Button as AriaButton } from 'react-aria-components/Button'
import { GridList, GridListItem } from 'react-aria-components/GridList'
import { useDragAndDrop } from 'react-aria-components/useDragAndDrop'
import type { GridColumn } from '#components/explorer/columns/grid-column.ts'
import { idsWithout, movedTo } from '#components/explorer/columns/layout.ts'
import { EntryButton } from '#components/ui/button/entry-button.tsx'

/** The columns in their order: dragged by pointer or by keys, pinned, taken out. */
export function ShownColumns({
  shown,
  onChange,
  onPin,
}: {
  /** With the unit, which is always first. */
  shown: readonly GridColumn[]
  onChange: (ids: readonly string[]) => void
  onPin: (id: string) => void
}) {
  const columns = shown.filter(({ id }) => id !== 'unit')
  const ids = columns.map(({ id }) => id)
  const { dragAndDropHooks } = useDragAndDrop({
    getItems: (keys) => [...keys].map((key) => ({ 'text/plain': String(key) })),
    onReorder: ({ keys, target }) => {
      const [key] = keys
      const from = shown.findIndex(({ id }) => id === key)
      const at = shown.findIndex(({ id }) => id === target.key)
      const gap = target.dropPosition === 'before' ? at : at + 1
      const moved = movedTo(shown, String(key), gap > from ? gap - 1 : gap)
      if (moved !== undefined) onChange(moved.filter((id) => id !== 'unit'))
    },
  })
  return (
    <GridList
      aria-label="Shown columns"
      items={columns}
      dependencies={[columns]}
      dragAndDropHooks={dragAndDropHooks}
      renderEmptyState={() => <p className="px-2 py-1 text-muted text-xs">Only the unit.</p>}
      className="max-h-80 overflow-auto rounded-md border border-line outline-none data-drop-target:border-accent"
    >
      {(column) => (
        <GridListItem
          id={column.id}
          textValue={column.title}
          className="flex min-h-8 items-center gap-1 px-1 text-sm outline-none data-focused:bg-hover data-dragging:opacity-50"
        >
          <AriaButton
            slot="drag"
            aria-label={`Move ${column.title}`}
            className="cursor-grab rounded-sm p-1 text-muted"
          >
            <GripVertical aria-hidden size={13} />
          </AriaButton>
          <span className="min-w-0 flex-1 truncate" title={column.description ?? column.title}>
            {column.title}
          </span>
          <EntryButton
            variant="quiet"
            size="icon-sm"
            aria-label={`${column.isPinned ? 'Unpin' : 'Pin'} ${column.title}`}
            onPress={() => onPin(column.id)}
          >
            {column.isPinned ? <PinOff aria-hidden size={13} /> : <Pin aria-hidden size={13} />}
          </EntryButton>
          <EntryButton
            variant="quiet"
            size="icon-sm"
            aria-label={`Remove ${column.title}`}
            onPress={() => onChange(idsWithout(column.id, ids))}
          >
            <X aria-hidden size={13} />
          </EntryButton>
        </GridListItem>
      )}
    </GridList>
  )
}
