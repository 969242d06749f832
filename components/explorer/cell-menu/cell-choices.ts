import { cellQuestion } from '#components/explorer/cell-menu/cell-question.ts'
import { contentQuestion, noAbsentContent } from '#components/explorer/cell-menu/content-question.ts'
import type { GridColumn } from '#components/explorer/columns/grid-column.ts'
import type { QueryFields } from '#components/query/query-fields.ts'
import { withConditions } from '#components/query/with-conditions.ts'
import type { ValueCell, ValueColumn } from '#lib/confighub/values.ts'
import type { RowTable } from '#lib/rows/row-table.ts'
import { cellKey, jsonText, showsCell } from '#lib/rows/value-cells.ts'

/** One thing that a cell can be asked for. */
export type CellChoice = {
  readonly label: string
  readonly how: 'is' | 'isNot'
  /** Absent where there is no such query. */
  readonly query?: QueryFields
  readonly condition?: string
  /** The condition, or why there is none. */
  readonly explanation: string
}

export type AskedCell = {
  readonly table: RowTable
  readonly row: number
  readonly column: GridColumn
  readonly query: QueryFields
  /** Of a cell from inside a document; its values are absent while they are read, or cannot be. */
  readonly content?: AskedContent
}

type AskedContent = {
  readonly column: ValueColumn
  readonly values: ValueCell | undefined
  /** They are no longer what the cell shows. */
  readonly haveChanged?: boolean
}

/** The values of a document as they were read just now, for a cell that shows what was read before. */
export function contentOf(
  table: RowTable,
  row: number,
  { id, resourceType, path }: ValueColumn & { readonly id: string },
  values: ValueCell | undefined,
): AskedContent {
  const haveChanged = values !== undefined && !showsCell(table.valueColumn(id), row, values)
  return { column: { resourceType, path }, values, haveChanged }
}

/** Two for each value: units that have it, and all others. */
export function choicesOf(cell: AskedCell): readonly CellChoice[] {
  return cell.content === undefined ? ofMetadata(cell) : ofContent(cell, cell.content)
}

const labels = { is: 'Filter by this', isNot: 'Exclude this' } as const
const both = ['is', 'isNot'] as const

function ofMetadata({ table, row, column, query }: AskedCell): readonly CellChoice[] {
  const question = cellQuestion(table, row, column)
  return both.map((how): CellChoice => {
    if (question.kind === 'none') return refused(how, question.reason)
    const condition = question[how]
    const where = withConditions(query.where, condition)
    if (where === undefined) return refused(how, 'The query cannot be read, so nothing can be added to it.')
    const explanation = question.note === undefined ? condition : `${condition}. ${question.note}.`
    return { label: labels[how], how, condition, explanation, query: { ...query, where } }
  })
}

function ofContent(
  { query }: AskedCell,
  { column, values, haveChanged }: AskedContent,
): readonly CellChoice[] {
  if (values === undefined)
    return both.map((how) => refused(how, 'The value could not be read, so it is unknown.'))
  if (haveChanged)
    return both.map((how) => refused(how, 'The unit has another value by now than the cell shows.'))
  if (values.length === 0) return both.map((how) => refused(how, noAbsentContent))
  const different = [...new Map(values.map((value) => [cellKey([value]), value])).values()].slice(
    0,
    maxValues,
  )
  const labelOf = labeller(different)
  return different.flatMap((value) =>
    both.map((how): CellChoice => {
      const label = labelOf(value, how)
      // A condition on documents holds as soon as one resource of the unit meets it.
      const hasOthers = column.resourceType === '*' || values.length > 1
      return how === 'isNot' && hasOthers
        ? { ...refused(how, 'Another resource of the unit would meet the opposite.'), label }
        : { ...contentChoice(query, column, value, how), label }
    }),
  )
}

/** Several values are named; as JSON where two have the same text. */
function labeller(values: ValueCell): (value: ValueCell[number], how: 'is' | 'isNot') => string {
  if (values.length === 1) return (_, how) => labels[how]
  const hasTwins = new Set(values.map(({ value }) => String(value))).size < values.length
  return (value, how) =>
    `${how === 'is' ? 'Filter by' : 'Exclude'} ${hasTwins ? jsonText(value) : value.value}`
}

function contentChoice(
  query: QueryFields,
  column: ValueColumn,
  value: ValueCell[number],
  how: 'is' | 'isNot',
): CellChoice {
  const question = contentQuestion(query, column, value, how)
  if (question.kind === 'none') return refused(how, question.reason)
  const { condition } = question
  const explanation =
    how === 'isNot' ? `${condition}. Only units with ${column.resourceType} remain.` : condition
  return { label: labels[how], how, condition, explanation, query: question.query }
}

/** A menu is no list of everything. */
const maxValues = 5

function refused(how: 'is' | 'isNot', reason: string): CellChoice {
  return { label: labels[how], how, explanation: reason }
}
