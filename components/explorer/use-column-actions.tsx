'use client'

import { groupColumns } from '#components/explorer/columns/columns.ts'
import { movedTo, toggled, withWidth } from '#components/explorer/columns/layout.ts'
import { printSort, type SortRule, toggledSort } from '#components/explorer/columns/sort.ts'
import { useAskValue } from '#components/explorer/distribution/use-ask-value.ts'
import type { ColumnActions } from '#components/explorer/grid/column-actions.ts'
import type { Explorer } from '#components/explorer/use-explorer.ts'
import { lazily } from '#components/ui/lazily.tsx'

const ColumnValues = lazily('ColumnValues', () => import('#components/explorer/later.ts'))

/** Whatever is done to a column stands in the address. */
export function useColumnActions(explorer: Explorer, sort: readonly SortRule[]): ColumnActions {
  const { search, setSearch, answer, removeColumn } = explorer
  const askValue = useAskValue(explorer)
  const set = (change: Parameters<typeof setSearch>[0]) => void setSearch(change, { history: 'replace' })
  return {
    sort,
    group: search.group.filter((id) => groupColumns(answer.columns).some((column) => column.id === id)),
    toggleSort: (column, withOthers) =>
      void setSearch({ sort: printSort(toggledSort(sort, column, withOthers)) }),
    setSort: (rules) => void setSearch({ sort: printSort(rules) }),
    toggleGroup: (id) => set({ group: toggled(search.group, id) }),
    togglePin: (id) => set({ pin: toggled(search.pin, id) }),
    move: (id, place) => {
      const moved = movedTo(answer.columns, id, place)
      if (moved !== undefined) set({ cols: moved.filter((each) => each !== 'unit') })
      return moved !== undefined
    },
    hide: removeColumn,
    renderValues: (column, anchor, onClose) => (
      <ColumnValues
        column={column}
        answer={answer}
        anchor={anchor}
        onClose={onClose}
        onAsk={(row, how) => askValue(column, row, how)}
      />
    ),
    resize: (id, width) => set({ widths: withWidth(search.widths, id, width) }),
  }
}
