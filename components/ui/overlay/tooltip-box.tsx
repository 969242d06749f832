'use client'

import type { ReactNode, RefObject } from 'react'
import { Tooltip, type TooltipProps, TooltipTriggerStateContext } from 'react-aria-components/Tooltip'
import { Kbd } from '#components/ui/kbd.tsx'

export type TooltipBoxProps = {
  id: string
  triggerRef: RefObject<HTMLElement | null>
  text: ReactNode
  keys?: string | undefined
  placement?: NonNullable<TooltipProps['placement']>
}

/** It is on screen as long as it is rendered. */
const shown = { isOpen: true, shouldSkipAnimation: false, open: () => {}, close: () => {} }

export function TooltipBox({ id, triggerRef, text, keys, placement = 'bottom' }: TooltipBoxProps) {
  return (
    <TooltipTriggerStateContext.Provider value={shown}>
      <Tooltip
        triggerRef={triggerRef}
        isOpen
        offset={6}
        placement={placement}
        className="z-50 max-w-72 animate-appear rounded-md border border-line bg-raised px-2 py-1 text-ink text-xs shadow-float"
      >
        <span id={id} className="flex items-center gap-2">
          <span>{text}</span>
          {keys && <Kbd>{keys}</Kbd>}
        </span>
      </Tooltip>
    </TooltipTriggerStateContext.Provider>
  )
}
