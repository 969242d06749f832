'use client'

import { Compass } from 'lucide-react'
import type { BrowsePanelProps } from '#components/query/browse/browse-panel.tsx'
import { lazily } from '#components/ui/lazily.tsx'
import { PopoverButton } from '#components/ui/overlay/popover-button.tsx'

const LazyBrowsePanel = lazily('BrowsePanel', () => import('#components/query/later.ts'))

/** For those who do not know what to ask: what the units have, step by step, each step a condition. */
export function Browse(panel: BrowsePanelProps) {
  return (
    <PopoverButton icon={Compass} label="Browse" className="w-80" panel={<LazyBrowsePanel {...panel} />} />
  )
}
