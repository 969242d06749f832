'use client'

import { Plus } from 'lucide-react'
import type { RefObject } from 'react'
import { type EditorSurroundings, LazyConditionEditor } from '#components/query/chips/lazy-editor.tsx'
import { Button } from '#components/ui/button.tsx'
import { Popover } from '#components/ui/overlay/popover.tsx'
import type { QueryTerm } from '#lib/where/boolean/query-chips.ts'

/** "+ Filter": one more condition, on units or on their documents. */
export function AddCondition({
  ref,
  isOpen,
  onOpenChange,
  onSave,
  ...surroundings
}: EditorSurroundings & {
  ref: RefObject<HTMLButtonElement | null>
  isOpen: boolean
  onOpenChange: (isOpen: boolean) => void
  onSave: (term: QueryTerm) => void
}) {
  return (
    <>
      <Button ref={ref} variant="quiet" size="sm" onPress={() => onOpenChange(true)}>
        <Plus aria-hidden size={14} />
        Filter
      </Button>
      <Popover
        label="New filter"
        triggerRef={ref}
        isOpen={isOpen}
        onOpenChange={onOpenChange}
        placement="bottom start"
        className="overflow-visible!"
      >
        <LazyConditionEditor
          {...surroundings}
          saveLabel="Add filter"
          onSave={onSave}
          onCancel={() => onOpenChange(false)}
        />
      </Popover>
    </>
  )
}
