import { describe, expect, it } from 'vitest'
import { chooseColumns } from '#components/explorer/columns/columns.ts'
import { unitRows } from '#components/explorer/columns/unit-row.ts'
import { exportCsv, exportJson, exportText, notesOf } from '#components/explorer/export/export.ts'

const { columns } = chooseColumns(['unit', 'description', 'head'])
const id = '00000000-0000-4000-8000-000000000001'
const provenance = {
  hub: 'http://127.0.0.1:9090',
  where: "Slug = 'trade-service'",
  whereData: '',
  resourceType: '',
  rows: '1 selected of 53',
  notes: '',
  exportedAt: '2026-11-23T03:04:00.000Z',
  exportedBy: 'alice@trading.com',
  isTruncated: false,
}

function rows(description: string) {
  const Unit = {
    UnitID: id,
    SpaceID: id,
    Slug: 'trade-service',
    HeadRevisionNum: 12,
    LastChangeDescription: description,
  }
  return unitRows([{ Unit }], undefined, 0)
}

describe('exportCsv', () => {
  it('says where it comes from before the first row', () => {
    const lines = exportCsv(rows('scale'), columns, undefined, provenance).split('\r\n')

    expect(lines).toContain("# where: Slug = 'trade-service'")
    expect(lines).toContain('# rows: 1 selected of 53')
    expect(lines.slice(-3, -1)).toEqual(['unitId,unit,description,head', `${id},trade-service,scale,12`])
  })

  it.each([
    ['says "why", and more', '"says ""why"", and more"'],
    ['two\nlines', '"two\nlines"'],
    ['=HYPERLINK("http://x")', `"'=HYPERLINK(""http://x"")"`],
    ['+1', "'+1"],
    ['-5', '-5'],
  ])('keeps %j one cell that no spreadsheet runs', (description, cell) => {
    expect(exportCsv(rows(description), columns, undefined, provenance)).toContain(`trade-service,${cell},12`)
  })
})

describe('exportJson', () => {
  it('keeps numbers numbers and says nothing as null', () => {
    const { units } = JSON.parse(exportJson(rows(''), columns, undefined, provenance))

    expect(units).toEqual([{ unitId: id, spaceId: id, unit: 'trade-service', description: null, head: 12 }])
  })
})

describe('what was not read', () => {
  const { columns: withValue } = chooseColumns(['unit', 'region', '* spec.replicas'])
  const Unit = { UnitID: id, SpaceID: id, Slug: 'a', SpaceSlug: 'traderx-prod-eu', HeadRevisionNum: 1 }

  it.each([
    ['of a unit that could not be read', { units: {} }],
    ['that is still being read', undefined],
  ])('is not written as absent: a value %s', (_, values) => {
    const read = unitRows([{ Unit }], values, 1)

    expect(exportCsv(read, withValue, undefined, provenance)).toContain('a,eu,(unknown)')
    expect(exportText(read, withValue, undefined)).toContain('a\teu\t(unknown)')
    expect(exportJson(read, withValue, undefined, provenance)).toContain('"* spec.replicas": "(unknown)"')
  })

  it('and what follows from a Slug is noted', () => {
    const read = unitRows([{ Unit }], { units: { [id]: { DataHash: '', cells: [[]] } } }, 1)
    const nobodys = withValue.map((column) =>
      column.kind === 'value' ? { ...column, isNobodys: true } : column,
    )

    expect(notesOf(read, nobodys)).toBe(
      'region of 1 row is derived from the Slug of the Space and is not a label; no unit has * spec.replicas',
    )
  })
})

describe('exportText', () => {
  it('keeps a value with tabs and line breaks in its cell', () => {
    expect(exportText(rows('a\tb\nc'), columns, undefined).split('\n')[1]).toBe('trade-service\ta b c\t12')
  })
})
