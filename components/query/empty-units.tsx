'use client'

import { useQuery } from '@tanstack/react-query'
import { PackageOpen, SearchX } from 'lucide-react'
import type { QueryFields } from '#components/query/read-query.ts'
import { withoutCondition } from '#components/query/without-condition.ts'
import { Button } from '#components/ui/button.tsx'
import { EmptyState } from '#components/ui/empty-state.tsx'
import { QueryError } from '#components/ui/error/query-error.tsx'
import { SkeletonLines } from '#components/ui/skeleton.tsx'
import { type ConditionCount, whyEmptyQuery } from '#lib/queries/why-empty.ts'

/** Distinguishes an empty fleet from a query without matches: they call for different actions. */
export function EmptyUnits({
  search,
  onRelax,
}: {
  search: QueryFields
  onRelax: (fields: QueryFields) => void
}) {
  if (search.where === '' && search.data === '' && search.type === '') {
    return (
      <EmptyState icon={<PackageOpen aria-hidden size={28} />} title="There are no units yet">
        Create the first one with <code>cub unit create</code>, or ask for access: you only see Spaces that
        you may view.
      </EmptyState>
    )
  }
  return (
    <EmptyState icon={<SearchX aria-hidden size={28} />} title="No unit matches this query">
      <WhyEmpty search={search} onRelax={onRelax} />
    </EmptyState>
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

/** How many units each condition matches alone, and how many would match without it. */
function WhyEmpty({ search, onRelax }: { search: QueryFields; onRelax: (fields: QueryFields) => void }) {
  const why = useQuery(
    whyEmptyQuery({ where: search.where, whereData: search.data, resourceType: search.type }),
  )
  if (why.isPending) return <SkeletonLines lines={3} className="w-80" />
  if (why.isError) {
    return <QueryError query={why} className="text-left" />
  }
  return (
    <table className="mt-2 text-left text-sm">
      <thead className="text-muted text-xs">
        <tr>
          <th className="py-1 pr-4 font-medium">Condition</th>
          <th className="py-1 pr-4 text-right font-medium">Alone</th>
          <th className="py-1 pr-4 text-right font-medium">Without it</th>
          <th className="py-1">
            <span className="sr-only">Action</span>
          </th>
        </tr>
      </thead>
      <tbody>
        {why.data.map((line) => (
          <tr key={line.condition} className="border-line border-t">
            <td className="mono max-w-80 break-words py-1.5 pr-4 text-ink">{line.condition}</td>
            <td className="figures py-1.5 pr-4 text-right">{atLeast(line, line.alone)}</td>
            <td className="figures py-1.5 pr-4 text-right text-ink">{atLeast(line, line.without)}</td>
            <td className="py-1.5">
              <Button
                size="sm"
                isDisabled={line.without === 0}
                aria-label={`Remove ${line.condition}`}
                onPress={() => onRelax(withoutCondition(search, line.condition))}
              >
                Remove
              </Button>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

function atLeast({ atLeast: isPart }: ConditionCount, count: number): string {
  return isPart && count >= 1000 ? `${count}+` : String(count)
}
