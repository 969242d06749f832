'use client'

import type { ReactNode } from 'react'
import { Tooltip as AriaTooltip, type TooltipProps, TooltipTrigger } from 'react-aria-components'
import { Kbd } from '#components/ui/kbd.tsx'

/** Wraps one focusable control. Everything a tooltip says must also be reachable without it. */
export function Tooltip({
  text,
  keys,
  placement = 'bottom',
  children,
}: {
  text: ReactNode
  keys?: string
  placement?: NonNullable<TooltipProps['placement']>
  children: ReactNode
}) {
  return (
    <TooltipTrigger delay={500} closeDelay={80}>
      {children}
      <AriaTooltip
        offset={6}
        placement={placement}
        className="z-50 flex max-w-72 animate-appear items-center gap-2 rounded-md border border-line bg-raised px-2 py-1 text-ink text-xs shadow-float"
      >
        <span>{text}</span>
        {keys && <Kbd>{keys}</Kbd>}
      </AriaTooltip>
    </TooltipTrigger>
  )
}
