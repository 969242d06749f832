// biome-ignore-all lint/a11y/useSemanticElements: a virtualised grid cannot be a table, so ARIA roles say what it is
// biome-ignore-all lint/a11y/useFocusableInteractive: focus stays on the grid; aria-activedescendant names the row
import type { ComponentProps } from 'react'
import { GroupLine } from '#components/explorer/grid/group-line.tsx'

/** The line of a group in its place among the rows. */
export function GroupRow({
  rowIndex,
  top,
  height,
  ...group
}: ComponentProps<typeof GroupLine> & { rowIndex: number; top: number; height: number }) {
  return (
    <div
      role="row"
      aria-rowindex={rowIndex}
      style={{ height, transform: `translateY(${top}px)` }}
      className="absolute top-0 left-0 flex w-full border-line border-b bg-sunken"
    >
      <GroupLine {...group} />
    </div>
  )
}
