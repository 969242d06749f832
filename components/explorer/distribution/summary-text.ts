import type { GridColumn } from '#components/explorer/columns/grid-column.ts'
import { count } from '#lib/base/plural.ts'
import type { ColumnSummary } from '#lib/rows/column-summary.ts'

const figures = new Intl.NumberFormat('en', { maximumFractionDigits: 2 })

/** `4 values in 56 units; 2 without one, 1 unknown. Least 1, median 2, most 5.` */
export function summaryText(summary: ColumnSummary, { holds }: Pick<GridColumn, 'holds'>): string {
  const { values, absent, unknown, pending, numbers } = summary
  const units = values.reduce((sum, value) => sum + value.count, 0)
  const lacks = [
    ...(absent > 0 ? [`${figures.format(absent)} without one`] : []),
    ...(unknown > 0 ? [`${figures.format(unknown)} unknown`] : []),
    ...(pending > 0 ? [`${figures.format(pending)} not read yet`] : []),
  ]
  const counted = `${count(values.length, 'value')} in ${count(units, 'unit')}${lacks.length > 0 ? `; ${lacks.join(', ')}` : ''}.`
  if (numbers === undefined || holds === 'time') return counted
  const { least, median, most } = numbers
  return `${counted} Least ${figures.format(least)}, median ${figures.format(median)}, most ${figures.format(most)}.`
}
