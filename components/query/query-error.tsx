'use client'

import { CircleAlert, Wrench } from 'lucide-react'
import type { QueryFields } from '#components/query/read-query.ts'
import type { Repair } from '#components/query/repairs.ts'
import { Button } from '#components/ui/button.tsx'
import { classNames } from '#components/ui/class-names.ts'
import type { WhereError } from '#lib/where/ast.ts'

/** Of a long mistake the beginning is enough to find it. */
const maxQuoted = 60

/** What is wrong, where, and the whole text as it should read when that is certain. */
export function QueryError({
  id,
  error,
  text,
  repairs,
  onRepair,
}: {
  id: string
  error: WhereError
  text: string
  repairs: readonly Repair[]
  onRepair: (fields: Partial<QueryFields>) => void
}) {
  const { span } = error
  const wrong = text.slice(span.start, span.end)
  // Where one is still typing it is a hint, not a reproach.
  const isUnfinished = repairs.length === 0 && wrong.length < maxQuoted && span.end >= text.trimEnd().length
  return (
    <div
      id={id}
      role="status"
      className={classNames(
        'flex min-h-7 flex-wrap items-center gap-x-2 gap-y-1 text-sm',
        isUnfinished ? 'text-muted' : 'text-removed',
      )}
    >
      <CircleAlert aria-hidden size={14} className="shrink-0" />
      <p className="min-w-0">
        {error.message}
        {wrong.trim() && (
          <span className="text-muted">
            {' '}
            At character {span.start + 1}:{' '}
            <span className="mono">{wrong.length > maxQuoted ? `${wrong.slice(0, maxQuoted)}…` : wrong}</span>
          </span>
        )}
      </p>
      {repairs.map((repair) => (
        <Button key={repair.label} size="sm" onPress={() => onRepair(repair.fields)}>
          <Wrench aria-hidden size={13} />
          {repair.label}
        </Button>
      ))}
    </div>
  )
}
