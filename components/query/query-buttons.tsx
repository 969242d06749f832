'use client'

import { CornerDownLeft, ListFilter, TextCursorInput, Undo2 } from 'lucide-react'
import type { QueryDraft } from '#components/query/query-reading.ts'
import { Button } from '#components/ui/button.tsx'

/** Buttons to run and to discard edits; shown only while there are edits. */
export function DraftButtons({
  draft,
  onRun,
  onDiscard,
}: {
  draft: QueryDraft
  onRun: () => void
  onDiscard: () => void
}) {
  if (!draft.isDirty) return null
  return (
    <>
      <Button size="sm" onPress={onDiscard}>
        <Undo2 aria-hidden size={13} />
        Discard
      </Button>
      <Button variant="primary" size="sm" isDisabled={!draft.reading.isRunnable} onPress={onRun}>
        Run
        <CornerDownLeft aria-hidden size={13} />
      </Button>
    </>
  )
}

export function ModeButton({
  isText,
  isDisabled,
  onPress,
}: {
  isText: boolean
  isDisabled: boolean
  onPress: () => void
}) {
  return (
    <Button size="sm" aria-pressed={isText} isDisabled={isDisabled} onPress={onPress}>
      {isText ? <ListFilter aria-hidden size={14} /> : <TextCursorInput aria-hidden size={14} />}
      <span className="max-sm:sr-only">{isText ? 'Chips' : 'Text'}</span>
    </Button>
  )
}
