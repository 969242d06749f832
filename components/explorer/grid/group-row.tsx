// biome-ignore-all lint/a11y/useSemanticElements: a virtualised grid cannot be a table, so ARIA roles say what it is
// biome-ignore-all lint/a11y/useFocusableInteractive: focus stays on the grid; aria-activedescendant names the cell
'use client'

import { leftOf } from '#components/explorer/grid/frozen.ts'
import type { GroupOnLine } from '#components/explorer/grid/grid-lines.ts'
import { cellElementId, cursor, type LineLook } from '#components/explorer/grid/grid-row.tsx'
import { GroupTitle } from '#components/explorer/grid/group-title.tsx'
import { shortValue } from '#components/explorer/grid/short-value.ts'
import { classNames } from '#components/ui/class-names.ts'
import type { Column } from '#lib/rows/column.ts'
import { distribution } from '#lib/rows/count-values.ts'
import { cellsOf } from '#lib/rows/unit-columns.ts'

/** Name and size of a group; under each value column, how its values are distributed. */
export function GroupRow({
  look,
  line,
  group,
  isOpen,
  activeColumn,
  onToggle,
}: {
  look: LineLook
  line: number
  group: GroupOnLine
  isOpen: boolean
  activeColumn: number | undefined
  onToggle: () => void
}) {
  const { table, columns, widths, height } = look
  // The name spans the columns up to the first value column.
  const firstValue = columns.findIndex((column) => column.kind === 'value')
  const titleSpan = firstValue === -1 ? columns.length : firstValue
  const isOnTitle = activeColumn !== undefined && activeColumn <= titleSpan
  return (
    <div
      role="row"
      aria-rowindex={line + 2}
      aria-level={group.group.level + 1}
      style={{ height, transform: `translateY(${line * height}px)` }}
      className="absolute top-0 left-0 flex w-full border-line border-b bg-sunken"
    >
      <div
        role="gridcell"
        id={isOnTitle ? cellElementId(line, activeColumn) : undefined}
        aria-colindex={1}
        aria-colspan={titleSpan + 1}
        style={{ width: leftOf(widths, titleSpan), paddingLeft: group.group.level * 20 }}
        className={classNames('flex shrink-0', isOnTitle && cursor)}
      >
        <GroupTitle look={look} group={group} isOpen={isOpen} onToggle={onToggle} />
      </div>
      {columns.slice(titleSpan).map((column, offset) => (
        <div
          key={column.id}
          role="gridcell"
          id={activeColumn === titleSpan + offset + 1 ? cellElementId(line, activeColumn) : undefined}
          aria-colindex={titleSpan + offset + 2}
          style={{ width: widths[titleSpan + offset] }}
          className={classNames(
            'flex shrink-0 items-center overflow-hidden px-2',
            activeColumn === titleSpan + offset + 1 && cursor,
          )}
        >
          {column.kind === 'value' && (
            <DistributionText values={textsOf(cellsOf(table, column, column.id), group.rows)} />
          )}
        </div>
      ))}
    </div>
  )
}

/** More values than fit anywhere; the title names the most frequent of them. */
const mostNamed = 30
const mostShown = 8

type CountedText = { readonly code: number; readonly text: string; readonly count: number }

function textsOf(cells: Column, rows: Uint32Array): CountedText[] {
  return distribution(cells, rows).map(({ code, count }) => ({
    code,
    text: cells.shownText(code) ?? '',
    count,
  }))
}

/** `3×14 5×2`: value, times, how often. */
function DistributionText({ values }: { values: readonly CountedText[] }) {
  if (values.length === 0) return null
  const named = values.slice(0, mostNamed).map(({ text, count }) => `${text} × ${count}`)
  const rest = values.length - named.length
  const texts = values.slice(0, mostShown)
  const shorten = tagsSuffice(texts.map(({ text }) => text)) ? tagOf : shortValue
  return (
    <span
      title={[...named, ...(rest > 0 ? [`and ${rest} more`] : [])].join('\n')}
      className="mono flex min-w-0 gap-2 overflow-hidden whitespace-nowrap text-xs"
    >
      {texts.map(({ code, text, count }, index) => (
        <span key={code} className={index === 0 ? 'text-muted' : 'font-semibold text-ink'}>
          {shorten(text)}
          <span className="text-muted">×{count}</span>
        </span>
      ))}
    </span>
  )
}

/** When all images have the same name, the tags tell them apart and all of them fit. */
function tagsSuffice(texts: readonly string[]): boolean {
  const names = new Set(texts.map((text) => text.slice(0, -tagOf(text).length)))
  return names.size === 1 && texts.every((text) => text.includes('/') && tagOf(text) !== text)
}

function tagOf(text: string): string {
  const colon = text.lastIndexOf(':')
  return colon > text.lastIndexOf('/') ? text.slice(colon) : text
}
