'use client'

import { useQuery } from '@tanstack/react-query'
import Link from 'next/link'
import { useQueryStates } from 'nuqs'
import { useMemo } from 'react'
import { compareUnits } from '#components/change/list/compare-units.ts'
import { ComparedFacts } from '#components/change/list/compared-facts.tsx'
import { ComparedUnitList } from '#components/change/list/compared-units.tsx'
import { Button } from '#components/ui/button.tsx'
import { ErrorPanel } from '#components/ui/error/error-panel.tsx'
import { PeopleNotice } from '#components/ui/error/people-notice.tsx'
import { Select } from '#components/ui/field/select.tsx'
import { usePeople } from '#components/ui/people.tsx'
import { Skeleton } from '#components/ui/skeleton.tsx'
import { visibleText } from '#lib/base/visible-text.ts'
import type { ChangeRecord } from '#lib/change/record/change-record.ts'
import { changeQuery, newestChangesQuery } from '#lib/queries/changes.ts'
import { routes } from '#lib/url/routes.ts'
import { comparedChangesSearch } from '#lib/url/search-params.ts'

/** Two changes side by side: what their records say, and what became of each unit. */
export function ComparedChanges() {
  const [{ a, b }, setSearch] = useQueryStates(comparedChangesSearch)
  const left = useQuery({ ...changeQuery(a), enabled: a !== '' })
  const right = useQuery({ ...changeQuery(b), enabled: b !== '' })
  const failed = [left, right].find(({ isError }) => isError)
  return (
    <div className="mx-auto flex w-full max-w-[110rem] flex-col gap-4 px-4 py-4">
      <header className="flex flex-col gap-2">
        <Link href={routes.changes()} className="text-muted text-sm underline-offset-2 hover:underline">
          Changes
        </Link>
        <h1>Two changes compared</h1>
        <div className="flex flex-wrap items-end gap-3">
          <Choice
            name="A"
            chosen={left.data}
            id={a}
            onChange={(id) => void setSearch({ a: id }, { history: 'push' })}
          />
          <Choice
            name="B"
            chosen={right.data}
            id={b}
            onChange={(id) => void setSearch({ b: id }, { history: 'push' })}
          />
          <Button
            isDisabled={a === '' || b === ''}
            onPress={() => void setSearch({ a: b, b: a }, { history: 'push' })}
          >
            Swap
          </Button>
        </div>
      </header>
      <PeopleNotice />
      {failed?.error && <ErrorPanel error={failed.error} onRetry={() => void failed.refetch()} />}
      {left.data && right.data && <Comparison a={left.data} b={right.data} />}
      {(left.isLoading || right.isLoading) && <Skeleton className="h-60" />}
      {(a === '' || b === '') && <p className="text-muted text-sm">Choose two changes to compare.</p>}
    </div>
  )
}

function Comparison({ a, b }: { a: ChangeRecord; b: ChangeRecord }) {
  const { byId } = usePeople()
  const compared = useMemo(() => compareUnits(a, b), [a, b])
  return (
    <>
      <ComparedFacts a={a} b={b} users={byId} />
      <ComparedUnitList compared={compared} />
    </>
  )
}

const anything = { person: '', ticket: '', period: '', since: '', until: '', unit: '', path: '' }

/** One of the newest changes, or the one of the address. */
function Choice({
  name,
  chosen,
  id,
  onChange,
}: {
  name: 'A' | 'B'
  chosen: ChangeRecord | undefined
  id: string
  onChange: (id: string) => void
}) {
  const newest = useQuery(newestChangesQuery(anything))
  const changes = newest.data?.changes ?? []
  const all = chosen && !changes.some(({ TagID }) => TagID === chosen.TagID) ? [chosen, ...changes] : changes
  return (
    <Select
      label={`Change ${name}`}
      className="w-96 max-w-full"
      placeholder={newest.isPending ? 'Reading the newest changes…' : 'Choose a change'}
      isDisabled={newest.isPending && chosen === undefined}
      options={all.map(({ TagID, reason, Slug, ticket }) => ({
        value: TagID,
        label: visibleText(reason).split('\n')[0] || Slug,
        description: [Slug, ticket].filter(Boolean).join(' · '),
      }))}
      value={id === '' ? null : id}
      onChange={onChange}
      error={newest.isError ? `The changes could not be read: ${newest.error.message}` : undefined}
    />
  )
}
