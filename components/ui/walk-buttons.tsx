'use client'

import { ChevronLeft, ChevronRight } from 'lucide-react'
import { Button } from '#components/ui/button.tsx'

const figures = new Intl.NumberFormat('en')

/** `3 of 50`, and the way to the units before and after it. */
export function WalkButtons({
  position,
  total,
  keys,
  onPrevious,
  onNext,
}: {
  /** From 1. */
  position: number
  total: number
  /** Of the previous and the next one. */
  keys: readonly [string, string]
  /** Absent at the end. */
  onPrevious: (() => void) | undefined
  onNext: (() => void) | undefined
}) {
  return (
    <span className="inline-flex shrink-0 items-center gap-0.5 text-muted text-xs">
      <span className="figures">
        {figures.format(position)} of {figures.format(total)}
      </span>
      <Step label="Previous unit" shortcut={keys[0]} onPress={onPrevious} />
      <Step label="Next unit" shortcut={keys[1]} onPress={onNext} />
    </span>
  )
}

function Step({
  label,
  shortcut,
  onPress,
}: {
  label: string
  shortcut: string
  onPress: (() => void) | undefined
}) {
  const Icon = label.startsWith('Next') ? ChevronRight : ChevronLeft
  return (
    <Button
      variant="quiet"
      size="icon-sm"
      aria-label={label}
      aria-keyshortcuts={shortcut}
      isDisabled={onPress === undefined}
      onPress={() => onPress?.()}
    >
      <Icon aria-hidden size={14} />
    </Button>
  )
}
