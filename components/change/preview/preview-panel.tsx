'use client'

import { Eye } from 'lucide-react'
import { useState } from 'react'
import { DistributionStrips } from '#components/change/preview/distribution-strips.tsx'
import { type PreviewFlow, rowsOf } from '#components/change/preview/flow.ts'
import { MetadataDiff } from '#components/change/preview/metadata-diff.tsx'
import { MetadataNote } from '#components/change/preview/metadata-note.tsx'
import { OverridesBar } from '#components/change/preview/overrides-bar.tsx'
import { rowsToWrite } from '#components/change/preview/preview-counts.ts'
import { PreviewList } from '#components/change/preview/preview-list.tsx'
import { PreviewSummary, type PreviewSummaryProps } from '#components/change/preview/preview-summary.tsx'
import { UnitDiff } from '#components/change/preview/unit-diff.tsx'
import { EmptyState } from '#components/ui/empty-state.tsx'
import { ErrorPanel } from '#components/ui/error/error-panel.tsx'
import { count } from '#lib/base/plural.ts'
import { distributions } from '#lib/change/classes/classes.ts'
import { isOfMetadata } from '#lib/change/metadata/values.ts'
import type { PreviewRow } from '#lib/change/model.ts'

/** What would happen: classes, then units, then the document of one of them. */
export function PreviewPanel({
  flow,
  onInclude,
  onOpen,
  ...rest
}: Omit<PreviewSummaryProps, 'flow'> & {
  flow: PreviewFlow
  onInclude: (rows: readonly PreviewRow[], isIncluded: boolean) => void
  /** Told the key of each class that is opened. */
  onOpen?: (key: string) => void
}) {
  const { choice, onPreview } = rest
  const [shownId, setShownId] = useState<string>()
  if (flow.step === 'none') {
    return (
      <EmptyState icon={<Eye aria-hidden size={24} />} title="Nothing previewed yet">
        The preview applies the patch to every unit without writing anything, and groups units with identical
        changes. Only what was previewed can be written.
      </EmptyState>
    )
  }
  const rows = rowsOf(flow)
  const chosen = { rows, choice, onInclude }
  const shown = rows.find((row) => row.UnitID === shownId)
  return (
    <div className="flex min-h-0 flex-1 flex-col gap-3">
      <PreviewSummary {...rest} flow={flow} />
      {flow.step === 'failed' && (
        <ErrorPanel
          form="banner"
          error={flow.error}
          title="The preview stopped"
          {...(onPreview ? { onRetry: onPreview } : {})}
        />
      )}
      {flow.step === 'done' && <Unasked units={flow.unasked} />}
      {isOfMetadata(flow.request.patch) && (
        <MetadataNote rows={rowsToWrite(rows, choice)} selection={flow.request.selection} />
      )}
      <OverridesBar {...chosen} />
      <DistributionStrips distributions={distributions(rowsToWrite(rows, choice))} />
      {rows.length > 0 && (
        <PreviewList {...chosen} {...(onOpen && { onOpen })} shownId={shownId} onShow={setShownId} />
      )}
      {shown && isOfMetadata(flow.request.patch) && (
        <MetadataDiff row={shown} onClose={() => setShownId(undefined)} />
      )}
      {shown && !isOfMetadata(flow.request.patch) && (
        <UnitDiff
          row={shown}
          seal={flow.step === 'done' ? flow.seal : undefined}
          onClose={() => setShownId(undefined)}
        />
      )}
    </div>
  )
}

function Unasked({ units }: { units: number }) {
  if (units === 0) return null
  return (
    <p className="text-muted text-xs">
      ConfigHub does not say in advance whether it accepts the write to {count(units, 'unit')}. What it
      refuses is shown after writing.
    </p>
  )
}
