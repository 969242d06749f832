// biome-ignore-all lint/a11y/useSemanticElements: a virtualised grid cannot be a table, so ARIA roles say what it is
// biome-ignore-all lint/a11y/useFocusableInteractive: focus stays on the grid; aria-activedescendant names the row
'use client'

import type { GridColumn } from '#components/explorer/columns/grid-column.ts'
import { type Distribution, distribution, type Group } from '#components/explorer/columns/grouping.ts'
import { shortValue } from '#components/explorer/grid/cell.tsx'
import { DisclosureMark } from '#components/ui/disclosure-mark.tsx'
import { Environment } from '#components/ui/environment.tsx'

/** Name and size of a group; under each value column, how its values are distributed. */
export function GroupLine({
  group,
  isOpen,
  isEnvironment,
  columns,
  widths,
  onToggle,
}: {
  group: Group
  isOpen: boolean
  isEnvironment: boolean
  columns: readonly GridColumn[]
  widths: readonly number[]
  onToggle: () => void
}) {
  // The name spans the columns up to the first value column.
  const firstValue = columns.findIndex((column) => column.kind === 'value')
  const titleSpan = firstValue === -1 ? columns.length : firstValue
  const titleWidth = 36 + widths.slice(0, titleSpan).reduce((sum, width) => sum + width, 0)
  return (
    <>
      <div
        role="gridcell"
        aria-colindex={1}
        aria-colspan={titleSpan + 1}
        style={{ width: titleWidth }}
        className="flex shrink-0"
      >
        <button
          type="button"
          tabIndex={-1}
          aria-expanded={isOpen}
          onClick={onToggle}
          className="sticky left-0 flex h-full items-center gap-2 px-2 text-sm hover:text-accent"
        >
          <DisclosureMark isOpen={isOpen} />
          <span className="font-semibold">
            {isEnvironment && group.key ? <Environment name={group.key} /> : group.title}
          </span>
          <span className="figures text-muted text-xs">{group.rows.length}</span>
          {group.derived > 0 && (
            <span
              className="text-2xs text-muted"
              title="Not a label: filtering by labels does not find these units"
            >
              {group.derived === group.rows.length ? 'all' : group.derived} by the Slug of the Space
            </span>
          )}
        </button>
      </div>
      {columns.slice(titleSpan).map((column, offset) => (
        <div
          key={column.id}
          role="gridcell"
          aria-colindex={titleSpan + offset + 2}
          style={{ width: widths[titleSpan + offset] }}
          className="flex shrink-0 items-center overflow-hidden px-2"
        >
          {column.valueIndex !== undefined && (
            <DistributionText values={distribution(group.rows, column.valueIndex)} />
          )}
        </div>
      ))}
    </>
  )
}

/** `3×14 5×2`: value, times, how often. */
function DistributionText({ values }: { values: Distribution }) {
  if (values.length === 0) return null
  const whole = values.map(({ text, count }) => `${text} × ${count}`).join('\n')
  const shorten = tagsSuffice(values) ? tagOf : shortValue
  return (
    <span title={whole} className="mono flex min-w-0 gap-2 overflow-hidden whitespace-nowrap text-xs">
      {values.map(({ text, count }, index) => (
        <span key={text} className={index === 0 ? 'text-muted' : 'font-semibold text-ink'}>
          {shorten(text)}
          <span className="text-muted">×{count}</span>
        </span>
      ))}
    </span>
  )
}

/** When all images have the same name, the tags tell them apart and all of them fit. */
function tagsSuffice(values: Distribution): boolean {
  const names = new Set(values.map(({ text }) => text.slice(0, -tagOf(text).length)))
  return names.size === 1 && values.every(({ text }) => text.includes('/') && tagOf(text) !== text)
}

function tagOf(text: string): string {
  const colon = text.lastIndexOf(':')
  return colon > text.lastIndexOf('/') ? text.slice(colon) : text
}
