'use client'

import { useQuery } from '@tanstack/react-query'
import { textsOf } from '#components/query/explain/asked-fields.ts'
import { countedText, partNames, unknownReason } from '#components/query/explain/part-words.ts'
import { withoutPart } from '#components/query/explain/without-part.ts'
import type { QueryFields } from '#components/query/query-fields.ts'
import { Button } from '#components/ui/button.tsx'
import { QueryError } from '#components/ui/error/query-error.tsx'
import { Skeleton, SkeletonLines } from '#components/ui/skeleton.tsx'
import { SmallTable } from '#components/ui/small-table.tsx'
import { type ExplainedPart, explainQuery } from '#lib/queries/explain.ts'
import type { Counted } from '#lib/rows/explain-wire.ts'

const head = [
  'Condition',
  { name: 'Alone', className: 'text-right' },
  { name: 'Keeps out', className: 'text-right', title: 'Units that match without it and not with it' },
  { name: 'Action', isHidden: true },
]

/** Each part of the query: how many units match it alone, and how many more would match the query without it. */
export function PartTable({
  query,
  onDrop,
}: {
  query: QueryFields
  /** Asks without one of the parts. */
  onDrop: (fields: QueryFields) => void
}) {
  const explanation = useQuery(explainQuery(textsOf(query)))
  const parts = explanation.data?.parts ?? []
  return (
    <>
      {explanation.isPending && <SkeletonLines lines={3} className="w-80" />}
      {explanation.isError && <QueryError query={explanation} className="text-left" />}
      {parts.length > 0 && (
        <div className="mt-2">
          <SmallTable head={head}>
            {parts.map((part, at) => (
              <PartRow
                // biome-ignore lint/suspicious/noArrayIndexKey: a query may have a condition twice, and its parts never move
                key={at}
                part={part}
                isOver={explanation.isError}
                onDrop={() => onDrop(withoutPart(query, at))}
              />
            ))}
          </SmallTable>
        </div>
      )}
    </>
  )
}

function PartRow({
  part,
  isOver,
  onDrop,
}: {
  part: ExplainedPart
  /** No figure is still to come. */
  isOver: boolean
  onDrop: () => void
}) {
  const reason = unknownReason(part)
  return (
    <tr className="border-line border-t align-top">
      <td className="py-1.5 pr-4">
        <span className="mono text-ink [overflow-wrap:anywhere]">{part.text}</span>
        {part.kind !== 'where' && <span className="text-muted text-xs"> {partNames[part.kind]}</span>}
        {reason && <span className="block text-muted text-xs [overflow-wrap:anywhere]">{reason}</span>}
      </td>
      <Figure counted={part.counts?.alone} isOver={isOver} />
      <Figure counted={part.counts?.keptOut} isOver={isOver} />
      <td className="py-1 text-right">
        <Button size="sm" aria-label={`Drop it: ${part.text}`} onPress={onDrop}>
          Drop it
        </Button>
      </td>
    </tr>
  )
}

function Figure({ counted, isOver }: { counted: Counted | undefined; isOver: boolean }) {
  return (
    <td className="figures whitespace-nowrap py-1.5 pr-4 text-right text-ink">
      {counted === undefined && !isOver && <Skeleton className="ml-auto h-3 w-10" />}
      {counted === undefined && isOver && 'unknown'}
      {counted && countedText(counted)}
    </td>
  )
}
