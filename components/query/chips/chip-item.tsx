'use client'

import { X } from 'lucide-react'
import { useRef } from 'react'
import { ChipText } from '#components/query/chips/chip-text.tsx'
import { type EditorSurroundings, LazyConditionEditor } from '#components/query/chips/lazy-editor.tsx'
import { lazily } from '#components/ui/lazily.tsx'
import { Popover } from '#components/ui/overlay/popover.tsx'
import type { QueryChip, QueryTerm } from '#lib/where/boolean/query-chips.ts'
import { fieldsOfChip } from '#lib/where/subjects/fields.ts'

const TypeEditor = lazily('TypeEditor', () => import('#components/query/later.ts'))

export type ChipItemProps = EditorSurroundings & {
  chip: QueryChip
  isOpen: boolean
  onOpen: () => void
  onClose: () => void
  onSave: (term: QueryTerm) => void
  onType: (type: string) => void
  onRemove: () => void
}

/** One part of a query, with its editor and the button that takes it out. */
export function ChipItem(props: ChipItemProps) {
  const { chip, isOpen, onOpen, onClose, onRemove } = props
  const trigger = useRef<HTMLButtonElement>(null)
  return (
    <li className="flex min-w-0 max-w-full items-center rounded-md border border-line-strong/60 bg-sunken">
      <button
        ref={trigger}
        type="button"
        data-chip=""
        title={chip.text}
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
        aria-label={`Remove ${chip.text}`}
        onClick={onRemove}
        className="grid h-7 w-6 shrink-0 place-items-center rounded-r-md text-muted hover:bg-hover hover:text-ink"
      >
        <X aria-hidden size={13} />
      </button>
      <Popover
        label={chip.on === 'type' ? 'Resource type' : `Filter ${chip.text}`}
        triggerRef={trigger}
        isOpen={isOpen}
        onOpenChange={(next) => (next ? onOpen() : onClose())}
        placement="bottom start"
        className="overflow-visible!"
      >
        <ChipEditor {...props} />
      </Popover>
    </li>
  )
}

function ChipEditor({ chip, question, known, takesContent, onSave, onType, onClose }: ChipItemProps) {
  if (chip.on === 'type')
    return <TypeEditor type={chip.text} question={question} onSave={onType} onCancel={onClose} />
  return (
    <LazyConditionEditor
      fields={fieldsOfChip(chip)}
      question={question}
      known={known}
      takesContent={takesContent}
      saveLabel="Apply"
      onSave={onSave}
      onCancel={onClose}
    />
  )
}
