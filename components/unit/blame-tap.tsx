'use client'

import { Button } from '#components/ui/button.tsx'
import { Popover } from '#components/ui/overlay/popover.tsx'
import { BlameCard } from '#components/unit/blame-card.tsx'
import type { NamedBlock } from '#components/unit/blame-words.ts'

export type Tap = { readonly named: NamedBlock; readonly element: Element }

/** The card of a tapped block, with the action that a click would have. */
export function BlameTap({
  tap,
  action,
  onAct,
  onClose,
}: {
  tap: Tap | undefined
  action: string | undefined
  onAct: (named: NamedBlock) => void
  onClose: () => void
}) {
  if (tap === undefined) return null
  return (
    <Popover
      label="Who set these lines"
      triggerRef={{ current: tap.element }}
      isOpen
      onOpenChange={onClose}
      placement="right top"
      crossOffset={24}
      className="flex w-72 flex-col p-3 text-xs"
    >
      <BlameCard named={tap.named} />
      {action !== undefined && (
        <Button
          size="sm"
          className="mt-2 self-start"
          onPress={() => {
            onClose()
            onAct(tap.named)
          }}
        >
          {action}
        </Button>
      )}
    </Popover>
  )
}
