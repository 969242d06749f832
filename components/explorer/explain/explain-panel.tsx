'use client'

import { useQueryClient } from '@tanstack/react-query'
import { CallList } from '#components/explorer/explain/call-list.tsx'
import { explainText } from '#components/explorer/explain/explain-text.ts'
import type { PlaceOf } from '#components/explorer/explain/unit-place.ts'
import { WhyNot } from '#components/explorer/explain/why-not.tsx'
import { textsOf } from '#components/query/explain/asked-fields.ts'
import { PartTable } from '#components/query/explain/part-table.tsx'
import type { QueryFields } from '#components/query/query-fields.ts'
import { CopyButton } from '#components/ui/copy-button.tsx'
import { count } from '#lib/base/plural.ts'
import { explainQuery } from '#lib/queries/explain.ts'
import type { RowsAnswer } from '#lib/queries/rows.ts'
import { isBeyondConfigHub } from '#lib/where/boolean/read-conditions.ts'

/** How the rows on screen were asked for, and what each part of the query does. */
export function ExplainPanel({
  query,
  answer,
  placeOf,
  onDrop,
  onClose,
}: {
  query: QueryFields
  answer: RowsAnswer
  placeOf: PlaceOf
  onDrop: (fields: QueryFields) => void
  onClose: () => void
}) {
  const client = useQueryClient()
  const hasParts = query.where !== '' || query.data !== '' || query.type !== ''
  const text = () => explainText(answer, client.getQueryData(explainQuery(textsOf(query)).queryKey))
  return (
    <div className="flex w-[min(46rem,calc(100vw-32px))] flex-col gap-4 p-3 text-sm">
      <section aria-label="Conditions">
        <div className="flex min-h-7 items-center gap-2">
          <h2 className="mr-auto font-semibold">What each condition does</h2>
          <CopyButton text={text} label="Copy the explanation">
            Copy as text
          </CopyButton>
        </div>
        {hasParts ? (
          <PartTable query={query} onDrop={onDrop} />
        ) : (
          <p className="text-muted">The query has no condition: it selects every unit that you may see.</p>
        )}
        <ComputedPart answer={answer} />
      </section>
      <WhyNot query={query} isTruncated={answer.isTruncated} placeOf={placeOf} onShow={onClose} />
      <section className="flex flex-col gap-1">
        <h2 className="font-semibold">How it was asked</h2>
        <CallList answer={answer} isDivided={isBeyondConfigHub(query.where)} />
      </section>
    </div>
  )
}

/** What is computed here is judged after the conditions above, on what they select. */
function ComputedPart({ answer: { computed, question, count: rows } }: { answer: RowsAnswer }) {
  if (computed === undefined) return null
  const { judged, unknown, isCut } = computed
  return (
    <p className="mt-2 text-muted">
      <span className="mono text-ink">{question.computed}</span> is computed here on{' '}
      {isCut
        ? `the first ${count(judged, 'unit')} of what these select`
        : `what these select, ${count(judged, 'unit')}`}
      : it holds for {rows}, not for {judged - rows - unknown}, and is unknown of {unknown}. The figures above
      and the verdicts below leave it out.
    </p>
  )
}
