'use client'

import { Download } from 'lucide-react'
import { type Blocked, blockedId } from '#components/query/blocked.ts'
import { Button } from '#components/ui/button.tsx'
import { Menu, MenuItem, MenuTrigger } from '#components/ui/overlay/menu.tsx'

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
  onExport: (format: 'csv' | 'json') => void
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
