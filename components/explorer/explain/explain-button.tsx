'use client'

import { Info } from 'lucide-react'
import { useRef, useState } from 'react'
import { isNotAsked } from '#components/explorer/explain/not-asked.ts'
import type { PlaceOf } from '#components/explorer/explain/unit-place.ts'
import { fieldsOf } from '#components/query/explain/asked-fields.ts'
import type { QueryFields } from '#components/query/query-fields.ts'
import { Button } from '#components/ui/button.tsx'
import { useKeys } from '#components/ui/keys.ts'
import { lazily } from '#components/ui/lazily.tsx'
import { Popover, PopoverTrigger } from '#components/ui/overlay/popover.tsx'
import { count } from '#lib/base/plural.ts'
import type { RowsAnswer } from '#lib/queries/rows.ts'

const ExplainPanel = lazily('ExplainPanel', () => import('#components/explorer/later.ts'))

/** Opens the explanation of the rows; says at once where a query is not one call as it stands. */
export function ExplainButton({
  answer,
  placeOf,
  onDrop,
}: {
  /** That on screen, which may be of an earlier query than the one that is being asked. */
  answer: RowsAnswer
  placeOf: PlaceOf
  onDrop: (fields: QueryFields) => void
}) {
  const trigger = useRef<HTMLButtonElement>(null)
  const [isOpen, setOpen] = useState(false)
  const open = () => {
    // The focus comes back to where it was, and the grid is another one after a condition was dropped.
    trigger.current?.focus()
    setOpen(true)
  }
  useKeys('Answer', [{ keys: 'i', label: 'Explain the answer', run: open, isAction: true }])
  return (
    <PopoverTrigger isOpen={isOpen} onOpenChange={setOpen}>
      <Button ref={trigger} variant="quiet" size="sm" aria-haspopup="dialog">
        <Info aria-hidden size={13} />
        {nameOf(answer)}
      </Button>
      <Popover label="Explanation of the answer" placement="bottom start">
        <ExplainPanel
          query={fieldsOf(answer.question)}
          answer={answer}
          placeOf={placeOf}
          onClose={() => setOpen(false)}
          onDrop={(fields) => {
            setOpen(false)
            onDrop(fields)
          }}
        />
      </Popover>
    </PopoverTrigger>
  )
}

function nameOf(answer: RowsAnswer): string {
  if (!answer.isComplete) return 'Explain'
  if (isNotAsked(answer)) return 'Not asked: nothing can match'
  if (isAskedAsItIs(answer)) return 'Explain'
  return `${count(answer.calls.length, 'call')}, united here`
}

/** OR, NOT and parentheses are in no call, so a query with them differs from each of its calls. */
function isAskedAsItIs({ calls, question }: RowsAnswer): boolean {
  return calls.every(({ where }) => where === question.where)
}
