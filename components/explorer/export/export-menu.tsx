'use client'

import { Download } from 'lucide-react'
import { type Blocked, blockedId } from '#components/query/blocked.ts'
import { Button } from '#components/ui/button.tsx'
import { Menu, MenuItem, MenuTrigger } from '#components/ui/overlay/menu.tsx'
import { type ExportFormat, exportFormats } from '#lib/rows/rows-asked.ts'

export function ExportMenu({
  variant = 'secondary',
  blocked,
  reasonId = blockedId,
  onExport,
}: {
  variant?: 'secondary' | 'quiet'
  blocked: Blocked
  /** Id of the element that says why exporting is disabled. */
  reasonId?: string
  onExport: (format: ExportFormat) => void
}) {
  return (
    <MenuTrigger>
      <Button
        size="sm"
        variant={variant}
        isDisabled={blocked !== undefined}
        {...(blocked === undefined ? {} : { 'aria-describedby': reasonId })}
      >
        <Download aria-hidden size={14} />
        Export
      </Button>
      <Menu
        aria-label="Export"
        onAction={(key) => {
          const format = exportFormats.find((each) => each === key)
          if (format !== undefined) onExport(format)
        }}
      >
        <MenuItem id="csv" description="For spreadsheets; its head says what it holds">
          CSV
        </MenuItem>
        <MenuItem id="json" description="One document">
          JSON
        </MenuItem>
        <MenuItem id="ndjson" description="A line per unit, for programs">
          NDJSON
        </MenuItem>
      </Menu>
    </MenuTrigger>
  )
}
