import { labelGridColumn } from '#components/explorer/columns/columns.ts'
import type { GridColumn } from '#components/explorer/columns/grid-column.ts'
import { type CodedColumn, pending, unknown } from '#lib/rows/column.ts'
import { type Pairs, pairRows } from '#lib/rows/compare/pairs.ts'
import { labelKeys } from '#lib/rows/label-keys.ts'
import { metadataColumns, placeColumns } from '#lib/rows/metadata-columns.ts'
import type { RowTable } from '#lib/rows/row-table.ts'
import { cellsOf } from '#lib/rows/unit-columns.ts'

/** The rows of a side. */
export type SideRows = { readonly table: RowTable; readonly count: number }

export type Pairing = Pairs & {
  /** What a pair has in common: names, places and labels. */
  readonly by: readonly GridColumn[]
}

const candidates: readonly (readonly string[])[] = [
  ['unit'],
  ['unit', 'region'],
  ['unit', 'environment'],
  ['unit', 'environment', 'region'],
]

/** Pairs by what was chosen; otherwise by name, and by the places with which most units find one other. */
export function pairingOf(a: SideRows, b: SideRows, chosen: readonly string[] = []): Pairing {
  const by = chosen.flatMap((id) => pairingColumn(id) ?? [])
  if (by.length > 0) return pairedBy(by, a, b)
  const [first, ...others] = candidates.map((ids) =>
    pairedBy(
      ids.flatMap((id) => pairingColumn(id) ?? []),
      a,
      b,
    ),
  )
  if (first === undefined) throw new Error('There is always a way to pair.')
  return others.reduce((best, each) => (each.pairs.length > best.pairs.length ? each : best), first)
}

const places: readonly string[] = ['unit', ...placeColumns.map(({ id }) => id)]
/** The places say what these do, and more. */
const sameAsPlaces: readonly string[] = [
  'Space.Labels.Environment',
  'Space.Labels.Region',
  'Space.Labels.Continent',
]

/** The name of a unit, its place, or a label of it or of its Space; undefined for an id of anything else. */
export function pairingColumn(id: string): GridColumn | undefined {
  return places.includes(id) ? metadataColumns.find((column) => column.id === id) : labelGridColumn(id)
}

/** What units can be paired by: the labels are those of either side, the most frequent first. */
export function pairingColumns(a: SideRows, b: SideRows): readonly GridColumn[] {
  const labels = [a, b].flatMap(({ table, count }) => labelKeys(table, count))
  const ids = labels.toSorted((one, other) => other.rows - one.rows).map(({ id }) => id)
  return [...new Set([...places, ...ids])]
    .filter((id) => !sameAsPlaces.includes(id))
    .flatMap((id) => pairingColumn(id) ?? [])
}

function pairedBy(by: readonly GridColumn[], a: SideRows, b: SideRows): Pairing {
  const sideOf = ({ table, count }: SideRows) => ({
    count,
    by: by.map((column) => cellsOf(table, column, column.id)),
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
