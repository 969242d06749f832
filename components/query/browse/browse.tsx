'use client'

import { Compass } from 'lucide-react'
import { useRef, useState } from 'react'
import type { BrowsePanelProps } from '#components/query/browse/browse-panel.tsx'
import { Button } from '#components/ui/button.tsx'
import { lazily } from '#components/ui/lazily.tsx'
import { Popover } from '#components/ui/overlay/popover.tsx'

const LazyBrowsePanel = lazily(() =>
  import('#components/query/browse/browse-panel.tsx').then((module) => module.BrowsePanel),
)

/** For those who do not know what to ask: what the units have, step by step, each step a condition. */
export function Browse(panel: BrowsePanelProps) {
  const trigger = useRef<HTMLButtonElement>(null)
  const [isOpen, setIsOpen] = useState(false)
  return (
    <>
      <Button ref={trigger} variant="quiet" size="sm" onPress={() => setIsOpen(true)}>
        <Compass aria-hidden size={14} />
        Browse
      </Button>
      <Popover
        label="Browse"
        triggerRef={trigger}
        isOpen={isOpen}
        onOpenChange={setIsOpen}
        placement="bottom start"
        className="w-80"
      >
        <LazyBrowsePanel {...panel} />
      </Popover>
    </>
  )
}
