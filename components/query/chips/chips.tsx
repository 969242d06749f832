'use client'

import { type RefObject, useImperativeHandle, useRef, useState } from 'react'
import { Browse } from '#components/query/browse/browse.tsx'
import { AddCondition } from '#components/query/chips/add-condition.tsx'
import { ChipItem } from '#components/query/chips/chip-item.tsx'
import { questionOf } from '#components/query/chips/question-of.ts'
import type { ChipsHandle } from '#components/query/use-bar-focus.ts'
import {
  type Query,
  type QueryChip,
  type QueryTerm,
  type QueryTexts,
  queryChips,
  queryTexts,
  withChipReplaced,
  withoutChip,
  withQueryTerm,
} from '#lib/where/boolean/query-chips.ts'
import type { KnownValues } from '#lib/where/complete.ts'
import { fieldsOfChip } from '#lib/where/subjects/fields.ts'

/** Which chip's editor is open; `new` is the one behind "+ filter". */
type Open = number | 'new' | undefined

/** The parts of a query, each of which can be edited or removed: conditions on units, then those on documents. */
export function Chips({
  ref,
  query,
  known,
  takesContent,
  onChange,
  onEditText,
}: {
  ref: RefObject<ChipsHandle | null>
  query: Query
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
  const chips = queryChips(query)
  const change = (texts: QueryTexts) => {
    onChange(texts)
    setOpen(undefined)
  }
  const remove = (chip: QueryChip, index: number) => {
    onChange(withoutChip(query, chip))
    // The focus stays in the list, or the next key would go to the page.
    requestAnimationFrame(() => {
      const buttons = list.current?.querySelectorAll<HTMLButtonElement>('[data-chip]')
      const next = buttons?.[Math.min(index, buttons.length - 1)] ?? adder.current
      next?.focus()
    })
  }
  const shared = { known, takesContent }
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
          question={questionOf(withoutChip(query, chip))}
          isOpen={open === index}
          onOpen={() => (isEditable(chip) ? setOpen(index) : onEditText(chip.on))}
          onClose={() => setOpen(undefined)}
          onSave={(term: QueryTerm) => change(withChipReplaced(query, chip, term))}
          onType={(type) => change({ ...queryTexts(query), type })}
          onRemove={() => remove(chip, index)}
        />
      ))}
      <li className="flex items-center gap-1">
        <AddCondition
          {...shared}
          ref={adder}
          question={questionOf(queryTexts(query))}
          isOpen={open === 'new'}
          onOpenChange={(isOpen) => setOpen(isOpen ? 'new' : undefined)}
          onSave={(term) => change(withQueryTerm(query, term))}
        />
        <Browse query={query} onChange={onChange} />
      </li>
    </ul>
  )
}

function isEditable(chip: QueryChip): boolean {
  return chip.on === 'type' || fieldsOfChip(chip) !== undefined
}
