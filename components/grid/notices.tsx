import { CircleAlert } from 'lucide-react'
import type { ReactNode } from 'react'
import type { ExplorerAnswer } from '#components/grid/explorer-query.ts'
import { Button } from '#components/ui/button.tsx'
import { errorAdvice, failureOf } from '#components/ui/error-advice.ts'
import { unitsCap } from '#lib/queries/units.ts'

/** What the rows on screen do not tell by themselves: parts that are missing, and why. */
export function GridNotices({ answer }: { answer: ExplorerAnswer }) {
  const { units, rows, valuesError, retryValues, unknownColumns } = answer
  return (
    <>
      {units.isError && rows.length > 0 && (
        <Notice onRetry={() => void units.refetch()}>
          {errorAdvice(failureOf(units.error)).title}: {units.error.message} The rows below are the last good
          answer.
        </Notice>
      )}
      {valuesError && (
        <Notice onRetry={retryValues}>Values from the documents are missing: {valuesError.message}</Notice>
      )}
      {units.data?.truncated && (
        <Notice>
          More units match than are shown: these are the first {unitsCap.toLocaleString('en-GB')} by name.
          Sorting, grouping and counts cover them only; narrow the query to see all.
        </Notice>
      )}
      {unknownColumns.length > 0 && (
        <Notice>
          The address names columns that do not exist:{' '}
          <span className="mono">{unknownColumns.join(', ')}</span>
        </Notice>
      )}
    </>
  )
}

function Notice({ onRetry, children }: { onRetry?: () => void; children: ReactNode }) {
  return (
    <div
      role="status"
      className="flex shrink-0 items-center gap-2 border-line border-b bg-attention-soft px-3 py-1 text-ink text-sm"
    >
      <CircleAlert aria-hidden size={14} className="shrink-0 text-attention" />
      <p className="min-w-0 flex-1">{children}</p>
      {onRetry && (
        <Button size="sm" onPress={onRetry}>
          Try again
        </Button>
      )}
    </div>
  )
}
