'use client'

import type { Comparison } from '#components/explorer/compare/comparison.ts'
import { restText } from '#components/explorer/compare/rest-text.ts'
import { Button } from '#components/ui/button.tsx'
import { errorAdvice } from '#components/ui/error/error-advice.ts'
import { failureOf } from '#components/ui/error/failure.ts'
import { verdict } from '#lib/rows/compare/compare-rows.ts'

const figures = new Intl.NumberFormat('en')

/** `3 differ from most rows · 12 not read yet`, and the ways to them. */
export function ComparisonLine({
  comparison,
  isOnly,
  onOnly,
  onNext,
}: {
  comparison: Comparison
  /** Only differing rows are shown. */
  isOnly: boolean
  onOnly: (isOnly: boolean) => void
  onNext: () => void
}) {
  const { counts, name, columns, error, retry } = comparison
  const differing = counts[verdict.differs] ?? 0
  const isReading = (counts[verdict.pending] ?? 0) > 0
  return (
    <div className="flex flex-wrap items-center gap-x-1.5 text-sm">
      <p aria-live={isReading ? 'off' : 'polite'} className="figures min-w-0">
        <strong className="font-semibold">
          {differing === 0 ? (isReading ? 'None so far' : 'None') : figures.format(differing)}
        </strong>{' '}
        {differing === 1 ? 'differs' : 'differ'} from {name}
        <Rest counts={counts} hasColumns={columns.size > 0} />
      </p>
      {(differing > 0 || isOnly) && (
        <Button variant="quiet" size="sm" aria-pressed={isOnly} onPress={() => onOnly(!isOnly)}>
          Only differing
        </Button>
      )}
      {differing > 0 && (
        <Button variant="quiet" size="sm" onPress={onNext}>
          <span>
            Next<span className="max-sm:sr-only"> difference</span>
          </span>
        </Button>
      )}
      {error && (
        <p className="text-attention">
          {errorAdvice(failureOf(error)).title}: {error.message}{' '}
          <Button size="sm" onPress={retry}>
            Try again
          </Button>
        </p>
      )}
    </div>
  )
}

/** What is not known is said beside what is. */
function Rest({ counts, hasColumns }: { counts: Uint32Array; hasColumns: boolean }) {
  if (!hasColumns) return <span className="text-muted"> · no column on screen can be compared</span>
  return (
    <span className="text-muted">
      {restText([
        [counts[verdict.pending], 'not read yet'],
        [counts[verdict.unknown], 'unknown'],
        [counts[verdict.nothing], 'with nothing to compare with'],
      ])}
    </span>
  )
}
