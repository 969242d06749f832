'use client'

import { Search } from 'lucide-react'
import { useId, useMemo, useState } from 'react'
import type { CallDraft } from '#components/change/edit/function/call-draft.ts'
import { classNames } from '#components/ui/class-names.ts'
import { TextField } from '#components/ui/field/text-field.tsx'
import { type FunctionGroup, findFunctions, groupFunctions } from '#lib/change/functions/group-functions.ts'
import type { FunctionSignature } from '#lib/confighub/schema/entities.ts'

type Choosing = {
  call: CallDraft
  onChoose: (name: string) => void
}

/** The functions by what they do, under the resources that they are for. */
export function FunctionList({
  functions,
  ...choosing
}: Choosing & { functions: readonly FunctionSignature[] }) {
  const [search, setSearch] = useState('')
  const groups = useMemo(() => groupFunctions(findFunctions(functions, search)), [functions, search])
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
      {/* As high as it can be, so that a search moves nothing below. */}
      <div className="h-96 overflow-y-auto rounded-md border border-line">
        {groups.map((group) => (
          <Group key={group.title} group={group} {...choosing} />
        ))}
        {groups.length === 0 && (
          <p role="status" className="px-2.5 py-3 text-muted text-sm">
            None of the {functions.length} functions of this hub matches. They are those that change documents
            of Kubernetes.
          </p>
        )}
      </div>
    </div>
  )
}

function Group({ group: { title, functions }, call, onChoose }: Choosing & { group: FunctionGroup }) {
  const id = useId()
  return (
    <section aria-labelledby={id}>
      <h3 id={id} className="sticky top-0 bg-surface px-2.5 py-1 font-medium text-muted text-xs">
        {title}
      </h3>
      <ul aria-labelledby={id}>
        {functions.map(({ FunctionName, Description = '' }) => (
          <li key={FunctionName} className="border-line border-t">
            <button
              type="button"
              onClick={() => onChoose(FunctionName)}
              className="flex w-full flex-col px-2.5 py-1.5 text-left hover:bg-hover focus-visible:-outline-offset-2"
            >
              <span className={classNames(Description === '' && 'hidden', 'text-sm')}>{Description}</span>
              <span className="text-muted text-xs">
                <span className="mono">{FunctionName}</span>
                {call.earlier?.[FunctionName] !== undefined && ' · with what was typed before'}
              </span>
            </button>
          </li>
        ))}
      </ul>
    </section>
  )
}
