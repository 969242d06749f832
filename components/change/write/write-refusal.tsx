'use client'

import { CircleAlert } from 'lucide-react'
import { useEffect, useRef } from 'react'
import { Button } from '#components/ui/button.tsx'
import { ErrorPanel } from '#components/ui/error/error-panel.tsx'
import { failureOf } from '#components/ui/error/failure.ts'
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

/** Why nothing was written. Everything entered is still there. It takes the focus, which the dialog left nowhere. */
export function WriteRefusal(props: { error: unknown; onPreview: (() => void) | undefined }) {
  const box = useRef<HTMLDivElement>(null)
  useEffect(() => box.current?.focus(), [])
  return (
    <div ref={box} tabIndex={-1} className="outline-none">
      <Refusal {...props} />
    </div>
  )
}

function Refusal({ error, onPreview }: { error: unknown; onPreview: (() => void) | undefined }) {
  const { code, message } = failureOf(error)
  const known = isRefusal(code) ? ways[code] : undefined
  if (known === undefined) return <ErrorPanel form="banner" error={error} title="Nothing was written" />
  return (
    <div
      role="alert"
      className="flex items-start gap-2.5 rounded-md border border-removed/40 bg-removed-soft p-3 text-sm"
    >
      <CircleAlert aria-hidden size={16} className="mt-0.5 shrink-0 text-removed" />
      <div className="flex min-w-0 flex-1 flex-col items-start gap-1.5">
        <p className="font-semibold text-removed">Nothing was written</p>
        <p className="break-words">{message}</p>
        <p className="text-muted">What you typed and ticked is kept.</p>
        {known === 'preview' && onPreview && (
          <Button size="sm" onPress={onPreview}>
            Preview again
          </Button>
        )}
      </div>
    </div>
  )
}

function isRefusal(code: string | undefined): code is CommitRefusal {
  return code !== undefined && Object.hasOwn(ways, code)
}
