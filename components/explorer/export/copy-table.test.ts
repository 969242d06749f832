import { expect, it } from 'vitest'
import { chooseColumns } from '#components/explorer/columns/columns.ts'
import { copyTable } from '#components/explorer/export/copy-table.ts'
import { pack } from '#lib/rows/packed.ts'
import { RowTable } from '#lib/rows/row-table.ts'
import { setValueCell } from '#lib/rows/value-cells.ts'

const path = '* spec.replicas'
const { columns } = chooseColumns(['unit', 'description', path])

function tableOf(descriptions: readonly string[]): RowTable {
  const table = new RowTable(['description', 'hash'])
  const ids = descriptions.map((_, index) => `unit-${index}`)
  const slugs = pack(ids.map(() => 'trade-service'))
  table.append({ ids, columns: { slug: slugs, description: pack(descriptions) } })
  return table
}

const copied = (table: RowTable, rows: number[]) =>
  copyTable({ table, nameOf: () => '' }, columns, Uint32Array.from(rows), true).text.split('\n')

it('keeps a value with tabs and line breaks in its cell, and runs nothing', () => {
  const table = tableOf(['a\tb\nc', '=1+1'])
  for (const row of [0, 1]) setValueCell(table.valueColumn(path), row, [{ value: 5 }])

  expect(copied(table, [1, 0])).toEqual([
    'Unit\tLast change\tspec.replicas',
    "trade-service\t'=1+1\t5",
    'trade-service\ta b c\t5',
  ])
})

it('does not write a value that was not read as absent', () => {
  const table = tableOf(['x', 'x', 'x'])
  const values = table.valueColumn(path)
  setValueCell(values, 0, undefined)
  setValueCell(values, 1, [])

  expect(
    copied(table, [0, 1, 2])
      .slice(1)
      .map((line) => line.split('\t')[2]),
  ).toEqual(['(unknown)', '', '(unknown)'])
})

it('is the same table as HTML, with nothing of its values read as markup', () => {
  const table = tableOf(['<b>x</b> & y'])
  const columns = chooseColumns(['unit', 'description']).columns
  const copied = (hasHeader: boolean) =>
    copyTable({ table, nameOf: () => '' }, columns, Uint32Array.of(0), hasHeader).html

  const cells = '<tr><td>trade-service</td><td>&lt;b&gt;x&lt;/b&gt; &amp; y</td></tr>'
  expect(copied(false)).toBe(`<table>${cells}</table>`)
  expect(copied(true)).toBe(`<table><tr><th>Unit</th><th>Last change</th></tr>${cells}</table>`)
})
