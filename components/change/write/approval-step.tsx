'use client'

import type { PreviewFlow } from '#components/change/preview/flow.ts'
import type { Choice } from '#components/change/preview/preview-counts.ts'
import type { Purpose } from '#components/change/scope/purpose.ts'
import { lazily } from '#components/ui/lazily.tsx'
import { isOpenProposal } from '#lib/change/proposal/proposal-state.ts'

const ApprovePanel = lazily(() =>
  import('#components/change/write/approve-panel.tsx').then((module) => module.ApprovePanel),
)
const NeededNote = lazily(() =>
  import('#components/change/write/needed-note.tsx').then((module) => module.NeededNote),
)

/** What approvals have to do with this change: someone else's proposal is approved here; a new change may need some. */
export function ApprovalStep({
  purpose,
  flow,
  isStale,
  choice,
  opened,
}: {
  purpose: Purpose
  flow: PreviewFlow
  isStale: boolean
  choice: Choice
  opened: ReadonlySet<string>
}) {
  if (purpose.kind === 'resume') {
    const { record, way } = purpose
    if (way !== 'of-another' || !isOpenProposal(record)) return null
    return <ApprovePanel tagId={record.TagID} flow={flow} isStale={isStale} opened={opened} />
  }
  if (flow.step !== 'done' || isStale) return null
  return <NeededNote flow={flow} choice={choice} isUndo={purpose.kind === 'undo'} />
}
