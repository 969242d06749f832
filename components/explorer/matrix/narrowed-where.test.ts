import { expect, it } from 'vitest'
import { labelGridColumn } from '#components/explorer/columns/columns.ts'
import type { GridColumn } from '#components/explorer/columns/grid-column.ts'
import { narrowedWhere } from '#components/explorer/matrix/narrowed-where.ts'
import { mask } from '#lib/config/mask/spans.ts'
import { metadataColumns } from '#lib/rows/metadata-columns.ts'
import { pack } from '#lib/rows/packed.ts'
import { RowTable } from '#lib/rows/row-table.ts'
import { askedFields } from '#lib/rows/rows-asked.ts'

/** Two units of one Space, only the second of which has a team. */
function table(slug = 'api'): RowTable {
  const rows = new RowTable(askedFields)
  const columns = {
    slug: pack([slug, 'web']),
    spaceId: pack(['s', 's']),
    space: pack(['prod', 'prod']),
    labels: pack(['{}', '{"Team":"core"}']),
  }
  rows.append({ ids: ['a', 'b'], columns })
  rows.setSpaces([{ SpaceID: 's', Slug: 'prod', Labels: {} }])
  return rows
}

const named = (id: string) => metadataColumns.filter((column) => column.id === id)
const team = [labelGridColumn('Labels.Team')].filter((column) => column !== undefined)
const narrowed = (columns: readonly GridColumn[], row: number, of = table()) =>
  narrowedWhere('', of, columns, Uint32Array.of(row))

it('asks for units without a label by the label, never by their Space', () => {
  expect(narrowed(team, 0)).toBe('Labels.Team IS NULL')
  expect(narrowed(team, 1)).toBe("Labels.Team = 'core'")
})

it('asks for places without a value by their Spaces', () => {
  expect(narrowed(named('continent'), 0)).toBe("Space.Slug IN ('prod')")
})

it('asks for nothing that was not read, has no value, or is a secret', () => {
  expect(narrowed(named('head'), 0)).toBeUndefined()
  expect(narrowed(named('description'), 0)).toBeUndefined()
  expect(narrowed(named('unit'), 0, table(`api-${mask}`))).toBeUndefined()
})
