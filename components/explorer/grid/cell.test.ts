import { createElement, Fragment } from 'react'
import { renderToStaticMarkup } from 'react-dom/server'
import { describe, expect, it } from 'vitest'
import { chooseColumns } from '#components/explorer/columns/columns.ts'
import type { GridColumn } from '#components/explorer/columns/grid-column.ts'
import type { Comparison } from '#components/explorer/compare/comparison.ts'
import { cellTitle, drawCell } from '#components/explorer/grid/cell.tsx'
import type { UsersById } from '#lib/history/user-name.ts'
import type { ColumnValue } from '#lib/rows/column.ts'
import { BaselineCells } from '#lib/rows/compare/baseline-cells.ts'
import { compareRows } from '#lib/rows/compare/compare-rows.ts'
import { expectCells } from '#lib/rows/compare/expected.ts'
import { metadataColumns } from '#lib/rows/metadata-columns.ts'
import { pack } from '#lib/rows/packed.ts'
import { alwaysSent, fieldColumns, RowTable, type SentColumn } from '#lib/rows/row-table.ts'
import { type AskedField, askedFields } from '#lib/rows/rows-asked.ts'
import { cellsOf, cellText } from '#lib/rows/unit-columns.ts'
import { setValueCell } from '#lib/rows/value-cells.ts'

const id = '00000000-0000-4000-8000-000000000001'
const cells: Readonly<Record<SentColumn, ColumnValue>> = {
  slug: 'trade-service',
  spaceId: id,
  space: 'traderx-prod-eu',
  head: 12,
  released: 11,
  description: 'scale',
  checks: 1,
  hash: 'abc',
  labels: '{}',
  changedBy: id,
  changedAt: '2026-11-23T03:04:00.000Z',
  behind: 2,
}

/** One row, of which only these fields were asked for. */
function tableOf(fields: readonly AskedField[]): RowTable {
  const names: SentColumn[] = [...alwaysSent, ...fields.flatMap((field) => fieldColumns[field])]
  const table = new RowTable(fields)
  table.append({ ids: [id], columns: Object.fromEntries(names.map((name) => [name, pack([cells[name]])])) })
  const Labels = { Environment: 'prod', Region: 'eu-lon', Continent: 'Europe' }
  table.setSpaces([{ SpaceID: id, Slug: 'traderx-prod-eu', Labels }])
  return table
}

const nameOf = () => 'Alice'

/** Everything a reader can tell about a cell: its text on screen and in exports. */
function readings(fields: readonly AskedField[], column: GridColumn) {
  const table = tableOf(fields)
  const users = new Map([[id, { UserID: id, DisplayName: 'Alice' }]])
  const look = { table, users, nameOf, comparison: undefined, seen: new Set<string>(), now: undefined }
  return {
    markup: renderToStaticMarkup(createElement(Fragment, null, drawCell(look, 0, column).content)),
    text: cellText(cellsOf(table, column, column.id).valueAt(0), column, nameOf),
  }
}

describe('the cell of the column', () => {
  it.each(metadataColumns.map((column) => [column.id, column] as const))(
    '%s reads only the fields that the column asks for, and has something to show',
    (_, column) => {
      const whole = readings(askedFields, column)

      expect(readings(column.needs, column)).toEqual(whole)
      expect(whole.text).not.toBe('')
    },
  )
})

describe('values from documents that look the same', () => {
  const [, column] = chooseColumns(['* spec.debug']).columns
  if (column === undefined) throw new Error('The path is no column.')
  const table = tableOf(askedFields)
  const cells = table.valueColumn(column.id)
  const draw = (comparison?: Comparison) => {
    const look = { table, users: undefined, nameOf, comparison, seen: new Set<string>(), now: undefined }
    const markup = createElement(Fragment, null, drawCell(look, 0, column).content)
    return { title: cellTitle(look, 0, column), markup: renderToStaticMarkup(markup) }
  }

  it('are drawn with their type where they differ from the baseline, and where both stand in the column', () => {
    setValueCell(cells, 0, [{ value: 'true' }])
    expect(draw()).toEqual({ title: 'true', markup: 'true' })

    const read = new BaselineCells([column.id])
    read.set(0, { kind: 'document', name: 'r1', cells: [[{ value: true }]] })
    const expected = expectCells(cells, read.valueColumn(column.id) ?? cells, read.source, 1)
    const elsewhere = read.valueColumn(column.id)
    const baselines = [{ id: column.id, cells, expected, ...(elsewhere && { elsewhere }) }]
    const { title, markup } = draw({
      ...compareRows(baselines, 1),
      baseline: { kind: 'upstream' },
      name: 'the upstream unit',
      baselines: new Map(baselines.map((each) => [each.id, each])),
      source: read.source,
      error: null,
      retry: () => undefined,
      onRest: () => undefined,
    })
    expect(title).toBe('"true", differs from the upstream unit: true')
    expect(markup).toContain('&quot;true&quot;')

    setValueCell(cells, 1, [{ value: true }])
    expect(draw().title).toBe('"true"')
  })
})

it('a person whose name is still being read is not called unknown; one whose name could not be read is', () => {
  const table = tableOf(askedFields)
  const column = metadataColumns.find(({ kind }) => kind === 'user')
  if (column === undefined) throw new Error('No column shows a person.')
  const draw = (users: UsersById | undefined) => {
    const look = { table, users, nameOf, comparison: undefined, seen: new Set<string>(), now: undefined }
    return renderToStaticMarkup(createElement(Fragment, null, drawCell(look, 0, column).content))
  }

  expect(draw(undefined)).not.toContain('unknown')
  expect(draw(new Map())).toBe('unknown')
  expect(draw(new Map([[id, { UserID: id, DisplayName: 'Alice' }]]))).toBe('Alice')
})
