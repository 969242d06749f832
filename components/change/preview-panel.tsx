'use client'

import { Eye } from 'lucide-react'
import { type ReactNode, useState } from 'react'
import { DistributionStrips } from '#components/change/distribution-strips.tsx'
import { type PreviewFlow, rowsOf } from '#components/change/flow.ts'
import { rowsToWrite } from '#components/change/preview-counts.ts'
import { PreviewList } from '#components/change/preview-list.tsx'
import { PreviewSummary } from '#components/change/preview-summary.tsx'
import { UnitDiff } from '#components/change/unit-diff.tsx'
import { EmptyState } from '#components/ui/empty-state.tsx'
import { ErrorPanel } from '#components/ui/error-panel.tsx'
import { distributions } from '#lib/change/classes.ts'

/** What would happen: classes, then units, then the document of one of them. */
export function PreviewPanel({
  flow,
  isStale,
  excluded,
  onExclude,
  onPreview,
  onDiscard,
  children,
}: {
  flow: PreviewFlow
  isStale: boolean
  excluded: ReadonlySet<string>
  onExclude: (unitIds: readonly string[], isExcluded: boolean) => void
  /** Absent while the patch cannot be previewed. */
  onPreview: (() => void) | undefined
  onDiscard: () => void
  /** Stands below the summary: why nothing can be written. */
  children?: ReactNode
}) {
  const [shownId, setShownId] = useState<string>()
  if (flow.step === 'none') {
    return (
      <EmptyState icon={<Eye aria-hidden size={24} />} title="Nothing is previewed yet">
        The preview applies the patch to every unit without writing anything, and groups the units to which
        the same happens. Only what is previewed can be written.
      </EmptyState>
    )
  }
  const rows = rowsOf(flow)
  const shown = rows.find((row) => row.UnitID === shownId)
  return (
    <div className="flex min-h-0 flex-1 flex-col gap-3">
      <PreviewSummary
        flow={flow}
        isStale={isStale}
        excluded={excluded}
        onPreview={onPreview}
        onDiscard={onDiscard}
      />
      {flow.step === 'failed' && (
        <ErrorPanel
          form="banner"
          error={flow.error}
          title="The preview stopped"
          {...(onPreview ? { onRetry: onPreview } : {})}
        />
      )}
      {children}
      <DistributionStrips distributions={distributions(rowsToWrite(rows, excluded))} />
      {rows.length > 0 && (
        <PreviewList
          rows={rows}
          excluded={excluded}
          onExclude={onExclude}
          shownId={shownId}
          onShow={setShownId}
        />
      )}
      {shown && (
        <UnitDiff
          row={shown}
          seal={flow.step === 'done' ? flow.seal : undefined}
          onClose={() => setShownId(undefined)}
        />
      )}
    </div>
  )
}
