import type { GridColumn } from '#components/grid/columns.ts'
import { distribution } from '#components/grid/grouping.ts'
import type { UnitRow } from '#components/grid/unit-row.ts'
import { plural } from '#lib/base/words.ts'

/** `53 units in 53 spaces · 3 values of spec.replicas · 0.08 s` */
export function ResultLine({
  rows,
  columns,
  elapsedMs,
  isTruncated,
}: {
  rows: readonly UnitRow[]
  columns: readonly GridColumn[]
  elapsedMs: number | undefined
  isTruncated: boolean
}) {
  return (
    <p aria-live="polite" className="figures min-w-0 truncate text-sm">
      <ResultText rows={rows} columns={columns} elapsedMs={elapsedMs} isTruncated={isTruncated} />
    </p>
  )
}

function ResultText({ rows, columns, elapsedMs, isTruncated }: Parameters<typeof ResultLine>[0]) {
  const spaces = new Set(rows.map((row) => row.spaceId)).size
  const value = columns.find((column) => column.valueIndex !== undefined)
  const values = value?.valueIndex === undefined ? 0 : distribution(rows, value.valueIndex).length
  return (
    <>
      <strong className="font-semibold">
        {isTruncated ? `The first ${number(rows.length)}` : number(rows.length)} {plural(rows.length, 'unit')}
      </strong>{' '}
      in {number(spaces)} {plural(spaces, 'space')}
      {value && values > 0 && (
        <span className="text-muted">
          {' '}
          · {number(values)} {plural(values, 'value')} of <span className="mono">{value.title}</span>
        </span>
      )}
      {elapsedMs !== undefined && <span className="text-muted"> · {(elapsedMs / 1000).toFixed(2)} s</span>}
    </>
  )
}

const format = new Intl.NumberFormat('en-GB')

function number(value: number): string {
  return format.format(value)
}
