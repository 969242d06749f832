'use client'

import { X } from 'lucide-react'
import { useRef } from 'react'
import type { EditorSurroundings } from '#components/query/chips/chip-editors.tsx'
import { ChipText } from '#components/query/chips/chip-text.tsx'
import { lazily } from '#components/ui/lazily.tsx'
import { Popover } from '#components/ui/overlay/popover.tsx'
import type { ShownChip } from '#lib/where/subjects/shown-chips.ts'

const ChipEditor = lazily('ChipEditor', () => import('#components/query/later.ts'))

type ChipItemProps = Omit<EditorSurroundings, 'onCancel'> & {
  chip: ShownChip
  isOpen: boolean
  onOpen: () => void
  onClose: () => void
  onRemove: () => void
}

/** One part of a query, with its editor and the button that takes it out. */
export function ChipItem({ chip, isOpen, onOpen, onClose, onRemove, ...surroundings }: ChipItemProps) {
  const { on, text } = chip.chip
  const trigger = useRef<HTMLButtonElement>(null)
  return (
    <li className="flex min-w-0 max-w-full items-center rounded-md border border-line-strong/60 bg-sunken">
      <button
        ref={trigger}
        type="button"
        data-chip=""
        title={text}
        aria-haspopup="dialog"
        aria-expanded={isOpen}
        onClick={onOpen}
        onKeyDown={(event) => {
          if (event.key !== 'Delete' && event.key !== 'Backspace') return
          event.preventDefault()
          onRemove()
        }}
        className="flex h-7 min-w-0 items-center gap-1.5 rounded-l-md px-2 text-sm hover:bg-hover"
      >
        <ChipText chip={chip} />
      </button>
      <button
        type="button"
        aria-label={`Remove ${text}`}
        onClick={onRemove}
        className="grid h-7 w-6 shrink-0 place-items-center rounded-r-md text-muted hover:bg-hover hover:text-ink"
      >
        <X aria-hidden size={13} />
      </button>
      <Popover
        label={on === 'type' ? 'Resource type' : `Filter ${text}`}
        triggerRef={trigger}
        isOpen={isOpen}
        onOpenChange={(next) => (next ? onOpen() : onClose())}
        placement="bottom start"
        className="overflow-visible!"
      >
        <ChipEditor {...surroundings} chip={chip} onCancel={onClose} />
      </Popover>
    </li>
  )
}
