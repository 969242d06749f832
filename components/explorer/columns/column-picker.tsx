'use client'

import { Columns3, Plus, X } from 'lucide-react'
import { type FormEvent, useRef, useState } from 'react'
import { chooseColumns, usualColumns } from '#components/explorer/columns/columns.ts'
import { metadataColumns } from '#components/explorer/columns/metadata-columns.ts'
import {
  type ColumnProblem,
  valueColumnId,
  valueColumnProblem,
} from '#components/explorer/columns/value-column.ts'
import { PathField } from '#components/query/paths/path-field.tsx'
import { Button } from '#components/ui/button.tsx'
import { Checkbox } from '#components/ui/field/checkbox.tsx'
import { TextField } from '#components/ui/field/text-field.tsx'
import { Popover, PopoverTrigger } from '#components/ui/overlay/popover.tsx'
import type { RowsQuestion } from '#lib/rows/rows-wire.ts'

/** Any path of any resource type can be a column; nothing is created on the server for it. */
export function ColumnPicker({
  chosen,
  question,
  onChange,
}: {
  chosen: readonly string[]
  /** The units whose paths are offered. */
  question: RowsQuestion
  onChange: (ids: readonly string[]) => void
}) {
  const ids = chosen.length === 0 ? usualColumns : chosen
  const { values } = chooseColumns(ids)
  const toggle = (id: string) =>
    onChange(ids.includes(id) ? ids.filter((other) => other !== id) : [...ids, id])
  return (
    <PopoverTrigger>
      <Button variant="quiet" size="sm">
        <Columns3 aria-hidden size={14} />
        Columns
      </Button>
      <Popover label="Columns" className="w-[30rem]">
        <div className="flex flex-col gap-3 p-3">
          <fieldset className="grid grid-cols-2 gap-x-4">
            <legend className="mb-1 font-medium text-muted text-xs">About the unit</legend>
            {metadataColumns
              .filter((column) => column.id !== 'unit')
              .map((column) => (
                <Checkbox
                  key={column.id}
                  isSelected={ids.includes(column.id)}
                  onChange={() => toggle(column.id)}
                >
                  {column.title}
                </Checkbox>
              ))}
          </fieldset>
          <section className="flex flex-col gap-1 border-line border-t pt-2">
            <h3 className="font-medium text-muted text-xs">From its document</h3>
            {values.map((value) => {
              const id = valueColumnId(value)
              return (
                <div key={id} className="flex items-center gap-2">
                  <span className="mono min-w-0 flex-1 truncate text-xs" title={id}>
                    {value.path} <span className="text-muted">{value.resourceType}</span>
                  </span>
                  <Button
                    variant="quiet"
                    size="icon-sm"
                    aria-label={`Remove ${value.path}`}
                    onPress={() => toggle(id)}
                  >
                    <X aria-hidden size={13} />
                  </Button>
                </div>
              )
            })}
            <AddPath question={question} taken={ids} onAdd={(id) => onChange([...ids, id])} />
          </section>
          <Button variant="quiet" size="sm" className="self-start" onPress={() => onChange([])}>
            Default columns
          </Button>
        </div>
      </Popover>
    </PopoverTrigger>
  )
}

function AddPath({
  question,
  taken,
  onAdd,
}: {
  question: RowsQuestion
  taken: readonly string[]
  onAdd: (id: string) => void
}) {
  const [type, setType] = useState('')
  const [path, setPath] = useState('')
  const pathField = useRef<HTMLInputElement>(null)
  // The button that was pressed is disabled or gone afterwards, and the focus would fall out of the popover.
  const replacePath = (next: string) => {
    setPath(next)
    pathField.current?.focus()
  }
  const column = { resourceType: type.trim() || '*', path: path.trim() }
  const problem = column.path === '' ? undefined : problemOf(column, taken)
  const nearest = problem?.nearest
  const add = (event: FormEvent) => {
    event.preventDefault()
    if (column.path === '' || problem) return
    onAdd(valueColumnId(column))
    replacePath('')
  }
  return (
    <form onSubmit={add} className="mt-1 grid grid-cols-[1fr_1fr_auto] items-end gap-2 gap-y-1">
      <TextField label="Resource type" placeholder="any" value={type} onChange={setType} isMono />
      <PathField
        label="Path"
        question={question}
        value={{ resourceType: type, path }}
        onChange={(choice) => {
          setType(choice.resourceType)
          setPath(choice.path)
        }}
        inputRef={pathField}
      />
      <Button
        type="submit"
        size="icon"
        aria-label="Add column"
        isDisabled={column.path === '' || Boolean(problem)}
      >
        <Plus aria-hidden size={15} />
      </Button>
      {/* Its lines are always there: what stands below does not move while one types. */}
      <div
        id={pathProblemId}
        role="status"
        className="col-span-3 flex min-h-10 flex-wrap items-center gap-2 text-removed text-xs"
      >
        {problem && <p className="min-w-0 [overflow-wrap:anywhere]">{problem.message}</p>}
        {nearest && (
          <Button size="sm" onPress={() => replacePath(nearest.slice(nearest.indexOf(' ') + 1))}>
            Use {nearest.slice(nearest.indexOf(' ') + 1)}
          </Button>
        )}
      </div>
    </form>
  )
}

const pathProblemId = 'column-path-problem'

function problemOf(
  column: { resourceType: string; path: string },
  taken: readonly string[],
): ColumnProblem | undefined {
  if (taken.includes(valueColumnId(column))) return { message: 'This path is a column already.' }
  return valueColumnProblem(column)
}
