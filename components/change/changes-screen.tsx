'use client'

import { useQuery } from '@tanstack/react-query'
import { PenLine } from 'lucide-react'
import Link from 'next/link'
import { useState } from 'react'
import { ChangeRow } from '#components/change/record/change-row.tsx'
import { matchingChanges } from '#components/change/record/find-changes.ts'
import { buttonClass } from '#components/ui/button-class.ts'
import { EmptyState } from '#components/ui/empty-state.tsx'
import { ErrorPanel } from '#components/ui/error/error-panel.tsx'
import { TextField } from '#components/ui/field/text-field.tsx'
import { PeopleNotice, usePeople } from '#components/ui/people.tsx'
import { Skeleton } from '#components/ui/skeleton.tsx'
import { count } from '#lib/base/plural.ts'
import { userName } from '#lib/history/user-name.ts'
import { changesQuery } from '#lib/queries/changes.ts'
import { routes } from '#lib/url/routes.ts'

/** Every bulk change that was written through Hubdeck, newest first. */
export function ChangesScreen() {
  const changes = useQuery(changesQuery())
  const { byId: usersById } = usePeople()
  const [search, setSearch] = useState('')
  const found = matchingChanges(changes.data ?? [], search, (userId) => userName(userId, usersById))
  return (
    <div className="mx-auto flex w-full max-w-[110rem] flex-col gap-3 px-4 py-4">
      <header className="flex flex-wrap items-end justify-between gap-3">
        <div>
          <h1>Changes</h1>
          <p aria-live="polite" className="figures text-muted text-sm">
            {changes.data
              ? `${search === '' ? '' : `${found.length} of `}${count(changes.data.length, 'change')}, kept in ConfigHub as Tags`
              : 'Reading…'}
          </p>
        </div>
        <TextField
          label="Find a change"
          placeholder="reason, ticket, person, query"
          className="w-72 max-w-full"
          value={search}
          onChange={setSearch}
        />
      </header>
      <PeopleNotice />
      {changes.isPending && <ListSkeleton />}
      {changes.isError && (
        <ErrorPanel
          form={changes.data ? 'banner' : 'panel'}
          error={changes.error}
          onRetry={() => void changes.refetch()}
        />
      )}
      {changes.data?.length === 0 && <NoChanges />}
      {changes.data !== undefined && changes.data.length > 0 && found.length === 0 && (
        <EmptyState title="No change matches">
          Search for part of a reason, a ticket, a person or a query.
        </EmptyState>
      )}
      {found.length > 0 && (
        <ul aria-label="Changes" className="overflow-hidden rounded-md border border-line bg-surface">
          {found.map((change) => (
            <ChangeRow key={change.TagID} change={change} users={usersById} />
          ))}
        </ul>
      )}
    </div>
  )
}

function NoChanges() {
  return (
    <EmptyState
      icon={<PenLine aria-hidden size={24} />}
      title="No change has been written through Hubdeck yet"
      action={
        <Link href={routes.units()} className={buttonClass('primary')}>
          Choose units to change
        </Link>
      }
    >
      Choose units with a query, say what to change, check the preview, give a reason and write. The change is
      then listed here with what it wrote, and can be undone. Changes made with other tools are in Activity.
    </EmptyState>
  )
}

function ListSkeleton() {
  return (
    <div className="flex flex-col gap-px">
      {['a', 'b', 'c', 'd', 'e', 'f'].map((row) => (
        <Skeleton key={row} className="h-15" />
      ))}
    </div>
  )
}
