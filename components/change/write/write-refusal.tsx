'use client'

import { CircleAlert } from 'lucide-react'
import { Button } from '#components/ui/button.tsx'
import { ErrorPanel } from '#components/ui/error/error-panel.tsx'
import type { CommitRefusal } from '#lib/change/model.ts'

/** What to do about each refusal of a whole write; `preview` offers a button. */
const ways: Readonly<Record<CommitRefusal, 'preview' | 'here'>> = {
  'seal-tampered': 'preview',
  'seal-expired': 'preview',
  'seal-other-author': 'preview',
  'seal-other-hub': 'preview',
  'excluded-unknown': 'preview',
  'nothing-to-write': 'preview',
  'reason-missing': 'here',
  'reason-too-long': 'here',
  'reason-senseless': 'here',
  'ticket-missing': 'here',
  'ticket-unfit': 'here',
  'text-deceptive': 'here',
  'record-space-missing': 'here',
  'record-space-other': 'here',
  'confirmation-missing': 'here',
  'consent-missing': 'here',
  'other-change': 'here',
  'record-of-another': 'here',
  'record-not-proven': 'here',
  'proposal-outrun': 'here',
  'approval-missing': 'here',
  'approval-other-rows': 'here',
  'approval-other-text': 'here',
  'approval-other-waves': 'here',
  'waves-unfit': 'here',
}

/** Why nothing was written. Everything entered is still there. */
export function WriteRefusal({ error, onPreview }: { error: unknown; onPreview: (() => void) | undefined }) {
  const code = codeOf(error)
  if (code === undefined) return <ErrorPanel form="banner" error={error} title="Nothing was written" />
  return (
    <div
      role="alert"
      className="flex items-start gap-2.5 rounded-md border border-removed/40 bg-removed-soft p-3 text-sm"
    >
      <CircleAlert aria-hidden size={16} className="mt-0.5 shrink-0 text-removed" />
      <div className="flex min-w-0 flex-1 flex-col items-start gap-1.5">
        <p className="font-semibold text-removed">Nothing was written</p>
        <p className="break-words">{error instanceof Error ? error.message : ''}</p>
        <p className="text-muted">What you typed and ticked is kept.</p>
        {ways[code] === 'preview' && onPreview && (
          <Button size="sm" onPress={onPreview}>
            Preview again
          </Button>
        )}
      </div>
    </div>
  )
}

function codeOf(error: unknown): CommitRefusal | undefined {
  const code = error instanceof Error && 'code' in error ? error.code : undefined
  return Object.keys(ways).find((known): known is CommitRefusal => known === code)
}
