import type { GridColumn } from '#components/explorer/columns/grid-column.ts'
import { metadataColumns } from '#components/explorer/columns/metadata-columns.ts'
import { type CodedColumn, isUnread, pending } from '#lib/rows/column.ts'
import { type Pairs, pairRows } from '#lib/rows/compare/pairs.ts'
import type { RowTable } from '#lib/rows/row-table.ts'
import { cellsOf } from '#lib/rows/unit-columns.ts'

/** The rows of a side. */
export type SideRows = { readonly table: RowTable; readonly count: number }

export type Pairing = Pairs & {
  /** By what the units are paired, beside their name. */
  readonly by: readonly GridColumn[]
}

const candidates: readonly (readonly string[])[] = [
  [],
  ['region'],
  ['environment'],
  ['environment', 'region'],
]

/** Pairs by name, and by the places with which most units find one other. */
export function pairingOf(a: SideRows, b: SideRows): Pairing {
  const [first, ...others] = candidates.map((ids) => pairedBy(ids, a, b))
  if (first === undefined) throw new Error('There is always a way to pair.')
  return others.reduce((best, each) => (each.pairs.length > best.pairs.length ? each : best), first)
}

function pairedBy(ids: readonly string[], a: SideRows, b: SideRows): Pairing {
  const by = metadataColumns.filter(({ id }) => ids.includes(id))
  const keys = metadataColumns.filter(({ id }) => id === 'unit' || ids.includes(id))
  const sideOf = ({ table, count }: SideRows) => ({
    count,
    by: keys.map((column) => cellsOf(table, column, column.id)),
  })
  return { ...pairRows(sideOf(a), sideOf(b)), by }
}

export type PairVerdict = 'same' | 'differs' | 'unread'

/** Codes are of one table only, so values are compared. */
export function pairVerdict(a: CodedColumn, rowA: number, b: CodedColumn, rowB: number): PairVerdict {
  const [codeA, codeB] = [a.codes[rowA] ?? pending, b.codes[rowB] ?? pending]
  if (isUnread(codeA) || isUnread(codeB)) return 'unread'
  return a.values[codeA] === b.values[codeB] ? 'same' : 'differs'
}
