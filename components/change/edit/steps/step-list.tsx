'use client'

import { ArrowDown, ArrowUp, X } from 'lucide-react'
import { useEffect, useRef, useState } from 'react'
import type { ChangeDraft, PatchReading, StepDraft } from '#components/change/edit/draft.ts'
import { patchKindLabels } from '#components/change/edit/patch-kind-labels.ts'
import { stepText } from '#components/change/edit/patch-summary.tsx'
import {
  draftSteps,
  openPlace,
  withMoved,
  withOpen,
  withoutStep,
} from '#components/change/edit/steps/draft-steps.ts'
import { Button } from '#components/ui/button.tsx'
import { classNames } from '#components/ui/class-names.ts'
import { maskPatch } from '#lib/config/patch/mask-patch.ts'

/** The patches of a change, in the order in which they are applied; one of them is open below. */
export function StepList({
  draft,
  readings,
  onChange,
  onLast,
}: {
  draft: ChangeDraft
  readings: readonly PatchReading[]
  onChange: (draft: ChangeDraft) => void
  /** One patch is left, and this list goes. */
  onLast: () => void
}) {
  const steps = draftSteps(draft)
  const open = openPlace(draft)
  const list = useRef<HTMLOListElement>(null)
  const [focused, setFocused] = useState<{ readonly place: number }>()
  // What was pressed may have gone or moved with its step.
  useEffect(() => {
    const item = focused && list.current?.children[focused.place]
    item?.querySelector('button')?.focus()
  }, [focused])
  const move = (from: number, to: number) => {
    if (to < 0 || to >= steps.length) return
    onChange(withMoved(draft, from, to))
    setFocused({ place: to })
  }
  const remove = (place: number) => {
    if (steps.length === 2) onLast()
    onChange(withoutStep(draft, place))
    setFocused({ place: Math.max(0, place - 1) })
  }
  return (
    <ol ref={list} aria-label="Patches, in order" className="rounded-md border border-line">
      {steps.map((step, place) => (
        <li
          key={step.id}
          className={classNames('flex items-center gap-0.5 pr-1', place > 0 && 'border-line border-t')}
        >
          <StepItem
            step={step}
            number={place + 1}
            isOpen={place === open}
            reading={readings[place]}
            onOpen={() => onChange(withOpen(draft, place))}
            onMove={(by) => move(place, place + by)}
          />
          <StepButton
            Icon={ArrowUp}
            label={`Move patch ${place + 1} up`}
            isDisabled={place === 0}
            onPress={() => move(place, place - 1)}
          />
          <StepButton
            Icon={ArrowDown}
            label={`Move patch ${place + 1} down`}
            isDisabled={place === steps.length - 1}
            onPress={() => move(place, place + 1)}
          />
          <StepButton Icon={X} label={`Remove patch ${place + 1}`} onPress={() => remove(place)} />
        </li>
      ))}
    </ol>
  )
}

function StepItem({
  step,
  number,
  isOpen,
  reading,
  onOpen,
  onMove,
}: {
  step: StepDraft
  number: number
  isOpen: boolean
  reading: PatchReading | undefined
  onOpen: () => void
  onMove: (by: -1 | 1) => void
}) {
  const isWrong = reading?.ok === false && !reading.isEmpty
  return (
    <button
      type="button"
      aria-current={isOpen ? 'step' : undefined}
      aria-keyshortcuts="Alt+ArrowUp Alt+ArrowDown"
      onClick={onOpen}
      onKeyDown={(event) => {
        if (!event.altKey || (event.key !== 'ArrowUp' && event.key !== 'ArrowDown')) return
        event.preventDefault()
        onMove(event.key === 'ArrowUp' ? -1 : 1)
      }}
      className={classNames(
        'flex min-w-0 flex-1 items-baseline gap-2 rounded-md px-2.5 py-1.5 text-left text-xs hover:bg-hover focus-visible:-outline-offset-2',
        isOpen && 'bg-accent-soft',
      )}
    >
      <span className="figures text-muted">{number}</span>
      <span className="whitespace-nowrap font-medium">{patchKindLabels[step.kind]}</span>
      <span className={classNames('min-w-0 flex-1 truncate', isWrong ? 'text-removed' : 'text-muted')}>
        {standingText(reading)}
      </span>
    </button>
  )
}

/** What the patch does in one line, or what it lacks. */
function standingText(reading: PatchReading | undefined): string {
  if (reading === undefined) return ''
  return reading.ok ? stepText(maskPatch(reading.patch)) : reading.error.message
}

function StepButton({
  Icon,
  label,
  isDisabled = false,
  onPress,
}: {
  Icon: typeof X
  label: string
  isDisabled?: boolean
  onPress: () => void
}) {
  return (
    <Button variant="quiet" size="icon-sm" aria-label={label} isDisabled={isDisabled} onPress={onPress}>
      <Icon aria-hidden size={14} />
    </Button>
  )
}
