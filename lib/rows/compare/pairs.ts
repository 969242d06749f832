import { type CodedColumn, pending } from '#lib/rows/column.ts'
import { sortRows } from '#lib/rows/sort-rows.ts'

/** Rows of one side, and what tells them apart: their names, and labels or places. */
export type Side = { readonly count: number; readonly by: readonly CodedColumn[] }

export type Pairs = {
  /** One row of A and one of B that share everything by which they are paired, in its order. */
  readonly pairs: readonly (readonly [a: number, b: number])[]
  readonly onlyA: readonly number[]
  readonly onlyB: readonly number[]
  /** Rows of both sides that share it with more than one of the other. */
  readonly unclearA: readonly number[]
  readonly unclearB: readonly number[]
}

/** The key of rows that have nothing by which they could be paired. */
const nothing = ''

/** Pairs rows that are called the same. Where several could be meant, none is chosen. */
export function pairRows(a: Side, b: Side): Pairs {
  const [inA, inB] = [rowsByKey(a), rowsByKey(b)]
  const pairs = new Map<number, number>()
  const onlyA: number[] = []
  const unclearA: number[] = []
  const unclearB: number[] = []
  for (const [key, own] of inA) {
    const others = key === nothing ? undefined : inB.get(key)
    const [first, other] = [own[0], others?.[0]]
    if (others === undefined) onlyA.push(...own)
    else if (own.length === 1 && others.length === 1 && first !== undefined && other !== undefined)
      pairs.set(first, other)
    else {
      unclearA.push(...own)
      unclearB.push(...others)
    }
  }
  const onlyB = [...inB].flatMap(([key, rows]) => (key !== nothing && inA.has(key) ? [] : rows))
  return { pairs: inOrder(pairs, a.by), onlyA, onlyB, unclearA, unclearB }
}

function inOrder(pairs: ReadonlyMap<number, number>, by: Side['by']): Pairs['pairs'] {
  const rows = sortRows(
    Uint32Array.from(pairs.keys()),
    by.map((column) => ({ column })),
  )
  return [...rows].flatMap((row) => {
    const other = pairs.get(row)
    return other === undefined ? [] : [[row, other] as const]
  })
}

function rowsByKey({ count, by }: Side): Map<string, number[]> {
  const rows = new Map<string, number[]>()
  for (let row = 0; row < count; row += 1) {
    const parts = by.map(({ codes, keys }) => keys[codes[row] ?? pending] ?? null)
    const key = parts.every((part) => part === null) ? nothing : JSON.stringify(parts)
    const known = rows.get(key)
    if (known === undefined) rows.set(key, [row])
    else known.push(row)
  }
  return rows
}
