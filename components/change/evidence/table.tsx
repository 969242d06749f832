import type { ReactNode } from 'react'
import { classNames } from '#components/ui/class-names.ts'

/** A table that fits a phone and a sheet of A4: long words break, and its head comes again on each sheet. */
export function EvidenceTable({
  caption,
  columns,
  children,
}: {
  caption: string
  /** Titles with the percentage of the width that each takes, or with classes where that depends on the screen. */
  columns: Readonly<Record<string, number | string>>
  children: ReactNode
}) {
  return (
    <table className="w-full table-fixed border-collapse text-left text-xs [overflow-wrap:anywhere]">
      <caption className="sr-only">{caption}</caption>
      <thead>
        <tr className="border-line-strong border-b">
          {Object.entries(columns).map(([title, width]) => (
            <th
              key={title}
              scope="col"
              style={typeof width === 'number' ? { width: `${width}%` } : undefined}
              className={classNames(
                'px-1.5 py-1 align-bottom font-medium text-muted',
                typeof width === 'string' && width,
              )}
            >
              {title}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>{children}</tbody>
    </table>
  )
}

export const rowClass = 'break-inside-avoid border-line border-b align-top'
export const cellClass = 'px-1.5 py-1 font-normal align-top'
