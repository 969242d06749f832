'use client'

import type { PreviewFlow } from '#components/change/preview/flow.ts'
import type { Purpose } from '#components/change/scope/purpose.ts'
import type { ProposalWay } from '#components/change/write/needed-note.tsx'
import type { Lacking } from '#components/change/write/use-lacking.ts'
import { lazily } from '#components/ui/lazily.tsx'
import { isOpenProposal } from '#lib/change/proposal/proposal-state.ts'
import type { ChangeRecord } from '#lib/change/record/change-record.ts'

const ApprovePanel = lazily('ApprovePanel', () => import('#components/change/write/approve-panel.tsx'))
const NeededNote = lazily('NeededNote', () => import('#components/change/write/needed-note.tsx'))

/** What approvals have to do with this change: someone else's proposal is approved here; a new change may need some. */
export function ApprovalStep({
  purpose,
  flow,
  isStale,
  lacking,
  opened,
}: {
  purpose: Purpose
  flow: PreviewFlow
  isStale: boolean
  lacking: Lacking
  opened: ReadonlySet<string>
}) {
  const isResumed = purpose.kind === 'resume'
  const hasNote = lacking.rules.length > 0 || lacking.error !== null
  return (
    <>
      {isResumed && purpose.way === 'of-another' && isOpenProposal(purpose.record) && (
        <ApprovePanel tagId={purpose.record.TagID} flow={flow} isStale={isStale} opened={opened} />
      )}
      {hasNote && <NeededNote lacking={lacking} way={isResumed ? wayOf(purpose.record) : 'here'} />}
    </>
  )
}

/** One that continues another goes on with its proposal. */
function wayOf({ proposed, continues }: Pick<ChangeRecord, 'proposed' | 'continues'>): ProposalWay {
  return proposed === '' && continues === '' ? 'never' : 'done'
}
