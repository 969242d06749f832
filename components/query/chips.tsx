'use client'

import { FileSearch, Plus, X } from 'lucide-react'
import { type RefObject, useImperativeHandle, useRef, useState } from 'react'
import { ChipEditor } from '#components/query/chip-editor.tsx'
import { Button } from '#components/ui/button.tsx'
import { Popover } from '#components/ui/overlay/popover.tsx'
import { type Chip, chipsOf, replaceCondition, withoutCondition, withTerm } from '#lib/where/boolean/chips.ts'
import type { Conditions } from '#lib/where/boolean/conditions.ts'
import type { CheckedTerm } from '#lib/where/check.ts'
import type { KnownValues } from '#lib/where/complete.ts'
import { operators } from '#lib/where/operators.ts'

export type ChipsHandle = { readonly addFilter: () => void; readonly focus: () => void }

/** Which chip's editor is open; `new` is the one behind "+ filter". */
type Open = number | 'new' | undefined

/** The conditions of a query, each of which can be edited or removed. */
export function Chips({
  ref,
  where,
  known,
  hasContent,
  onChange,
  onAddContent,
  onEditText,
}: {
  ref: RefObject<ChipsHandle | null>
  where: Conditions
  known: KnownValues
  hasContent: boolean
  onChange: (text: string) => void
  /** Absent where the page supports only `where`. */
  onAddContent: (() => void) | undefined
  /** Called for a condition that the fields of the editor cannot express. */
  onEditText: () => void
}) {
  const [open, setOpen] = useState<Open>()
  const list = useRef<HTMLUListElement>(null)
  const adder = useRef<HTMLButtonElement>(null)
  useImperativeHandle(ref, () => ({
    addFilter: () => setOpen('new'),
    focus: () => adder.current?.focus(),
  }))
  const chips = chipsOf(where)

  const save = (term: CheckedTerm) => {
    onChange(typeof open === 'number' ? replaceCondition(where, open, term) : withTerm(where, term))
    setOpen(undefined)
  }
  const remove = (index: number) => {
    onChange(withoutCondition(where, index))
    // The focus stays in the list, or the next key would go to the page.
    requestAnimationFrame(() => {
      const buttons = list.current?.querySelectorAll<HTMLButtonElement>('[data-chip]')
      const next = buttons?.[Math.min(index, buttons.length - 1)] ?? adder.current
      next?.focus()
    })
  }
  return (
    <ul
      ref={list}
      aria-label="Filters"
      className="flex min-h-8 min-w-0 flex-1 flex-wrap items-center gap-1.5"
    >
      {chips.map((chip, index) => (
        <ChipItem
          // biome-ignore lint/suspicious/noArrayIndexKey: a chip is its place in the query
          key={index}
          chip={chip}
          known={known}
          isOpen={open === index}
          onOpen={() => (chip.fields ? setOpen(index) : onEditText())}
          onClose={() => setOpen(undefined)}
          onSave={save}
          onRemove={() => remove(index)}
        />
      ))}
      <li className="flex items-center gap-1">
        <Button ref={adder} variant="quiet" size="sm" onPress={() => setOpen('new')}>
          <Plus aria-hidden size={14} />
          Filter
        </Button>
        <Popover
          label="New filter"
          triggerRef={adder}
          isOpen={open === 'new'}
          onOpenChange={(isOpen) => setOpen(isOpen ? 'new' : undefined)}
          placement="bottom start"
          className="overflow-visible!"
        >
          <ChipEditor
            known={known}
            saveLabel="Add filter"
            onSave={save}
            onCancel={() => setOpen(undefined)}
          />
        </Popover>
        {!hasContent && onAddContent && (
          <Button variant="quiet" size="sm" onPress={onAddContent}>
            <FileSearch aria-hidden size={14} />
            Content filter
          </Button>
        )}
      </li>
    </ul>
  )
}

function ChipItem({
  chip,
  known,
  isOpen,
  onOpen,
  onClose,
  onSave,
  onRemove,
}: {
  chip: Chip
  known: KnownValues
  isOpen: boolean
  onOpen: () => void
  onClose: () => void
  onSave: (term: CheckedTerm) => void
  onRemove: () => void
}) {
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
        label={`Filter ${chip.text}`}
        triggerRef={trigger}
        isOpen={isOpen}
        onOpenChange={(next) => (next ? onOpen() : onClose())}
        placement="bottom start"
        className="overflow-visible!"
      >
        <ChipEditor fields={chip.fields} known={known} saveLabel="Apply" onSave={onSave} onCancel={onClose} />
      </Popover>
    </li>
  )
}

function ChipText({ chip }: { chip: Chip }) {
  const { text, fields } = chip
  if (!fields) return <span className="mono truncate">{text}</span>
  return (
    <>
      <span className="mono shrink-0">{fields.attribute}</span>
      <span className="shrink-0 text-muted">{operators[fields.operator].words}</span>
      {fields.values.length > 0 && (
        <span className="mono truncate font-semibold">{fields.values.join(', ') || '(empty)'}</span>
      )}
    </>
  )
}
