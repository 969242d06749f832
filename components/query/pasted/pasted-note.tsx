'use client'

import { ClipboardPaste } from 'lucide-react'
import type { Taken } from '#components/query/pasted/take-pasted.ts'
import type { QueryFields } from '#components/query/query-fields.ts'
import { Button } from '#components/ui/button.tsx'
import type { Outcome } from '#lib/base/result.ts'
import type { PastedChange } from '#lib/where/paste/pasted.ts'

/** What a text of another tool is and asks, or why it cannot be asked here. Nothing is replaced until it is pressed. */
export function PastedNote({
  id,
  form,
  taken,
  onTake,
}: {
  id: string
  /** `a line of cub` */
  form: string
  taken: Outcome<Taken>
  onTake: (taken: Taken) => void
}) {
  return (
    <div id={id} role="status" className="flex min-w-0 basis-full flex-col gap-1 py-0.5 text-sm">
      <div className="flex min-h-7 flex-wrap items-center gap-x-2 gap-y-1">
        <p className="min-w-0 [overflow-wrap:anywhere]">
          <ClipboardPaste aria-hidden size={14} className="mr-1.5 inline align-[-2px] text-muted" />
          This is {form}.{' '}
          {taken.ok ? (
            <Asks fields={taken.value.fields} />
          ) : (
            <span className="text-removed">{taken.message}</span>
          )}
        </p>
        {taken.ok && (
          <Button size="sm" onPress={() => onTake(taken.value)}>
            Use it as the query
          </Button>
        )}
      </div>
      {taken.ok && taken.value.changes.length > 0 && <Changes changes={taken.value.changes} />}
    </div>
  )
}

function Asks({ fields: { where, data, type } }: { fields: QueryFields }) {
  if (where === '' && data === '' && type === '') return <>It asks for all units.</>
  return (
    <>
      It asks:{' '}
      <span className="mono text-xs">
        {[where, [type, data].filter(Boolean).join(' · ')].filter(Boolean).join('  +  ')}
      </span>
    </>
  )
}

function Changes({ changes }: { changes: readonly PastedChange[] }) {
  return (
    <ul aria-label="What is written differently" className="ml-5 flex flex-col gap-0.5 text-muted text-xs">
      {changes.map(({ from, to, reason }, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the same piece may be changed more than once
        <li key={at} className="[overflow-wrap:anywhere]">
          <del className="mono no-underline">{from}</del>
          {to !== '' && <ins className="mono text-ink no-underline"> → {to}</ins>} {reason}
        </li>
      ))}
    </ul>
  )
}
