'use client'

import { Ban } from 'lucide-react'
import { useMemo, useRef, useState } from 'react'
import { GridList, GridListItem } from 'react-aria-components/GridList'
import type { GridColumn } from '#components/explorer/columns/grid-column.ts'
import { summaryText } from '#components/explorer/distribution/summary-text.ts'
import type { ExplorerAnswer } from '#components/explorer/explorer-answer.ts'
import { EntryButton } from '#components/ui/button/entry-button.tsx'
import { TextField } from '#components/ui/field/text-field.tsx'
import { holdsMasks } from '#components/ui/masked-note.tsx'
import { PopoverBox } from '#components/ui/overlay/popover-box.tsx'
import { type SummaryValue, summarize } from '#lib/rows/column-summary.ts'
import { allRows } from '#lib/rows/sort-rows.ts'
import { cellsOf, shownCell } from '#lib/rows/unit-columns.ts'

/** A longer list would not be read; the field finds the others. */
const shownAtMost = 200
const fewEnough = 12

type Ask = (row: number, how: 'is' | 'isNot') => void

/** The values of a column over all rows, with how many units have each; pressing one asks for it. */
export function ColumnValues({
  column,
  answer,
  anchor,
  onAsk,
  onClose,
}: {
  column: GridColumn
  answer: ExplorerAnswer
  anchor: HTMLElement | null
  /** Asks for units with the value of this row, or for those without it. */
  onAsk: Ask
  onClose: () => void
}) {
  const trigger = useRef(anchor)
  const [search, setSearch] = useState('')
  const { table, count, version, nameOf } = answer
  const cells = cellsOf(table, column, column.id)
  // biome-ignore lint/correctness/useExhaustiveDependencies: the table is filled in place, and `version` says when
  const summary = useMemo(() => summarize(cells, allRows(count)), [cells, count, version])
  const { values, absentRow } = summary
  const textOf = ({ code }: SummaryValue) => shownCell(cells, code, column, nameOf)
  const words = search.trim().toLowerCase()
  const found = words === '' ? values : values.filter((each) => textOf(each).toLowerCase().includes(words))
  const ask: Ask = (row, how) => {
    onClose()
    onAsk(row, how)
  }
  return (
    <PopoverBox
      label={`Values of ${column.title}`}
      dialogId={undefined}
      triggerRef={trigger}
      isOpen
      onOpenChange={(isOpen) => !isOpen && onClose()}
      placement="bottom start"
      className="w-88"
    >
      <div className="flex flex-col gap-2 p-3">
        <h2 className="font-medium text-sm">{column.title}</h2>
        <p className="text-muted text-xs">{summaryText(summary, column)}</p>
        {values.length > fewEnough && (
          <TextField
            label="Find a value"
            isLabelHidden
            placeholder="Find a value"
            value={search}
            onChange={setSearch}
          />
        )}
        <ValueList
          label={column.title}
          values={found.slice(0, shownAtMost)}
          masked={cells.masked}
          of={count}
          textOf={textOf}
          none={
            absentRow === undefined || words !== '' ? undefined : { row: absentRow, count: summary.absent }
          }
          onAsk={ask}
        />
        {found.length > shownAtMost && (
          <p className="text-muted text-xs">
            and {(found.length - shownAtMost).toLocaleString('en')} more values
          </p>
        )}
      </div>
    </PopoverBox>
  )
}

type Line = {
  readonly id: string
  readonly text: string
  readonly count: number
  readonly row: number
  /** It hides a secret: nothing can be asked about it. */
  readonly isSecret?: boolean
}

function ValueList({
  label,
  values,
  masked,
  of,
  textOf,
  none,
  onAsk,
}: {
  label: string
  values: readonly SummaryValue[]
  /** Codes of values from documents that hide a secret. */
  masked: ReadonlySet<number>
  of: number
  textOf: (value: SummaryValue) => string
  none: { readonly row: number; readonly count: number } | undefined
  onAsk: Ask
}) {
  const lines: Line[] = values.map((each) => ({
    id: String(each.code),
    text: textOf(each),
    count: each.count,
    row: each.row,
    isSecret: masked.has(each.code) || holdsMasks(String(each.value)),
  }))
  if (none !== undefined) lines.push({ id: 'none', text: 'no value', ...none })
  const secret = lines.filter(({ isSecret }) => isSecret).map(({ id }) => id)
  return (
    <GridList
      aria-label={`Values of ${label}`}
      disabledKeys={secret}
      items={lines}
      onAction={(key) => {
        const line = lines.find(({ id }) => id === key)
        if (line) onAsk(line.row, 'is')
      }}
      renderEmptyState={() => <p className="px-2 py-1 text-muted text-xs">No such value.</p>}
      className="max-h-80 overflow-auto outline-none"
    >
      {(line) => (
        <GridListItem
          id={line.id}
          textValue={line.text}
          className="group relative flex min-h-7 cursor-default items-center gap-2 rounded-sm px-2 text-sm outline-none data-focused:bg-hover data-hovered:bg-hover"
        >
          <ShareBar share={of === 0 ? 0 : line.count / of} />
          <span
            title={line.text}
            className={
              line.id === 'none'
                ? 'min-w-0 flex-1 truncate text-muted italic'
                : 'mono min-w-0 flex-1 truncate'
            }
          >
            {line.text === '' ? '(empty)' : line.text}
          </span>
          <span className="figures shrink-0 text-muted text-xs">{line.count.toLocaleString('en')}</span>
          <EntryButton
            variant="quiet"
            size="icon-sm"
            aria-label={`Exclude ${line.text}`}
            isDisabled={line.isSecret === true}
            onPress={() => onAsk(line.row, 'isNot')}
          >
            <Ban aria-hidden size={12} />
          </EntryButton>
        </GridListItem>
      )}
    </GridList>
  )
}

function ShareBar({ share }: { share: number }) {
  return (
    <span
      aria-hidden
      style={{ width: `${Math.max(share * 100, 1)}%` }}
      className="absolute bottom-0 left-0 h-0.5 rounded-full bg-accent/60"
    />
  )
}
