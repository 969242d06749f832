'use client'

import { useQuery } from '@tanstack/react-query'
import { CalendarX, History } from 'lucide-react'
import { EmptyUnits } from '#components/query/empty-units.tsx'
import { Button } from '#components/ui/button.tsx'
import { EmptyState } from '#components/ui/empty-state.tsx'
import { anyUnitQuery } from '#lib/queries/activity.ts'
import type { ActivitySearch } from '#lib/url/search-params.ts'

/** Shown when there are no entries: either no unit matches, or none was changed by the selected authors. */
export function EmptyActivity({
  search: { window, from, to, where, user, who },
  onNarrow,
}: {
  search: ActivitySearch
  onNarrow: (change: Partial<ActivitySearch>) => void
}) {
  const { data: isAnyUnit } = useQuery({ ...anyUnitQuery(where), enabled: where !== '' })
  if (isAnyUnit === false) {
    return (
      <EmptyUnits
        search={{ where, data: '', type: '' }}
        onRelax={(fields) => onNarrow({ where: fields.where })}
      />
    )
  }
  const isOwnWindow = from !== '' || to !== ''
  const isSomebody = user !== '' || who !== 'all'
  return (
    <EmptyState
      icon={<History aria-hidden size={28} />}
      title="Nothing changed in this window"
      action={
        <>
          {(isOwnWindow || window !== '90d') && (
            <Button onPress={() => onNarrow({ window: '90d', from: '', to: '' })}>Look back 90 days</Button>
          )}
          {where !== '' && <Button onPress={() => onNarrow({ where: '' })}>Drop the query</Button>}
          {isSomebody && <Button onPress={() => onNarrow({ user: '', who: 'all' })}>Drop the author</Button>}
        </>
      }
    >
      No revision matches the time
      {isSomebody && ' and the author'}
      {where !== '' && ' and the query'} above. Deleted units leave no revisions behind.
    </EmptyState>
  )
}

/** Shown for an address whose times do not form a window. Nothing was requested. */
export function UnreadableWindow({ problem, onReset }: { problem: string; onReset: () => void }) {
  return (
    <EmptyState
      icon={<CalendarX aria-hidden size={28} />}
      title="This window cannot be shown"
      action={<Button onPress={onReset}>Back to preset ranges</Button>}
    >
      {problem} The query was not run.
    </EmptyState>
  )
}
