import type { ReactNode } from 'react'

const headClass = 'py-1 pr-4 font-medium last:pr-0'

/** A table within a panel or a dialog. */
export function SmallTable({ head, children }: { head: readonly string[]; children: ReactNode }) {
  return (
    <table className="w-full text-left text-sm">
      <thead className="text-muted text-xs">
        <tr>
          {head.map((name) => (
            <th key={name} className={headClass}>
              {name}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>{children}</tbody>
    </table>
  )
}
