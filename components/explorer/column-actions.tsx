import { groupColumns } from '#components/explorer/columns/columns.ts'
import { movedTo, toggled, withWidth } from '#components/explorer/columns/layout.ts'
import { printSort, type SortRule, toggledSort } from '#components/explorer/columns/sort.ts'
import { askValue } from '#components/explorer/distribution/ask-value.ts'
import type { ColumnActions } from '#components/explorer/grid/column-actions.ts'
import type { Explorer } from '#components/explorer/use-explorer.ts'
import { lazily } from '#components/ui/lazily.tsx'
import { notify } from '#components/ui/overlay/toast.tsx'

const ColumnValues = lazily(() =>
  import('#components/explorer/distribution/column-values.tsx').then((module) => module.ColumnValues),
)

/** Whatever is done to a column stands in the address. */
export function columnActions(explorer: Explorer, sort: readonly SortRule[]): ColumnActions {
  const { search, setSearch, answer, removeColumn, ask } = explorer
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
        onAsk={(row, how) => {
          const asked = askValue(search.where, answer.table, column, row, how)
          if ('where' in asked) ask({ where: asked.where })
          else notify({ tone: 'attention', title: 'Not possible', description: asked.reason })
        }}
      />
    ),
    resize: (id, width) => set({ widths: withWidth(search.widths, id, width) }),
  }
}
