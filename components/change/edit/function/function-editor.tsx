'use client'

import { useQuery } from '@tanstack/react-query'
import { useRef } from 'react'
import { type CallDraft, withFunction } from '#components/change/edit/function/call-draft.ts'
import { CubLine } from '#components/change/edit/function/cub-line.tsx'
import { FunctionForm } from '#components/change/edit/function/function-form.tsx'
import { FunctionList } from '#components/change/edit/function/function-list.tsx'
import { Button } from '#components/ui/button.tsx'
import { QueryError } from '#components/ui/error/query-error.tsx'
import { Skeleton } from '#components/ui/skeleton.tsx'
import type { FunctionSignature } from '#lib/confighub/schema/entities.ts'
import { functionsQuery } from '#lib/queries/directory.ts'
import type { RowsQuestion } from '#lib/rows/rows-wire.ts'

type EditorProps = {
  call: CallDraft
  onChange: (call: CallDraft) => void
  /** The units of the change; absent where one line of cub cannot name them. */
  exactly: RowsQuestion | undefined
}

/** Lists the functions of this hub, from its live catalogue, or asks for the arguments of the chosen one. */
export function FunctionEditor({ call, onChange, exactly }: EditorProps) {
  const functions = useQuery(functionsQuery())
  const panel = useRef<HTMLDivElement>(null)
  if (functions.isPending) return <Skeleton className="h-64" />
  if (functions.isError) {
    return <QueryError query={functions} title="The functions of this hub could not be loaded" />
  }
  const chosen = functions.data.find((each) => each.FunctionName === call.name)
  const choose = (name: string) => {
    // What was pressed goes.
    panel.current?.focus()
    onChange(withFunction(call, name))
  }
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset would be laid out differently
    <div
      ref={panel}
      role="group"
      tabIndex={-1}
      aria-label={chosen?.FunctionName ?? 'Function to run'}
      className="flex flex-col gap-3 outline-none"
    >
      {chosen === undefined ? (
        <FunctionList functions={functions.data} call={call} onChoose={choose} />
      ) : (
        <Chosen signature={chosen} onAnother={() => choose('')} {...{ call, onChange, exactly }} />
      )}
    </div>
  )
}

function Chosen({
  signature,
  call,
  onChange,
  onAnother,
  exactly,
}: EditorProps & { signature: FunctionSignature; onAnother: () => void }) {
  return (
    <>
      <div className="flex items-start justify-between gap-2">
        <div className="min-w-0">
          <p className="mono font-medium">{signature.FunctionName}</p>
          <p className="text-muted text-xs">{signature.Description}</p>
        </div>
        <Button size="sm" onPress={onAnother}>
          Another…
        </Button>
      </div>
      <FunctionForm
        signature={signature}
        values={call.values}
        onChange={(values) => onChange({ ...call, values })}
      />
      <CubLine signature={signature} values={call.values} exactly={exactly} />
    </>
  )
}
