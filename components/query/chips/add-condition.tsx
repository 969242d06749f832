'use client'

import { Plus } from 'lucide-react'
import type { RefObject } from 'react'
import type { EditorSurroundings } from '#components/query/chips/chip-editors.tsx'
import { Button } from '#components/ui/button.tsx'
import { lazily } from '#components/ui/lazily.tsx'
import { Popover } from '#components/ui/overlay/popover.tsx'

const NewChipEditor = lazily('NewChipEditor', () => import('#components/query/later.ts'))

/** "+ Filter": one more condition, on units or on their documents. */
export function AddCondition({
  ref,
  isOpen,
  onOpenChange,
  ...surroundings
}: Omit<EditorSurroundings, 'onCancel'> & {
  ref: RefObject<HTMLButtonElement | null>
  isOpen: boolean
  onOpenChange: (isOpen: boolean) => void
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
        <NewChipEditor {...surroundings} onCancel={() => onOpenChange(false)} />
      </Popover>
    </>
  )
}
