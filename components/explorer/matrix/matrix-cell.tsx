import { absent, type Column, pending } from '#lib/rows/column.ts'
import type { MatrixCell } from '#lib/rows/compare/matrix.ts'

const mostShown = 3

/** One value, or several with how often each occurs: `3×14 5×2`. */
export function CellText({ cell, cells }: { cell: MatrixCell; cells: Column }) {
  const isOne = cell.values.length === 1
  const rest = cell.values.length - mostShown
  return (
    <>
      {cell.differing > 0 && <span aria-hidden className="size-1.5 shrink-0 rounded-full bg-changed" />}
      {cell.values.slice(0, mostShown).map(([code, count]) => (
        <span key={code} className="max-w-40 truncate whitespace-nowrap">
          {textOf(code, cells)}
          {!isOne && <span className="font-normal text-muted">×{count}</span>}
        </span>
      ))}
      {rest > 0 && <span className="font-normal text-muted">+{rest}</span>}
    </>
  )
}

/** All of it, for titles and for screen readers. */
export function valuesText(cell: MatrixCell, cells: Column): string {
  const isOne = cell.values.length === 1
  return cell.values
    .map(
      ([code, count]) => `${code === absent ? 'absent' : textOf(code, cells)}${isOne ? '' : ` × ${count}`}`,
    )
    .join(', ')
}

function textOf(code: number, cells: Column): string {
  const text = cells.shownText(code)
  if (text !== undefined) return endOf(text)
  if (code === absent) return '–'
  return code === pending ? '…' : 'unknown'
}

/** Images differ at their end. */
function endOf(text: string): string {
  const slash = text.lastIndexOf('/')
  return slash > 0 && text.includes(':', slash) && !text.includes(' ') ? `…${text.slice(slash)}` : text
}
