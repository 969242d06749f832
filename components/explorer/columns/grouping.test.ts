import { describe, expect, it } from 'vitest'
import { chooseColumns } from '#components/explorer/columns/columns.ts'
import { differs, distribution, gridItems, majorities } from '#components/explorer/columns/grouping.ts'
import { type CellValue, cellValue, type UnitRow, unitRows } from '#components/explorer/columns/unit-row.ts'
import { valueColumnId } from '#components/explorer/columns/value-column.ts'

const replicas = valueColumnId({ resourceType: 'apps/v1/Deployment', path: 'spec.replicas' })
const { columns } = chooseColumns(['space', replicas])
const column = columns.at(-1)

function row(name: string, region: string | undefined, value: CellValue): UnitRow {
  const [base] = unitRows(
    [
      {
        Unit: {
          UnitID: `00000000-0000-4000-8000-${name.padStart(12, '0')}`,
          SpaceID: '00000000-0000-4000-8000-000000000001',
          Slug: name,
        },
      },
    ],
    undefined,
    1,
  )
  if (!base) throw new Error('one unit makes one row')
  return { ...base, region, values: [value] }
}

const three = cellValue([{ value: 3 }])
const five = cellValue([{ value: 5 }])
const rows = [
  row('1', 'eu-lon', three),
  row('2', 'eu-lon', five),
  row('3', undefined, three),
  row('4', 'ap-tyo', { kind: 'loading' }),
  row('5', 'ap-tyo', { kind: 'absent' }),
]

describe('distribution', () => {
  it('counts values, most frequent first, and nothing that is still loading', () => {
    expect(distribution(rows, 0)).toEqual([
      { text: '3', count: 2 },
      { text: '5', count: 1 },
    ])
  })
})

describe('gridItems', () => {
  it('puts units without the dimension last, as a group of their own', () => {
    const titles = gridItems(rows, 'region', new Set()).flatMap((item) =>
      item.kind === 'group' ? [`${item.group.title} ${item.group.rows.length}`] : [],
    )

    expect(titles).toEqual(['ap-tyo 2', 'eu-lon 2', 'no region 1'])
  })

  it('keeps the line of a closed group and hides its rows', () => {
    const items = gridItems(rows, 'region', new Set(['eu-lon']))

    expect(items.map((item) => (item.kind === 'group' ? item.group.key : item.row.slug))).toEqual([
      'ap-tyo',
      '4',
      '5',
      'eu-lon',
      '',
      '3',
    ])
  })
})

describe('compare with majority', () => {
  it('marks other values and absent ones, never those that are not read yet', () => {
    if (!column) throw new Error('the value column is the last one')
    const majority = majorities(rows, columns).get(replicas)

    expect(rows.map((each) => differs(each, column, majority))).toEqual([false, true, false, false, true])
  })

  it('marks nothing when no value is more frequent than the others', () => {
    expect(majorities([row('1', 'a', three), row('2', 'a', five)], columns).has(replicas)).toBe(false)
  })
})
