'use client'

import { useQuery } from '@tanstack/react-query'
import { ArrowUpRight, Copy, Filter, FilterX, PanelRight, Scale } from 'lucide-react'
import { type CellChoice, choicesOf, contentOf } from '#components/explorer/cell-menu/cell-choices.ts'
import type { GridColumn } from '#components/explorer/columns/grid-column.ts'
import type { ExplorerAnswer } from '#components/explorer/explorer-answer.ts'
import type { QueryFields } from '#components/query/query-fields.ts'
import { copyText } from '#components/ui/copy-button.tsx'
import { MenuItem, MenuSection } from '#components/ui/overlay/menu-parts.tsx'
import { MenuPopover } from '#components/ui/overlay/menu-popover.tsx'
import { useOpenAt } from '#components/ui/overlay/trigger.tsx'
import { valuesQuery } from '#lib/queries/cells/values.ts'
import { isUnread } from '#lib/rows/column.ts'
import { cellsOf, cellText, shownCell } from '#lib/rows/unit-columns.ts'

export type CellMenuProps = {
  answer: ExplorerAnswer
  query: QueryFields
  row: number
  column: GridColumn
  /** The element that the menu stands beside. */
  cell: HTMLElement
  onClose: () => void
  onAsk: (query: QueryFields) => void
  onPeek: () => void
  onOpen: () => void
  /** Makes the unit the one that others are compared with. */
  onCompareWith: () => void
}

/** What can be done with a cell: ask for its value, copy it, or go to its unit. */
export function CellMenu(props: CellMenuProps) {
  const { answer, row, column, cell, onClose, onAsk, onPeek, onOpen, onCompareWith } = props
  const opened = useOpenAt(cell, onClose)
  const { choices, isReading } = useChoices(props)
  const read = cellsOf(answer.table, column, column.id)
  const text = cellText(read.valueAt(row), column, answer.nameOf)
  const shown = shownCell(read, read.codeAt(row), column, answer.nameOf)
  const conditions = choices.flatMap(({ condition }) => condition ?? [])
  const [condition] = conditions
  return (
    <MenuPopover aria-label={`${column.title} of this unit`} opened={opened}>
      <MenuSection
        title={isUnread(read.codeAt(row)) ? column.title : `${column.title}: ${shown || 'not set'}`}
        aria-label="Value"
      >
        {choices.map((choice) => (
          <AskItem key={choice.label} choice={choice} isReading={isReading} onAsk={onAsk} />
        ))}
      </MenuSection>
      <MenuSection title="Cell and unit" aria-label="Cell and unit">
        <MenuItem
          icon={<Copy aria-hidden size={14} />}
          isDisabled={text === ''}
          onAction={() => void copyText(text)}
        >
          Copy value
        </MenuItem>
        <MenuItem
          icon={<Copy aria-hidden size={14} />}
          isDisabled={condition === undefined}
          onAction={() => void copyText(condition ?? '')}
        >
          Copy condition
        </MenuItem>
        <MenuItem icon={<Scale aria-hidden size={14} />} onAction={onCompareWith}>
          Compare with this unit
        </MenuItem>
        <MenuItem icon={<PanelRight aria-hidden size={14} />} keys="Space" onAction={onPeek}>
          Peek
        </MenuItem>
        <MenuItem icon={<ArrowUpRight aria-hidden size={14} />} keys="Enter" onAction={onOpen}>
          Open
        </MenuItem>
      </MenuSection>
    </MenuPopover>
  )
}

function AskItem({
  choice: { label, how, query, explanation },
  isReading,
  onAsk,
}: {
  choice: CellChoice
  isReading: boolean
  onAsk: (query: QueryFields) => void
}) {
  const Icon = how === 'is' ? Filter : FilterX
  return (
    <MenuItem
      icon={<Icon aria-hidden size={14} className="shrink-0" />}
      // The focus waits for the value here; disabled, the entry would lose it to another one.
      isDisabled={query === undefined && !isReading}
      shouldCloseOnSelect={!isReading}
      description={isReading ? 'Reading the value…' : explanation}
      onAction={() => query && onAsk(query)}
    >
      {label}
    </MenuItem>
  )
}

/** The rows keep values of documents as text; what kind each is, and whether there are several, the document says. */
function useChoices({ answer: { table, valueColumns }, query, row, column }: CellMenuProps) {
  const source = valueColumns.find(({ id }) => id === column.id)
  const unitId = table.ids[row] ?? ''
  const asked = source === undefined ? [] : [{ resourceType: source.resourceType, path: source.path }]
  const read = useQuery({ ...valuesQuery([unitId], asked), enabled: source !== undefined })
  const values = read.data?.units[unitId]?.cells[0]
  return {
    choices: choicesOf({
      table,
      row,
      column,
      query,
      // Until they are read there is nothing to compare with.
      ...(source && { content: contentOf(table, row, source, values) }),
    }),
    isReading: source !== undefined && read.isPending,
  }
}
