import type { GridColumn } from '#components/explorer/columns/grid-column.ts'
import { metadataColumns } from '#components/explorer/columns/metadata-columns.ts'
import { type CodedColumn, pending, unknown } from '#lib/rows/column.ts'
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

export type PairVerdict = 'same' | 'differs' | 'pending' | 'unknown'
type PairColumn = { readonly a: CodedColumn; readonly b: CodedColumn }

/** Compares one column in pairs. Codes are of one table only, so keys are compared. */
export function pairVerdicts({ a, b }: PairColumn): (rowA: number, rowB: number) => PairVerdict {
  return (rowA, rowB) => {
    const [codeA, codeB] = [a.codes[rowA] ?? pending, b.codes[rowB] ?? pending]
    if (codeA === pending || codeB === pending) return 'pending'
    if (codeA === unknown || codeB === unknown) return 'unknown'
    return a.keys[codeA] === b.keys[codeB] ? 'same' : 'differs'
  }
}

export type ComparedPairs = {
  readonly differing: Pairs['pairs']
  /** Pairs that may still turn out to differ, and those of which it cannot be told. */
  readonly pending: number
  readonly unknown: number
}

/** One column that differs makes a pair differ; it is the same only as a whole. */
export function comparePairs(pairs: Pairs['pairs'], columns: readonly PairColumn[]): ComparedPairs {
  const verdicts = columns.map(pairVerdicts)
  const counts = { pending: 0, unknown: 0 }
  const differing = pairs.filter(([rowA, rowB]) => {
    let strongest: PairVerdict = 'same'
    for (const of of verdicts) {
      const own = of(rowA, rowB)
      if (own === 'differs') return true
      if (own === 'pending' || strongest === 'same') strongest = own
    }
    if (strongest !== 'same') counts[strongest] += 1
    return false
  })
  return { differing, ...counts }
}
