'use client'

import { PackageOpen, SearchX } from 'lucide-react'
import dynamic from 'next/dynamic'
import { useRef } from 'react'
import type { QueryFields } from '#components/query/query-fields.ts'
import { EmptyState } from '#components/ui/empty-state.tsx'
import { SkeletonLines } from '#components/ui/skeleton.tsx'

const PartTable = dynamic(
  () => import('#components/query/explain/part-table.tsx').then((module) => module.PartTable),
  {
    loading: () => <SkeletonLines lines={3} className="w-80" />,
  },
)

/** Distinguishes an empty fleet from a query without matches: they call for different actions. */
export function EmptyUnits({
  search,
  onRelax,
}: {
  search: QueryFields
  onRelax: (fields: QueryFields) => void
}) {
  const place = useRef<HTMLDivElement>(null)
  if (search.where === '' && search.data === '' && search.type === '') {
    return (
      <EmptyState icon={<PackageOpen aria-hidden size={28} />} title="There are no units yet">
        Create the first one with <code>cub unit create</code>, or ask for access: you only see spaces that
        you may view.
      </EmptyState>
    )
  }
  return (
    <div ref={place} tabIndex={-1} className="outline-none">
      <EmptyState icon={<SearchX aria-hidden size={28} />} title="No unit matches this query">
        <PartTable
          query={search}
          onDrop={(fields) => {
            // The button goes with its condition.
            place.current?.focus()
            onRelax(fields)
          }}
        />
      </EmptyState>
    </div>
  )
}

/** Shown for an address with an invalid query. Nothing was requested, so no units are shown. */
export function UnreadableQuery() {
  return (
    <EmptyState icon={<SearchX aria-hidden size={28} />} title="This query is not valid">
      The query was not run. Fix the highlighted part above, then press Enter.
    </EmptyState>
  )
}
