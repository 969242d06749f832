import { sortOf } from '#components/explorer/columns/sort.ts'
import type { ExplorerAnswer } from '#components/explorer/explorer-answer.ts'
import { count as counted } from '#lib/base/plural.ts'

/**
 * `53 units in 53 spaces · 3 values of spec.replicas · 0.08 s`. What is announced is the number of rows; while they
 * arrive it is shown and not read out, for it changes several times a second.
 */
export function ResultLine({
  answer,
  sort,
  isStale,
}: {
  answer: ExplorerAnswer
  sort: string
  isStale: boolean
}) {
  const { rows, isArriving } = answer
  const elapsedMs = isStale ? undefined : rows.data?.elapsedMs
  return (
    <p aria-live={isArriving ? 'off' : 'polite'} className="figures min-w-0 truncate text-sm">
      <Found answer={answer} />
      {!isArriving && elapsedMs !== undefined && (
        <span className="text-muted max-sm:hidden"> · {(elapsedMs / 1000).toFixed(2)} s</span>
      )}
      {isArriving && !rows.isError && <Arriving answer={answer} sort={sort} />}
    </p>
  )
}

function Found({ answer: { table, count, columns, rows, isArriving } }: { answer: ExplorerAnswer }) {
  const first = columns.find((column) => column.kind === 'value')
  const values = first === undefined ? 0 : table.valueColumn(first.id).valueCount
  return (
    <>
      <strong className="font-semibold">
        {(rows.data?.isTruncated || isArriving) && 'The first '}
        {counted(count, 'unit')}
      </strong>{' '}
      in {counted(table.sent('spaceId').valueCount, 'space')}
      {first && values > 0 && (
        <span className="text-muted max-sm:hidden">
          {' '}
          · {counted(values, 'value')} of <span className="mono">{first.title}</span>
        </span>
      )}
    </>
  )
}

/** What is shown of a part is said to be so. */
function Arriving({ answer: { columns }, sort }: { answer: ExplorerAnswer; sort: string }) {
  const isSorted = sortOf(sort, columns).length > 0
  return <span className="text-muted"> · more are arriving{isSorted && '; sorted by what has arrived'}</span>
}
