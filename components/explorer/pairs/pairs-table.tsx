import type { GridColumn } from '#components/explorer/columns/grid-column.ts'
import {
  type Pairing,
  type PairVerdict,
  pairVerdicts,
  type SideRows,
} from '#components/explorer/pairs/pairing.ts'
import { type Column, isUnread, pending } from '#lib/rows/column.ts'
import { tellApart } from '#lib/rows/compare/tell-apart.ts'
import { cellsOf } from '#lib/rows/unit-columns.ts'

type Sides = { readonly a: SideRows; readonly b: SideRows }

/** Each pair on a line, and what A and B have in each column. */
export function PairsTable({
  a,
  b,
  pairing,
  pairs,
  columns,
}: Sides & { pairing: Pairing; pairs: Pairing['pairs']; columns: readonly GridColumn[] }) {
  const by = pairing.by.filter(({ id }) => id !== 'unit')
  const compared = columns.map((column) => {
    const cells = { a: cellsOf(a.table, column, column.id), b: cellsOf(b.table, column, column.id) }
    return { id: column.id, cells, verdictOf: pairVerdicts(cells) }
  })
  return (
    <table className="w-full border-separate border-spacing-0 text-sm">
      <thead>
        <tr>
          {['Unit', ...by.map(({ title }) => title), ...columns.map(({ title }) => title)].map((title) => (
            <th
              key={title}
              scope="col"
              className="sticky top-0 border-line border-b bg-sunken px-3 py-1.5 text-left font-medium text-muted text-xs"
            >
              {title}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {pairs.map(([rowA, rowB]) => (
          <tr key={`${rowA} ${rowB}`}>
            <th scope="row" className="mono border-line border-b px-3 py-1 text-left font-medium">
              {namesOf(a.table.sent('slug').textAt(rowA), b.table.sent('slug').textAt(rowB))}
            </th>
            {by.map((column) => (
              <td key={column.id} className="mono border-line border-b px-3 py-1">
                {cellsOf(a.table, column, column.id).textAt(rowA) ?? '–'}
              </td>
            ))}
            {compared.map(({ id, cells, verdictOf }) => (
              <td key={id} className="mono border-line border-b px-3 py-1 align-top">
                <PairCell {...cells} rowA={rowA} rowB={rowB} verdict={verdictOf(rowA, rowB)} />
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  )
}

function PairCell({
  a,
  rowA,
  b,
  rowB,
  verdict,
}: {
  a: Column
  rowA: number
  b: Column
  rowB: number
  verdict: PairVerdict
}) {
  if (verdict !== 'differs') {
    const [codeA, codeB] = [a.codeAt(rowA), b.codeAt(rowB)]
    return (
      <span className="text-muted">
        {isUnread(codeA) ? nameOf(codeA) : (b.shownText(codeB) ?? nameOf(codeB))}
      </span>
    )
  }
  const [textA = 'absent', textB = 'absent'] = tellApart(
    { column: a, code: a.codeAt(rowA) },
    { column: b, code: b.codeAt(rowB) },
  )
  return (
    <span className="flex flex-wrap items-center gap-x-1.5 font-semibold">
      <span aria-hidden className="size-1.5 shrink-0 rounded-full bg-changed" />
      <span className="break-all">{textA}</span>
      <span aria-hidden className="font-normal text-muted">
        →
      </span>
      <span className="sr-only">in A, in B</span>
      <span className="break-all">{textB}</span>
    </span>
  )
}

/** One name where both units have it. */
function namesOf(a = '', b = ''): string {
  return a === b ? a : `${a} → ${b}`
}

/** Stands where there is no value. */
function nameOf(code: number): string {
  if (code === pending) return 'not read yet'
  return isUnread(code) ? 'unknown' : 'absent'
}
