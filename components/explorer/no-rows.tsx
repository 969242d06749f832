'use client'

import { NoneComputed } from '#components/explorer/computed/none-computed.tsx'
import type { ExplorerAnswer } from '#components/explorer/explorer-answer.ts'
import { EmptyUnits, UnreadableQuery } from '#components/query/empty-units.tsx'
import type { QueryFields } from '#components/query/query-fields.ts'
import { ErrorPanel } from '#components/ui/error/error-panel.tsx'

/** Why there are no rows. */
export function NoRows({
  rows,
  isReadable,
  search,
  onRelax,
}: {
  rows: ExplorerAnswer['rows']
  isReadable: boolean
  search: QueryFields
  onRelax: (fields: QueryFields) => void
}) {
  if (!isReadable) return <UnreadableQuery />
  if (rows.isError) {
    return (
      <div className="h-full overflow-auto px-4">
        <ErrorPanel error={rows.error} onRetry={() => void rows.refetch()} />
      </div>
    )
  }
  const { computed } = rows.data ?? {}
  if (computed !== undefined && computed.judged > 0)
    return (
      <NoneComputed
        condition={search.computed ?? ''}
        outcome={computed}
        onDrop={() => onRelax({ ...search, computed: '' })}
      />
    )
  return <EmptyUnits search={search} onRelax={onRelax} />
}
