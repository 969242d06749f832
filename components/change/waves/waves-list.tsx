'use client'

import { GripVertical } from 'lucide-react'
import { Button as AriaButton } from 'react-aria-components/Button'
import { GridList, GridListItem } from 'react-aria-components/GridList'
import { useDragAndDrop } from 'react-aria-components/useDragAndDrop'
import { Checkbox } from '#components/ui/field/checkbox.tsx'
import { count } from '#lib/base/plural.ts'
import { type Arrangement, moved } from '#lib/change/waves/arrange.ts'
import type { RuledWave } from '#lib/change/waves/rules.ts'

/** The waves in their order: dragged by pointer or by keys, with a hold after each but the last. */
export function WavesList({
  waves,
  arrangement,
  onArrange,
  isDisabled,
}: {
  waves: readonly RuledWave[]
  arrangement: Arrangement
  onArrange: (arrangement: Arrangement) => void
  isDisabled: boolean
}) {
  const keys = waves.map(({ key }) => key)
  const { dragAndDropHooks } = useDragAndDrop({
    isDisabled,
    getItems: (dragged) => [...dragged].map((key) => ({ 'text/plain': String(key) })),
    onReorder: ({ keys: dragged, target }) => {
      const position = target.dropPosition === 'before' ? 'before' : 'after'
      const order = moved(keys, new Set([...dragged].map(String)), String(target.key), position)
      onArrange({ ...arrangement, order })
    },
  })
  return (
    <GridList
      aria-label="Waves in their order"
      items={waves.map((wave, index) => ({ ...wave, number: index + 1 }))}
      dependencies={[waves, arrangement, isDisabled]}
      dragAndDropHooks={dragAndDropHooks}
      keyboardNavigationBehavior="tab"
      className="max-h-72 overflow-auto rounded-md border border-line outline-none data-drop-target:border-accent"
    >
      {({ key, name, unitIds, hold, number }) => (
        <GridListItem
          id={key}
          textValue={`Wave ${number}: ${name}`}
          className="flex items-center gap-1.5 border-line border-b px-1 text-sm outline-none last:border-b-0 data-focused:bg-hover data-dragging:opacity-50"
        >
          <AriaButton
            slot="drag"
            aria-label={`Move wave ${number}, ${name}`}
            className="cursor-grab rounded-sm p-1 text-muted"
          >
            <GripVertical aria-hidden size={13} />
          </AriaButton>
          <span className="flex min-w-0 flex-1 flex-col py-1">
            <span className="break-words leading-snug">
              <span className="figures text-muted">{number}.</span> {name}
            </span>
            <span className="figures text-muted text-xs">{count(unitIds.length, 'unit')}</span>
          </span>
          {number < waves.length && (
            <Checkbox
              aria-label={`Hold after wave ${number}, ${name}`}
              className="shrink-0 pl-1"
              isDisabled={isDisabled}
              isSelected={hold}
              onChange={(isHeld) =>
                onArrange({ ...arrangement, holds: { ...arrangement.holds, [key]: isHeld } })
              }
            >
              <span className="text-xs">hold</span>
            </Checkbox>
          )}
        </GridListItem>
      )}
    </GridList>
  )
}
