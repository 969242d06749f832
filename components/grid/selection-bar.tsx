'use client'

import { ClipboardCopy, Download, PenLine, X } from 'lucide-react'
import { Button } from '#components/ui/button.tsx'
import { Menu, MenuItem, MenuTrigger } from '#components/ui/menu.tsx'

/** Stands below the grid, in the flow of the page, so it never covers a row. */
export function SelectionBar({
  count,
  total,
  isAll,
  onSelectAll,
  onClear,
  onChange,
  onCopy,
  onExport,
}: {
  count: number
  total: number
  isAll: boolean
  onSelectAll: () => void
  onClear: () => void
  onChange: () => void
  onCopy: () => void
  onExport: (format: 'csv' | 'json') => void
}) {
  return (
    <section
      aria-label="Selection"
      className="flex shrink-0 flex-wrap items-center gap-2 border-line border-t bg-raised px-3 py-1.5"
    >
      <p aria-live="polite" className="figures font-medium text-sm">
        {isAll ? `All ${count} matching selected` : `${count} selected`}
      </p>
      {!isAll && count < total && (
        <Button variant="quiet" size="sm" className="text-accent" onPress={onSelectAll}>
          Select all {total} matching
        </Button>
      )}
      <Button variant="quiet" size="sm" onPress={onClear}>
        <X aria-hidden size={14} />
        Clear
      </Button>
      <span className="ml-auto flex flex-wrap gap-2">
        <Button size="sm" onPress={onCopy}>
          <ClipboardCopy aria-hidden size={14} />
          Copy
        </Button>
        <ExportMenu onExport={onExport} />
        <Button variant="primary" size="sm" onPress={onChange}>
          <PenLine aria-hidden size={14} />
          Change {count} {count === 1 ? 'unit' : 'units'}…
        </Button>
      </span>
    </section>
  )
}

export function ExportMenu({
  variant = 'secondary',
  onExport,
}: {
  variant?: 'secondary' | 'quiet'
  onExport: (format: 'csv' | 'json') => void
}) {
  return (
    <MenuTrigger>
      <Button size="sm" variant={variant}>
        <Download aria-hidden size={14} />
        Export
      </Button>
      <Menu aria-label="Export" onAction={(key) => onExport(key === 'json' ? 'json' : 'csv')}>
        <MenuItem id="csv" description="With a header that says where it comes from">
          CSV
        </MenuItem>
        <MenuItem id="json" description="With the query, the hub and the time">
          JSON
        </MenuItem>
      </Menu>
    </MenuTrigger>
  )
}
