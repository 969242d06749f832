'use client'

import { PenLine } from 'lucide-react'
import Link from 'next/link'
import { ChangeRow } from '#components/change/list/change-row.tsx'
import type { Changes } from '#components/change/list/use-changes.ts'
import { useListKeys } from '#components/change/list/use-list-keys.ts'
import { Button } from '#components/ui/button.tsx'
import { buttonClass } from '#components/ui/button-class.ts'
import { EmptyState } from '#components/ui/empty-state.tsx'
import { ErrorPanel } from '#components/ui/error/error-panel.tsx'
import { Skeleton } from '#components/ui/skeleton.tsx'
import { count } from '#lib/base/plural.ts'
import type { UsersById } from '#lib/history/user-name.ts'
import { routes } from '#lib/url/routes.ts'

export function ChangeList({
  changes,
  users,
  isNarrowed,
  onClear,
  onFind,
}: {
  changes: Changes
  users: UsersById | undefined
  isNarrowed: boolean
  onClear: () => void
  onFind: () => void
}) {
  const { list, shown, withoutPath } = changes
  const keys = useListKeys('Changes', onFind)
  const isEmpty = list.isSuccess && !list.isPlaceholderData && shown.length === 0
  return (
    <>
      {list.isPending && <ListSkeleton />}
      {list.isError && (
        <ErrorPanel
          form={list.data ? 'banner' : 'panel'}
          error={list.error}
          onRetry={() => void list.refetch()}
        />
      )}
      {isEmpty && (isNarrowed || list.hasNextPage ? <NoMatch onClear={onClear} /> : <NoChanges />)}
      {shown.length > 0 && (
        <ul
          ref={keys.list}
          aria-label="Changes"
          aria-busy={list.isPlaceholderData}
          className={`overflow-hidden rounded-md border border-line bg-surface ${list.isPlaceholderData ? 'opacity-60' : ''}`}
        >
          {shown.map((change) => (
            <ChangeRow key={change.TagID} change={change} users={users} />
          ))}
        </ul>
      )}
      {withoutPath > 0 && (
        <p className="text-muted text-sm">
          {count(withoutPath, 'more change')} could not be searched by path:{' '}
          {withoutPath === 1 ? 'it' : 'they'} restored or replaced whole documents, or the record does not
          have the patch.
        </p>
      )}
      {list.hasNextPage && <Older changes={changes} />}
    </>
  )
}

function Older({ changes: { list, read } }: { changes: Changes }) {
  return (
    <div className="flex flex-wrap items-center gap-3 text-muted text-sm">
      <Button isDisabled={list.isFetching} onPress={() => void list.fetchNextPage()}>
        {list.isFetchingNextPage ? 'Reading…' : 'Read older changes'}
      </Button>
      <span className="figures">{read.toLocaleString('en')} records were read; there are older ones.</span>
    </div>
  )
}

function NoMatch({ onClear }: { onClear: () => void }) {
  return (
    <EmptyState title="No change matches" action={<Button onPress={onClear}>Show all changes</Button>}>
      Search for part of a reason, a ticket, a person or a query, or filter by less.
    </EmptyState>
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
