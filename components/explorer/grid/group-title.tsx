import { titleInside } from '#components/explorer/columns/grid-column.ts'
import type { GroupOnLine } from '#components/explorer/grid/grid-lines.ts'
import type { LineLook } from '#components/explorer/grid/grid-row.tsx'
import { DisclosureMark } from '#components/ui/disclosure-mark.tsx'
import { Environment } from '#components/ui/environment.tsx'
import { absent, pending } from '#lib/rows/column.ts'
import { cellsOf, shownCell } from '#lib/rows/unit-columns.ts'

const figures = new Intl.NumberFormat('en')

/** What the rows of a group have in common, and how many there are. */
export function GroupTitle({
  look,
  group,
  isOpen,
  onToggle,
}: {
  look: LineLook
  group: GroupOnLine
  isOpen: boolean
  onToggle: () => void
}) {
  const { column, rows } = group
  const derived =
    column.cells === 'environment' || column.cells === 'region'
      ? look.table.countDerived(column.cells, rows)
      : 0
  return (
    <button
      type="button"
      tabIndex={-1}
      aria-expanded={isOpen}
      onClick={onToggle}
      className="sticky left-0 flex h-full items-center gap-2 px-2 text-sm hover:text-accent"
    >
      <DisclosureMark isOpen={isOpen} />
      <span className="font-semibold">
        <GroupName look={look} group={group} />
      </span>
      <span className="figures text-muted text-xs">{figures.format(rows.length)}</span>
      {derived > 0 && (
        <span
          className="text-2xs text-muted"
          title="Not a label: filtering by labels does not find these units"
        >
          {derived === rows.length ? 'all' : derived} by the Slug of the space
        </span>
      )}
    </button>
  )
}

function GroupName({
  look: { table, nameOf },
  group: { group, column },
}: {
  look: LineLook
  group: GroupOnLine
}) {
  const { value, code } = group
  const title = titleInside(column)
  if (value === undefined && code === absent) return `no ${title}`
  if (value === undefined) return code === pending ? `${title} not read yet` : `${title} unknown`
  if (column.kind === 'environment') return <Environment name={String(value)} />
  const text = shownCell(cellsOf(table, column, column.id), code, column, nameOf)
  return column.kind === 'revision' || column.kind === 'released' ? `${column.title} r${text}` : text
}
