'use client'

import { type UseQueryResult, useQuery } from '@tanstack/react-query'
import { BrowseList, type BrowseSection } from '#components/query/browse/browse-list.tsx'
import { countedUnits } from '#components/query/counted-units.ts'
import { SkeletonLines } from '#components/ui/skeleton.tsx'
import { count } from '#lib/base/plural.ts'
import { valueCountsQuery } from '#lib/queries/value-counts.ts'
import type { RowsQuestion } from '#lib/rows/rows-wire.ts'
import type { ValueCounts } from '#lib/rows/value-counts-wire.ts'

/** What units differ by, whatever labels they have. */
const others = [
  ['Space.Slug', 'Space'],
  ['Slug', 'Unit'],
  ['HeadRevision.UserID', 'Changed by'],
  ['Target.Slug', 'Target'],
  ['ToolchainType', 'Format'],
] as const

/** The keys of labels, with the number of units that have each. */
export function BrowseKeys({
  question,
  onChoose,
}: {
  question: RowsQuestion
  onChoose: (attribute: string) => void
}) {
  const ofSpaces = useQuery(valueCountsQuery({ ...question, attribute: 'Space.Labels' }))
  const ofUnits = useQuery(valueCountsQuery({ ...question, attribute: 'Labels' }))
  if (ofSpaces.isPending || ofUnits.isPending) return <SkeletonLines lines={8} className="p-3" />
  const rest = { title: 'Others', items: others.map(([id, label]) => ({ id, label, units: '' })) }
  return (
    <>
      <p className="px-3 pt-2 text-muted text-xs" role="status">
        {headOf(ofSpaces)}
      </p>
      <BrowseList
        label="What to look by"
        sections={[
          sectionOf('Labels of spaces', 'Space.Labels', ofSpaces.data),
          sectionOf('Labels of units', 'Labels', ofUnits.data),
          rest,
        ]}
        onAction={onChoose}
        empty="Nothing to look by."
      />
    </>
  )
}

function headOf({ data, error }: UseQueryResult<ValueCounts>): string {
  if (data === undefined) return `Labels are unknown: ${error?.message ?? 'they could not be read'}`
  return data.isPartial
    ? `Counted in the first ${count(data.units, 'unit')}.`
    : `${count(data.units, 'unit')} match.`
}

function sectionOf(title: string, map: string, counts: ValueCounts | undefined): BrowseSection {
  const items = (counts?.values ?? []).map(({ value, units }) => ({
    id: `${map}.${value}`,
    label: value,
    units: countedUnits(units, counts?.isPartial ?? false),
  }))
  return { title, items }
}
