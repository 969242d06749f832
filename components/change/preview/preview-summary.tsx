'use client'

import { CircleAlert } from 'lucide-react'
import type { PreviewFlow } from '#components/change/preview/flow.ts'
import { type Choice, countsText } from '#components/change/preview/preview-counts.ts'
import { Button } from '#components/ui/button.tsx'
import { ProgressLine } from '#components/ui/progress-line.tsx'
import { count } from '#lib/base/plural.ts'

export type PreviewSummaryProps = {
  flow: Exclude<PreviewFlow, { step: 'none' }>
  isStale: boolean
  choice: Choice
  /** Absent while the patch cannot be previewed. */
  onPreview: (() => void) | undefined
  onDiscard: () => void
}

/** The preview in one line of counts, and whether it still holds. */
export function PreviewSummary({ flow, isStale, choice, onPreview, onDiscard }: PreviewSummaryProps) {
  return (
    <div className="flex flex-col gap-2">
      <div className="flex min-h-8 flex-wrap items-center gap-x-3 gap-y-1">
        <p aria-live="polite" className="figures font-medium">
          {flow.step === 'running'
            ? `Reading ${flow.total === undefined ? 'the units' : count(flow.total, 'unit')}…`
            : countsText(flow.rows, choice)}
        </p>
        {flow.step === 'running' && (
          <Button size="sm" variant="quiet" className="ml-auto" onPress={onDiscard}>
            Stop
          </Button>
        )}
      </div>
      {flow.step === 'running' && <ProgressLine label="Preview" done={flow.rows.length} total={flow.total} />}
      {isStale && (
        <div
          role="status"
          className="flex flex-wrap items-center gap-2 rounded-md bg-attention-soft px-3 py-1.5 text-attention text-sm"
        >
          <CircleAlert aria-hidden size={15} className="shrink-0" />
          <span className="min-w-0 flex-1">
            The patch was edited after this preview. It can no longer be written.
          </span>
          {onPreview && (
            <Button size="sm" onPress={onPreview}>
              Preview again
            </Button>
          )}
        </div>
      )}
    </div>
  )
}
