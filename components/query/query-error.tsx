'use client'

import { CircleAlert, Wrench } from 'lucide-react'
import type { QueryFields } from '#components/query/query-fields.ts'
import type { Repair } from '#components/query/repairs.ts'
import { Button } from '#components/ui/button.tsx'
import { classNames } from '#components/ui/class-names.ts'
import type { WhereError } from '#lib/where/ast.ts'

/** The beginning of a long wrong part is enough to find it. */
const maxQuoted = 60

/** What is wrong, where, and what each available repair would change. */
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
  // While the text is still being typed, the error is shown as a hint.
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
      <p className="min-w-0 [overflow-wrap:anywhere]">
        <CircleAlert aria-hidden size={14} className="mr-2 inline-block align-[-0.15em]" />
        {error.message}
        {wrong.trim() && (
          <span className="text-muted">
            {' '}
            At character {span.start + 1}: <span className="mono">{shorten(wrong)}</span>
          </span>
        )}
      </p>
      {repairs.map((repair) => (
        <RepairButton key={repair.label} repair={repair} onPress={() => onRepair(repair.fields)} />
      ))}
    </div>
  )
}

/** The change is shown beside its button, so that its effect is visible before it is made. */
function RepairButton({ repair: { label, from, to }, onPress }: { repair: Repair; onPress: () => void }) {
  return (
    <span className="flex min-w-0 max-w-full items-center gap-1.5">
      <Button size="sm" onPress={onPress}>
        <Wrench aria-hidden size={13} />
        {label}
      </Button>
      <span className="mono flex min-w-0 gap-1.5 text-xs">
        {from !== '' && (
          <del title={from} className="max-w-64 truncate text-muted">
            {from}
          </del>
        )}
        {to !== '' && (
          <ins title={to} className="max-w-64 truncate text-ink no-underline">
            <span aria-hidden>→ </span>
            {to}
          </ins>
        )}
      </span>
    </span>
  )
}

function shorten(text: string): string {
  return text.length > maxQuoted ? `${text.slice(0, maxQuoted)}…` : text
}
