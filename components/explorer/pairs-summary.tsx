import { titleInside } from '#components/explorer/columns/grid-column.ts'
import { restText } from '#components/explorer/compare/rest-text.ts'
import type { ComparedPairs, Pairing, SideRows } from '#components/explorer/pairs/pairing.ts'
import { count as counted } from '#lib/base/plural.ts'

/** How many pairs there are, how many of them differ, and the units without one. */
export function PairsSummary({
  pairing,
  compared,
  a,
  b,
}: {
  pairing: Pairing
  compared: ComparedPairs
  a: SideRows
  b: SideRows
}) {
  const differing = compared.differing.length
  const by = pairing.by.map((column) => (column.id === 'unit' ? 'name' : titleInside(column))).join(' and ')
  const rest = [
    ['Only in A', a, pairing.onlyA],
    ['Only in B', b, pairing.onlyB],
    ['Not paired, as several could be meant, in A', a, pairing.unclearA],
    ['Not paired, as several could be meant, in B', b, pairing.unclearB],
  ] as const
  return (
    <div className="flex flex-col gap-1 px-3 py-2 text-sm">
      <p aria-live="polite" className="figures">
        <strong className="font-semibold">{counted(pairing.pairs.length, 'pair')}</strong> by {by},{' '}
        {differing === 0 ? (isAllRead(compared) ? 'none' : 'none known to') : differing}{' '}
        {differing === 1 ? 'differs' : 'differ'} in the columns compared
        {restText([
          [compared.pending, 'not read yet'],
          [compared.unknown, 'unknown'],
        ])}
      </p>
      {rest.map(([title, side, rows]) =>
        rows.length === 0 ? null : (
          <details key={title}>
            <summary className="cursor-default text-muted">
              {title}: {counted(rows.length, 'unit')}
            </summary>
            <ul className="mono max-h-60 overflow-auto pl-4 text-xs">
              {rows.map((row) => (
                <li key={row}>
                  {side.table.sent('space').textAt(row)}/{side.table.sent('slug').textAt(row)}
                </li>
              ))}
            </ul>
          </details>
        ),
      )}
    </div>
  )
}

function isAllRead({ pending, unknown }: ComparedPairs): boolean {
  return pending + unknown === 0
}

export function noneDiffers(compared: ComparedPairs): string {
  return isAllRead(compared) ? 'No pair differs' : 'No pair is known to differ'
}
