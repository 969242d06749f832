'use client'

import { useQuery } from '@tanstack/react-query'
import { useMemo, useState } from 'react'
import { TextField as AriaTextField, Input } from 'react-aria-components/TextField'
import type { GridColumn } from '#components/explorer/columns/grid-column.ts'
import { idsWithout } from '#components/explorer/columns/layout.ts'
import {
  type PickerOption,
  pickerOptions,
  type TypedPath,
  typedPath,
} from '#components/explorer/columns/picker-options.ts'
import { ShownColumns } from '#components/explorer/columns/shown-columns.tsx'
import { Button } from '#components/ui/button.tsx'
import { classNames } from '#components/ui/class-names.ts'
import { controlClass, FieldLabel } from '#components/ui/field/field.tsx'
import { ListOption } from '#components/ui/field/list-option.tsx'
import { optionId, useCombobox } from '#components/ui/field/use-combobox.ts'
import { functionCatalogueQuery } from '#lib/queries/directory.ts'
import { pathsQuery } from '#lib/queries/paths.ts'
import { labelKeys } from '#lib/rows/label-keys.ts'
import type { RowTable } from '#lib/rows/row-table.ts'
import type { RowsQuestion } from '#lib/rows/rows-wire.ts'

export type PickerTerms = {
  /** As they stand, with the unit first. */
  readonly shown: readonly GridColumn[]
  /** The units whose paths are offered. */
  readonly question: RowsQuestion
  readonly table: RowTable
  readonly count: number
  readonly onChange: (ids: readonly string[]) => void
  readonly onPin: (id: string) => void
}

/** One list to find a column in, and the columns that are shown, in their order. */
export function PickerPanel({ shown, question, table, count, onChange, onPin }: PickerTerms) {
  const ids = shown.filter(({ id }) => id !== 'unit').map(({ id }) => id)
  const toggle = (id: string) => onChange(ids.includes(id) ? idsWithout(id, ids) : [...ids, id])
  return (
    <div className="grid grid-cols-[1fr_16rem] gap-4 p-3 max-sm:grid-cols-1">
      <ColumnFinder shown={ids} question={question} table={table} count={count} onToggle={toggle} />
      <section className="flex min-w-0 flex-col gap-2">
        <h3 className="font-medium text-muted text-xs">Shown, from left to right</h3>
        <ShownColumns shown={shown} onChange={onChange} onPin={onPin} />
        <Button variant="quiet" size="sm" className="self-start" onPress={() => onChange([])}>
          Default columns
        </Button>
      </section>
    </div>
  )
}

function ColumnFinder({
  shown,
  question,
  table,
  count,
  onToggle,
}: Pick<PickerTerms, 'question' | 'table' | 'count'> & {
  shown: readonly string[]
  onToggle: (id: string) => void
}) {
  const [text, setText] = useState('')
  const { data: catalogue, isError } = useQuery(pathsQuery(question))
  const labels = useMemo(() => labelKeys(table, count), [table, count])
  const { data: functions } = useQuery(functionCatalogueQuery())
  const options = useMemo(
    () => pickerOptions(text, labels, catalogue, functions),
    [text, labels, catalogue, functions],
  )
  const combobox = useCombobox<PickerOption>({
    label: 'Find a column',
    options,
    onAccept: ({ id }) => onToggle(id),
    onClose: () => undefined,
    passesEscape: true,
  })
  const add = (id: string) => {
    if (!shown.includes(id)) onToggle(id)
    setText('')
  }
  return (
    <section className="flex min-w-0 flex-col gap-2">
      <AriaTextField
        value={text}
        autoFocus
        onChange={(next) => {
          setText(next)
          combobox.unmark()
        }}
        className="flex flex-col gap-1"
      >
        <FieldLabel label="Find a column" />
        <Input
          {...combobox.fieldProps}
          placeholder="region, Labels.Team, spec.replicas"
          onKeyDown={(event) => {
            // Enter takes the first one, as there is always a list.
            const [first] = options
            const takesFirst = event.key === 'Enter' && combobox.listProps.marked < 0 && first !== undefined
            if (takesFirst) onToggle(first.id)
            else if (event.key === 'Escape' || !combobox.takesKey(event)) return
            event.preventDefault()
            event.stopPropagation()
          }}
          className={classNames(controlClass, 'mono h-8')}
        />
      </AriaTextField>
      <Options {...combobox.listProps} shown={shown} />
      {text.trim() !== '' && options.length === 0 && (
        <Typed typed={typedPath(text, catalogue, functions)} onAdd={add} onReplace={setText} />
      )}
      <p role="status" className="text-muted text-xs">
        {catalogue === undefined
          ? isError
            ? 'Which paths there are is unknown: they could not be read.'
            : 'Reading which paths there are…'
          : `Paths of ${catalogue.read.toLocaleString('en')} units${catalogue.isSample ? ', a sample of those that match' : ''}.`}
      </p>
    </section>
  )
}

function Options({
  id: listId,
  label,
  options,
  marked,
  onAccept,
  shown,
}: ReturnType<typeof useCombobox<PickerOption>>['listProps'] & { shown: readonly string[] }) {
  return (
    <div
      id={listId}
      role="listbox"
      aria-label={label}
      aria-multiselectable
      className="h-72 overflow-auto rounded-md border border-line"
    >
      {options.map((option, index) => (
        <ListOption
          key={option.id}
          id={optionId(listId, index)}
          label={option.title}
          isMarked={index === marked}
          isSelected={shown.includes(option.id)}
          onAccept={() => onAccept(option)}
          className="items-baseline gap-2 py-1"
        >
          <span aria-hidden className="w-3 shrink-0 text-accent">
            {shown.includes(option.id) ? '✓' : ''}
          </span>
          <span className="min-w-0 flex-1">
            <span
              className={classNames('block truncate', option.from !== 'unit' && 'mono')}
              title={option.title}
            >
              {option.title}
            </span>
            {option.detail !== '' && (
              <span className="block truncate text-muted text-xs" title={option.detail}>
                {option.detail}
              </span>
            )}
          </span>
        </ListOption>
      ))}
    </div>
  )
}

/** A path that is in no list: whether it can be one, and the nearest that documents have. */
function Typed({
  typed,
  onAdd,
  onReplace,
}: {
  typed: TypedPath
  onAdd: (id: string) => void
  onReplace: (text: string) => void
}) {
  const plain = (id: string) => id.replace(/^\* /, '')
  return (
    <div role="status" className="flex flex-wrap items-center gap-2 text-xs">
      <p className={typed.kind === 'refused' ? 'text-removed' : 'text-muted'}>
        {typed.kind === 'refused' ? typed.reason : typed.note}
      </p>
      {typed.kind === 'possible' ? (
        <Button size="sm" onPress={() => onAdd(typed.id)}>
          Add {plain(typed.id)}
        </Button>
      ) : (
        typed.nearest !== undefined && (
          <Button size="sm" onPress={() => onReplace(plain(typed.nearest ?? ''))}>
            Use {plain(typed.nearest)}
          </Button>
        )
      )}
    </div>
  )
}
