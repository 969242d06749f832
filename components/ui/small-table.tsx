import type { ReactNode } from 'react'

/** A table within a panel or a dialog. */
export function SmallTable({ head, children }: { head: readonly string[]; children: ReactNode }) {
  return (
    <table className="w-full text-left text-sm">
      <thead className="text-muted text-xs [&_th]:py-1 [&_th]:pr-4 [&_th]:font-medium">
        <tr>
          {head.map((name) => (
            <th key={name}>{name}</th>
          ))}
        </tr>
      </thead>
      <tbody>{children}</tbody>
    </table>
  )
}
