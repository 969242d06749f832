'use client'

import { SlidersHorizontal } from 'lucide-react'
import { useQueryStates } from 'nuqs'
import { useRef, useState } from 'react'
import { ChangeList } from '#components/change/list/change-list.tsx'
import { ChangesFilters } from '#components/change/list/changes-filters.tsx'
import { ChangesLiveLine } from '#components/change/list/changes-live-line.tsx'
import { StateFilter } from '#components/change/list/state-filter.tsx'
import { type Changes, useChanges } from '#components/change/list/use-changes.ts'
import { Button } from '#components/ui/button.tsx'
import { PeopleNotice } from '#components/ui/error/people-notice.tsx'
import { TextField } from '#components/ui/field/text-field.tsx'
import { usePeople } from '#components/ui/people.tsx'
import { count } from '#lib/base/plural.ts'
import { type ChangesSearch, changesSearch } from '#lib/url/search-params.ts'

/** Every bulk change that was written through Hubdeck, newest first. */
export function ChangesScreen() {
  const [search, setSearch] = useQueryStates(changesSearch)
  const people = usePeople()
  const changes = useChanges(search, people.byId)
  const find = useRef<HTMLInputElement>(null)
  const narrow = (change: Partial<ChangesSearch>) => void setSearch(change, { history: 'push' })
  const clear = () => void setSearch(null, { history: 'push' })
  return (
    <div className="mx-auto flex w-full max-w-[110rem] flex-col gap-3 px-4 py-4">
      <header className="flex flex-wrap items-end justify-between gap-3">
        <div>
          <h1>Changes</h1>
          <p aria-live="polite" className="figures text-muted text-sm">
            {summaryOf(changes)}
          </p>
        </div>
        <TextField
          inputRef={find}
          label="Find a change"
          placeholder="reason, ticket, person, query"
          className="w-72 max-w-full"
          value={search.q}
          onChange={(q) => void setSearch({ q })}
        />
      </header>
      <PeopleNotice />
      <Filters search={search} onChange={narrow} onClear={clear} />
      <div className="flex flex-wrap items-center justify-between gap-x-3 gap-y-1.5">
        <StateFilter counts={changes.counts} chosen={search.state} onChange={(state) => narrow({ state })} />
        <ChangesLiveLine changes={changes} />
      </div>
      <ChangeList
        changes={changes}
        users={people.byId}
        isNarrowed={isNarrowed(search)}
        onClear={clear}
        onFind={() => find.current?.focus()}
      />
    </div>
  )
}

/** On a phone they are opened when they are needed; those in use are always seen. */
function Filters({
  search,
  onChange,
  onClear,
}: {
  search: ChangesSearch
  onChange: (change: Partial<ChangesSearch>) => void
  onClear: () => void
}) {
  const { list } = usePeople()
  const [isOpen, setIsOpen] = useState(false)
  const isUsed = isNarrowed({ ...search, q: '', state: [] })
  return (
    <div className="flex flex-col gap-2">
      <Button
        size="sm"
        className="self-start sm:hidden"
        aria-expanded={isOpen || isUsed}
        onPress={() => setIsOpen(!isOpen)}
      >
        <SlidersHorizontal aria-hidden size={14} />
        Filters
      </Button>
      <div className={isOpen || isUsed ? '' : 'max-sm:hidden'}>
        <ChangesFilters search={search} people={list} onChange={onChange} />
      </div>
      {isNarrowed(search) && (
        <Button variant="quiet" size="sm" className="-ml-2 self-start" onPress={onClear}>
          Show all changes
        </Button>
      )}
    </div>
  )
}

function isNarrowed({ state, period, ...texts }: ChangesSearch): boolean {
  return state.length > 0 || period !== 'all' || Object.values(texts).some((text) => text !== '')
}

function summaryOf({ shown, changes, list, read }: Changes): string {
  if (list.data === undefined) return list.isError ? 'Could not be read' : 'Reading…'
  const some = shown.length === changes.length ? '' : `${shown.length.toLocaleString('en')} of `
  const end = list.hasNextPage ? ` among the newest ${read.toLocaleString('en')}` : ''
  return `${some}${count(changes.length, 'change')}${end}, kept in ConfigHub as Tags`
}
