import type { ExplorerAnswer } from '#components/explorer/explorer-answer.ts'
import { Button } from '#components/ui/button.tsx'
import { errorAdvice, failureOf } from '#components/ui/error/error-advice.ts'
import { Notice } from '#components/ui/notice.tsx'
import { PeopleNotice } from '#components/ui/people.tsx'
import { unitsCap } from '#lib/queries/units.ts'

/** Says which parts of the rows on screen are missing, and why. */
export function GridNotices({
  answer,
  onRemoveColumn,
}: {
  answer: ExplorerAnswer
  onRemoveColumn: (id: string) => void
}) {
  const { units, rows, columns, valuesError, retryValues } = answer
  return (
    <>
      {units.isError && rows.length > 0 && (
        <Notice action={<TryAgain onPress={() => void units.refetch()} />}>
          {errorAdvice(failureOf(units.error)).title}: {units.error.message} The rows below are from the last
          query that worked.
        </Notice>
      )}
      <PeopleNotice />
      {valuesError && (
        <Notice action={<TryAgain onPress={retryValues} />}>
          Values from the documents are missing: {valuesError.message}
        </Notice>
      )}
      {units.data?.truncated && (
        <Notice>
          More units match than are shown: these are the first {unitsCap.toLocaleString('en-GB')} by name.
          Sorting, grouping and counts cover them only; narrow the query to see all.
        </Notice>
      )}
      {columns
        .filter((column) => column.isNobodys)
        .map((column) => (
          <Notice
            key={column.id}
            action={
              <Button size="sm" onPress={() => onRemoveColumn(column.id)}>
                Remove the column
              </Button>
            }
          >
            No unit {units.data?.truncated ? 'shown' : 'of this result'} has{' '}
            <span className="mono">{column.description}</span>. The path may be misspelt.
          </Notice>
        ))}
    </>
  )
}

function TryAgain({ onPress }: { onPress: () => void }) {
  return (
    <Button size="sm" onPress={onPress}>
      Try again
    </Button>
  )
}
