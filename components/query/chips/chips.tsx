'use client'

import { type RefObject, useImperativeHandle, useRef, useState } from 'react'
import { Browse } from '#components/query/browse/browse.tsx'
import { AddCondition } from '#components/query/chips/add-condition.tsx'
import { ChipItem } from '#components/query/chips/chip-item.tsx'
import type { ChipsHandle } from '#components/query/use-bar-focus.ts'
import { withLanguage } from '#components/query/use-reading.ts'
import type { Query, QueryChip, QueryTexts } from '#lib/where/boolean/query-chips.ts'
import type { KnownValues } from '#lib/where/complete.ts'
import type { ShownChip } from '#lib/where/subjects/shown-chips.ts'

/** Which chip's editor is open; `new` is the one behind "+ filter". */
type Open = number | 'new' | undefined

/** The parts of a query, each of which can be edited or removed: conditions on units, then those on documents. */
export function Chips({
  ref,
  query,
  chips,
  known,
  takesContent,
  onChange,
  onEditText,
}: {
  ref: RefObject<ChipsHandle | null>
  query: Query
  /** Its parts in words. */
  chips: readonly ShownChip[]
  known: KnownValues
  /** Whether the page also supports conditions on what is in documents. */
  takesContent: boolean
  onChange: (texts: QueryTexts) => void
  /** Called for a condition that the fields of the editor cannot express. */
  onEditText: (on: QueryChip['on']) => void
}) {
  const [open, setOpen] = useState<Open>()
  const list = useRef<HTMLUListElement>(null)
  const adder = useRef<HTMLButtonElement>(null)
  useImperativeHandle(ref, () => ({
    addFilter: () => setOpen('new'),
    focus: () => adder.current?.focus(),
  }))
  const change = (texts: QueryTexts) => {
    onChange(texts)
    setOpen(undefined)
  }
  const removeChip = useRemoval(query, onChange)
  const remove = ({ chip }: ShownChip, index: number) =>
    removeChip(chip, () => {
      // The focus stays in the list, or the next key would go to the page.
      requestAnimationFrame(() => {
        const buttons = list.current?.querySelectorAll<HTMLButtonElement>('[data-chip]')
        const next = buttons?.[Math.min(index, buttons.length - 1)] ?? adder.current
        next?.focus()
      })
    })
  const shared = { query, known, takesContent, onChange: change }
  return (
    <ul
      ref={list}
      aria-label="Filters"
      // On a phone the buttons of the bar follow in its last line.
      className="flex min-h-8 min-w-0 flex-1 flex-wrap items-center gap-1.5 max-sm:contents"
    >
      {chips.map((chip, index) => (
        <ChipItem
          // biome-ignore lint/suspicious/noArrayIndexKey: a chip is its place in the query
          key={index}
          {...shared}
          chip={chip}
          isOpen={open === index}
          onOpen={() => (isEditable(chip) ? setOpen(index) : onEditText(chip.chip.on))}
          onClose={() => setOpen(undefined)}
          onRemove={() => remove(chip, index)}
        />
      ))}
      <li className="flex items-center gap-1">
        <AddCondition
          {...shared}
          ref={adder}
          isOpen={open === 'new'}
          onOpenChange={(isOpen) => setOpen(isOpen ? 'new' : undefined)}
        />
        <Browse query={query} onChange={onChange} />
      </li>
    </ul>
  )
}

function isEditable({ chip, fields }: ShownChip): boolean {
  return chip.on === 'type' || fields !== undefined
}

/** Removes chips of a query. The language may come after several were pressed; then they go together. */
function useRemoval(query: Query, onChange: (texts: QueryTexts) => void) {
  const pressed = useRef<{ readonly of: Query; readonly chips: QueryChip[] }>(undefined)
  return (chip: QueryChip, onRemoved: () => void) => {
    const chips = pressed.current?.of === query ? pressed.current.chips : []
    chips.push(chip)
    pressed.current = { of: query, chips }
    withLanguage(({ withoutChips }) => {
      // The first press removes all; of those after it nothing is left to do.
      if (pressed.current?.chips !== chips) return
      pressed.current = undefined
      onChange(withoutChips(query, chips))
      onRemoved()
    })
  }
}
