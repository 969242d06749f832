'use client'

import type { LucideIcon } from 'lucide-react'
import type { ReactNode } from 'react'
import { Button } from '#components/ui/button.tsx'
import { Popover, PopoverTrigger } from '#components/ui/overlay/popover.tsx'

/** A quiet button that opens a panel of the same name below it. */
export function PopoverButton({
  icon: Icon,
  label,
  className,
  panel,
}: {
  icon: LucideIcon
  label: string
  /** The width of the panel. */
  className: string
  panel: ReactNode
}) {
  return (
    <PopoverTrigger>
      <Button variant="quiet" size="sm">
        <Icon aria-hidden size={14} />
        {label}
      </Button>
      <Popover label={label} placement="bottom start" className={className}>
        {panel}
      </Popover>
    </PopoverTrigger>
  )
}
