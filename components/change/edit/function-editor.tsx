'use client'

import { useQuery } from '@tanstack/react-query'
import { Search } from 'lucide-react'
import { useState } from 'react'
import type { ChangeDraft } from '#components/change/edit/draft.ts'
import { FunctionForm } from '#components/change/edit/function-form.tsx'
import { Button } from '#components/ui/button.tsx'
import { classNames } from '#components/ui/class-names.ts'
import { QueryError } from '#components/ui/error/query-error.tsx'
import { TextField } from '#components/ui/field/text-field.tsx'
import { Skeleton } from '#components/ui/skeleton.tsx'
import type { FunctionSignature } from '#lib/confighub/schema/entities.ts'
import { functionsQuery } from '#lib/queries/directory.ts'

type Call = ChangeDraft['call']

/** Lists the functions of this hub, from its live catalogue. */
export function FunctionEditor({ call, onChange }: { call: Call; onChange: (call: Call) => void }) {
  const functions = useQuery(functionsQuery())
  if (functions.isPending) return <Skeleton className="h-64" />
  if (functions.isError) {
    return <QueryError query={functions} title="The functions of this hub could not be loaded" />
  }
  const chosen = functions.data.find((each) => each.FunctionName === call.name)
  if (chosen === undefined) {
    return <FunctionList functions={functions.data} onChoose={(name) => onChange({ ...call, name })} />
  }
  return (
    <div className="flex flex-col gap-3">
      <div className="flex items-start justify-between gap-2">
        <div className="min-w-0">
          <p className="mono font-medium">{chosen.FunctionName}</p>
          <p className="text-muted text-xs">{chosen.Description}</p>
        </div>
        <Button size="sm" onPress={() => onChange({ ...call, name: '' })}>
          Another…
        </Button>
      </div>
      <FunctionForm
        signature={chosen}
        values={call.values}
        onChange={(values) => onChange({ ...call, values })}
      />
    </div>
  )
}

function FunctionList({
  functions,
  onChoose,
}: {
  functions: readonly FunctionSignature[]
  onChoose: (name: string) => void
}) {
  const [search, setSearch] = useState('')
  const words = search.toLowerCase().split(/\s+/).filter(Boolean)
  const found = functions.filter(({ FunctionName, Description = '' }) => {
    const text = `${FunctionName} ${Description}`.toLowerCase()
    return words.every((word) => text.includes(word))
  })
  return (
    <div className="flex flex-col gap-2">
      <div className="relative">
        <TextField
          label="Find a function"
          value={search}
          onChange={setSearch}
          placeholder="image, replicas, env…"
        />
        <Search
          aria-hidden
          size={14}
          className="pointer-events-none absolute right-2.5 bottom-2.25 text-muted"
        />
      </div>
      <ul aria-label="Functions" className="max-h-80 overflow-y-auto rounded-md border border-line">
        {found.map(({ FunctionName, Description }, index) => (
          <li key={FunctionName} className={classNames(index > 0 && 'border-line border-t')}>
            <button
              type="button"
              onClick={() => onChoose(FunctionName)}
              className="flex w-full flex-col px-2.5 py-1.5 text-left hover:bg-hover focus-visible:-outline-offset-2"
            >
              <span className="mono">{FunctionName}</span>
              {Description !== undefined && <span className="text-muted text-xs">{Description}</span>}
            </button>
          </li>
        ))}
        {found.length === 0 && (
          <li className="px-2.5 py-3 text-muted text-sm">
            None of the {functions.length} functions of this hub matches.
          </li>
        )}
      </ul>
    </div>
  )
}
