'use client'

import { ClipboardCopy, PenLine, X } from 'lucide-react'
import { ExportMenu } from '#components/explorer/export/export-menu.tsx'
import { widenedBy } from '#components/explorer/selection/selection.ts'
import type { UnitsSelection } from '#components/explorer/selection/use-selection.ts'
import type { Blocked } from '#components/query/blocked.ts'
import { Button } from '#components/ui/button.tsx'
import { count } from '#lib/base/plural.ts'
import type { ExportFormat } from '#lib/rows/rows-asked.ts'

const figures = new Intl.NumberFormat('en')

/** Id of the line in the bar that says why actions are disabled. */
const reasonId = 'selection-blocked'

/** Placed below the grid in the flow of the page, so that it never covers a row. */
export function SelectionBar({
  selection,
  total,
  isPartial,
  blocked,
  onChange,
  onCopy,
  onExport,
}: {
  selection: UnitsSelection
  total: number
  /** More units match than there are rows, or rows are still to come. */
  isPartial: boolean
  blocked: { readonly change: Blocked; readonly copy: Blocked; readonly export: Blocked }
  onChange: () => void
  onCopy: () => void
  onExport: (format: ExportFormat) => void
}) {
  const { count: chosen, outside, cleared } = selection
  const isAll = selection.selection.kind === 'all'
  if (!selection.isAny && cleared !== undefined)
    return <Cleared selection={selection} total={total} isPartial={isPartial} />
  if (!selection.isAny) return null
  return (
    <section
      aria-label="Selection"
      className="flex shrink-0 flex-wrap items-center gap-2 border-line border-t bg-raised px-3 py-1.5"
    >
      <p aria-live="polite" className="figures font-medium text-sm">
        {isAll
          ? allText(chosen, isPartial, widenedBy(selection.selection, chosen))
          : pickedText(chosen, outside, isPartial)}
      </p>
      {!isAll && chosen < total && (
        <Button variant="quiet" size="sm" className="text-accent" onPress={selection.selectAll}>
          {isPartial ? 'Select all that match' : `Select all ${figures.format(total)} matching`}
        </Button>
      )}
      <Button variant="quiet" size="sm" onPress={selection.clear}>
        <X aria-hidden size={14} />
        Clear
      </Button>
      {(blocked.change ?? blocked.export ?? blocked.copy) && (
        <p id={reasonId} className="min-w-0 text-muted text-xs">
          {blocked.change ?? blocked.export ?? blocked.copy}
        </p>
      )}
      <span className="ml-auto flex flex-wrap gap-2">
        <Button size="sm" {...disabledFor(blocked.copy)} onPress={onCopy}>
          <ClipboardCopy aria-hidden size={14} />
          Copy{outside > 0 && ` ${chosen}`}
        </Button>
        <ExportMenu blocked={blocked.export} reasonId={reasonId} onExport={onExport} />
        <Button variant="primary" size="sm" {...disabledFor(blocked.change)} onPress={onChange}>
          <PenLine aria-hidden size={14} />
          {isAll && isPartial ? 'Change all that match…' : `Change ${count(chosen, 'unit')}…`}
        </Button>
      </span>
    </section>
  )
}

function allText(chosen: number, isPartial: boolean, more: number): string {
  if (isPartial) return 'All matching selected, including those not shown'
  const grown = more === 0 ? '' : `, ${figures.format(more)} more than when they were selected`
  return `All ${figures.format(chosen)} matching selected${grown}`
}

function pickedText(chosen: number, outside: number, isPartial: boolean): string {
  const place = isPartial ? 'not among the rows shown' : 'outside the query'
  return `${chosen + outside} selected${outside > 0 ? `, ${outside} ${place}` : ''}`
}

function disabledFor(blocked: Blocked) {
  return blocked === undefined ? {} : { isDisabled: true, 'aria-describedby': reasonId }
}

/** A selection of "all" belonged to another query and was cleared. This notice keeps that from going unnoticed. */
function Cleared({
  selection,
  total,
  isPartial,
}: {
  selection: UnitsSelection
  total: number
  isPartial: boolean
}) {
  return (
    <section
      aria-label="Selection"
      className="flex shrink-0 flex-wrap items-center gap-2 border-line border-t bg-raised px-3 py-1.5"
    >
      <p role="status" className="figures text-sm">
        <strong className="font-medium">Nothing is selected.</strong> The selection of all {selection.cleared}{' '}
        belonged to the previous query and was cleared.
      </p>
      {total > 0 && (
        <Button variant="quiet" size="sm" className="text-accent" onPress={selection.selectAll}>
          {isPartial ? 'Select all that match' : `Select all ${figures.format(total)} matching`}
        </Button>
      )}
      <Button variant="quiet" size="icon-sm" aria-label="Close" className="ml-auto" onPress={selection.clear}>
        <X aria-hidden size={14} />
      </Button>
    </section>
  )
}
