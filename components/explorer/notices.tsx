import type { ExplorerAnswer } from '#components/explorer/explorer-answer.ts'
import { Button } from '#components/ui/button.tsx'
import { errorAdvice } from '#components/ui/error/error-advice.ts'
import { failureOf } from '#components/ui/error/failure.ts'
import { PeopleNotice } from '#components/ui/error/people-notice.tsx'
import { Notice } from '#components/ui/notice.tsx'
import { rowsCap } from '#lib/rows/rows-asked.ts'

const clock = new Intl.DateTimeFormat('en-GB', { timeStyle: 'medium' })
const figures = new Intl.NumberFormat('en-GB')

/** Says which parts of the rows on screen are missing, and why. */
export function GridNotices({
  answer,
  silence,
  onRemoveColumn,
}: {
  answer: ExplorerAnswer
  /** The rows can only be read, and why. */
  silence: string | undefined
  onRemoveColumn: (id: string) => void
}) {
  const { rows, count, columns, values } = answer
  return (
    <>
      {rows.isError && count > 0 && (
        <Notice action={<TryAgain onPress={() => void rows.refetch()} />}>
          {errorAdvice(failureOf(rows.error)).title}: {rows.error.message}
          <RequestId error={rows.error} />{' '}
          {answer.isArriving
            ? `The rows below are the first ${figures.format(count)} of the answer; the rest did not come.`
            : `The rows below are from ${clock.format(rows.dataUpdatedAt)} and can only be read, sorted and grouped.`}
        </Notice>
      )}
      {silence !== undefined && !rows.isError && (
        <Notice>{silence} Sorting and grouping what is here still work.</Notice>
      )}
      <PeopleNotice />
      {values.error && (
        <Notice action={<TryAgain onPress={values.retry} />}>
          Values from the documents are missing: {values.error.message}
        </Notice>
      )}
      {rows.data?.isTruncated && (
        <Notice>
          More units match than are shown: these are the first {figures.format(rowsCap)} that came. Sorting,
          grouping and counts cover them only; narrow the query to see all.
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
            No unit {rows.data?.isTruncated ? 'shown' : 'of this result'} has{' '}
            <span className="mono">{column.description}</span>. The path may be misspelt.
          </Notice>
        ))}
    </>
  )
}

/** For whoever runs the hub. */
function RequestId({ error }: { error: Error }) {
  const { requestId } = failureOf(error)
  return requestId === undefined ? null : <span className="mono text-muted text-xs"> ({requestId})</span>
}

function TryAgain({ onPress }: { onPress: () => void }) {
  return (
    <Button size="sm" onPress={onPress}>
      Try again
    </Button>
  )
}
