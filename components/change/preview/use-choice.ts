'use client'

import { useMemo, useState } from 'react'
import type { ChangeDraft } from '#components/change/edit/draft.ts'
import { agreedOn, choiceOf, choose, type Decisions } from '#components/change/preview/choice.ts'
import { type PreviewFlow, rowsOf } from '#components/change/preview/flow.ts'
import type { Choice } from '#components/change/preview/preview-counts.ts'
import type { PreviewRow } from '#lib/change/model.ts'
import type { ChangedUnit } from '#lib/change/record/change-record.ts'

export type ChoiceControl = {
  readonly choice: Choice
  readonly include: (rows: readonly PreviewRow[], isIncluded: boolean) => void
}

/** What is decided about the units of the preview on screen. */
export function useChoice(
  flow: PreviewFlow,
  draft: ChangeDraft,
  onDraft: (draft: ChangeDraft) => void,
  /** Those of a change that is gone on with. */
  recorded: readonly ChangedUnit[],
): ChoiceControl {
  const [decided, setDecided] = useState<Decisions['included']>()
  const { excluded } = draft
  const rows = rowsOf(flow)
  const patch = flow.step === 'none' ? undefined : flow.request.patch
  const included = useMemo(() => decided ?? agreedOn(recorded, rows, patch), [decided, recorded, rows, patch])
  const choice = useMemo(
    () => choiceOf({ excluded, included }, rows, patch),
    [excluded, included, rows, patch],
  )
  const include = (chosen: readonly PreviewRow[], isIncluded: boolean) => {
    if (patch === undefined) return
    const next = choose({ excluded, included }, chosen, isIncluded, patch)
    setDecided(next.included)
    onDraft({ ...draft, excluded: [...next.excluded] })
  }
  return { choice, include }
}
