import type { ReactNode } from 'react'

type Head = {
  readonly name: string
  readonly className?: string
  /** What the figures in it are. */
  readonly title?: string
  /** Only for screen readers. */
  readonly isHidden?: boolean
}

/** A table within a panel or a dialog. */
export function SmallTable({ head, children }: { head: readonly (string | Head)[]; children: ReactNode }) {
  return (
    <table className="w-full text-left text-sm">
      <thead className="text-muted text-xs [&_th]:py-1 [&_th]:pr-4 [&_th]:font-medium">
        <tr>{head.map(headOf)}</tr>
      </thead>
      <tbody>{children}</tbody>
    </table>
  )
}

function headOf(each: string | Head) {
  const { name, isHidden = false, ...look } = typeof each === 'string' ? { name: each } : each
  return (
    <th key={name} {...look}>
      {isHidden ? <span className="sr-only">{name}</span> : name}
    </th>
  )
}
