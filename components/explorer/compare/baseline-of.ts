import type { GridColumn } from '#components/explorer/columns/grid-column.ts'
import { type CodedColumn, type Column, unknown } from '#lib/rows/column.ts'
import type { BaselineCells } from '#lib/rows/compare/baseline-cells.ts'
import {
  type Expected,
  expectCells,
  expectMost,
  expectMostOfGroup,
  expectOne,
  expectPlace,
} from '#lib/rows/compare/expected.ts'
import type { Grouped } from '#lib/rows/group-rows.ts'
import type { RowTable } from '#lib/rows/row-table.ts'
import { cellsOf } from '#lib/rows/unit-columns.ts'
import type { Baseline } from '#lib/url/baseline.ts'

/** What a column is compared with. */
export type ColumnBaseline = {
  readonly id: string
  readonly cells: Column
  readonly expected: Expected
  /** The cells read elsewhere; absent when the baseline is among the rows. */
  readonly elsewhere?: Column
}

export function isCompared({ kind, cells, isUnread, isCompared = false }: GridColumn): boolean {
  return (kind === 'value' || cells === 'label' || isCompared) && isUnread !== true
}

/** Of a unit elsewhere, or an earlier revision, only the document is read: its checks, distance and labels are not known. */
export function isComparedWith(read: BaselineCells | undefined, column: GridColumn): boolean {
  return isCompared(column) && (read === undefined || cellsElsewhere(read, column.id) !== undefined)
}

function cellsElsewhere(read: BaselineCells, id: string): Column | undefined {
  return id === 'hash' ? read.hash : read.valueColumn(id)
}

export type BaselineSource = {
  readonly baseline: Baseline
  readonly table: RowTable
  readonly count: number
  readonly grouped: Grouped
  /** Rows are still to come. */
  readonly isArriving: boolean
  /** What was read for the rows; undefined where the baseline is among them. */
  readonly read: BaselineCells | undefined
}

/** The cells that a column is compared with, row by row. */
export function baselineOf(column: GridColumn, source: BaselineSource): ColumnBaseline {
  const { table, count, read } = source
  const { id } = column
  const cells = cellsOf(table, column, id)
  const elsewhere = read && cellsElsewhere(read, id)
  if (read === undefined || elsewhere === undefined)
    return { id, cells, expected: expectedAmongRows(cells, source) }
  return { id, cells, elsewhere, expected: expectCells(cells, elsewhere, read.source, count) }
}

function expectedAmongRows(cells: CodedColumn, source: BaselineSource): Expected {
  const { baseline, table, count, grouped, isArriving } = source
  const name = table.sent('slug')
  switch (baseline.kind) {
    case 'group':
      return grouped.levels === 0
        ? expectMost(cells, name, count)
        : expectMostOfGroup(cells, name, { order: grouped.order, groups: innermost(grouped) }, count)
    case 'region': {
      const places = { name, place: table.bySpace('region') }
      return expectPlace(cells, places, baseline.region, { count, isArriving })
    }
    case 'unit':
      return expectOne(count, cells.codes[table.rowOf(baseline.unitId) ?? -1] ?? unknown)
    default:
      return expectMost(cells, name, count)
  }
}

function innermost({ groups, levels }: Grouped) {
  return groups.filter(({ level }) => level === levels - 1)
}
