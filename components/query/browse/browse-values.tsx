'use client'

import { useQuery } from '@tanstack/react-query'
import { ChevronLeft } from 'lucide-react'
import { type BrowseItem, BrowseList } from '#components/query/browse/browse-list.tsx'
import { type Coding, codingOf } from '#components/query/chips/people-coding.ts'
import { countedUnits } from '#components/query/counted-units.ts'
import { Button } from '#components/ui/button.tsx'
import { usePeople } from '#components/ui/people.tsx'
import { SkeletonLines } from '#components/ui/skeleton.tsx'
import { count } from '#lib/base/plural.ts'
import { valueCountsQuery } from '#lib/queries/value-counts.ts'
import type { RowsQuestion } from '#lib/rows/rows-wire.ts'
import type { ValueCounts } from '#lib/rows/value-counts-wire.ts'
import { type Draft, operatorMenu, termFrom } from '#lib/where/builder.ts'

/** Stands for units without a value; no value is spelled so. */
const absent = '\n'

/** The values of an attribute, most frequent first; a taken one becomes a condition. */
export function BrowseValues({
  attribute,
  question,
  onTake,
  onBack,
}: {
  attribute: string
  question: RowsQuestion
  onTake: (draft: Draft) => void
  onBack: () => void
}) {
  const { data, error } = useQuery(valueCountsQuery({ ...question, attribute }))
  const people = usePeople()
  const draftOf = (value: string): Draft =>
    value === absent
      ? { attribute, operator: 'IS NULL', values: [] }
      : { attribute, operator: '=', values: [value] }
  return (
    <>
      <div className="flex items-center gap-1 border-line border-b p-1">
        <Button variant="quiet" size="sm" onPress={onBack}>
          <ChevronLeft aria-hidden size={14} />
          Back
        </Button>
        <span className="mono min-w-0 truncate text-sm">{attribute}</span>
      </div>
      {error !== null && <p className="p-3 text-removed">Its values are unknown: {error.message}</p>}
      {data === undefined && error === null && <SkeletonLines lines={6} className="p-3" />}
      {data && (
        <BrowseList
          label={`Values of ${attribute}`}
          sections={[
            { title: titleOf(data), items: itemsOf(data, attribute, codingOf(attribute, people.list)) },
          ]}
          onAction={(value) => onTake(draftOf(value))}
          empty="No unit has a value."
        />
      )}
    </>
  )
}

function titleOf({ units, isPartial, more, masked, invisible }: ValueCounts): string {
  const of = isPartial ? `the first ${count(units, 'unit')}` : count(units, 'unit')
  const hidden = more + masked + invisible
  return hidden === 0 ? `Of ${of}` : `Of ${of} · ${count(hidden, 'other value')} not listed`
}

function itemsOf(counts: ValueCounts, attribute: string, coding: Coding): readonly BrowseItem[] {
  const values = counts.values.map(({ value, units }) => {
    const term = termFrom({ attribute, operator: '=', values: [value] }, 'Unit')
    return {
      id: value,
      label: coding.shown(value) || '(empty)',
      units: countedUnits(units, counts.isPartial),
      refused: term.ok ? undefined : 'cannot be written',
    }
  })
  const canBeAbsent = counts.absent > 0 && operatorMenu(attribute, 'Unit').includes('IS NULL')
  const without = { id: absent, label: '(not set)', units: countedUnits(counts.absent, counts.isPartial) }
  return canBeAbsent ? [...values, without] : values
}
