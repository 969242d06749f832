'use client'

import { Share2 } from 'lucide-react'
import type { ReactNode } from 'react'
import { type Blocked, blockedId } from '#components/query/blocked.ts'
import { Button } from '#components/ui/button.tsx'
import { MenuTrigger } from '#components/ui/overlay/menu.tsx'

/** The button that opens `ShareItems`. */
export function ShareMenu({ blocked, children }: { blocked: Blocked; children: ReactNode }) {
  return (
    <MenuTrigger>
      <Button
        size="sm"
        isDisabled={blocked !== undefined}
        {...(blocked === undefined ? {} : { 'aria-describedby': blockedId })}
      >
        <Share2 aria-hidden size={14} />
        <span className="max-sm:sr-only">Share</span>
      </Button>
      {children}
    </MenuTrigger>
  )
}
