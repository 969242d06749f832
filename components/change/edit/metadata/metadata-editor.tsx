'use client'

import { useMemo } from 'react'
import {
  emptyRow,
  isKeyed,
  type MetadataDraft,
  type MetadataRow,
  rowProblem,
  takesValue,
} from '#components/change/edit/metadata/metadata-draft.ts'
import { keysIn, type Offered, valuesIn } from '#components/change/edit/metadata/offered.ts'
import { TargetChoice } from '#components/change/edit/metadata/target-choice.tsx'
import { AddRow, RemoveRow } from '#components/change/edit/row-buttons.tsx'
import { Select } from '#components/ui/field/select.tsx'
import { SuggestField } from '#components/ui/field/suggest-field.tsx'
import { TextArea } from '#components/ui/field/text-field.tsx'
import type { ExtendedUnit } from '#lib/confighub/schema/entities.ts'

const fields = [
  { value: 'Labels', label: 'Label' },
  { value: 'Annotations', label: 'Annotation' },
  { value: 'DeleteGates', label: 'Delete gate' },
  { value: 'DisplayName', label: 'Display name' },
  { value: 'TargetID', label: 'Target' },
] as const

/** Labels and other fields beside the documents, to set or to remove. */
export function MetadataEditor({
  metadata,
  onChange,
  units,
}: {
  metadata: MetadataDraft
  onChange: (metadata: MetadataDraft) => void
  /** The units of the change, once all of them are known. */
  units: readonly ExtendedUnit[] | undefined
}) {
  const { rows } = metadata
  const remove = (id: string) => {
    const left = rows.filter((row) => row.id !== id)
    onChange({ rows: left.length === 0 ? [emptyRow(crypto.randomUUID())] : left })
  }
  return (
    <div className="flex flex-col gap-3">
      <p className="text-muted text-sm">This changes the units, not their documents.</p>
      <ol aria-label="Metadata to change" className="flex flex-col gap-3">
        {rows.map((row, index) => (
          <li key={row.id}>
            <Row
              row={row}
              number={index + 1}
              units={units}
              onChange={(next) =>
                onChange({ rows: rows.map((each) => (each.id === row.id ? { ...each, ...next } : each)) })
              }
              onRemove={
                rows.length > 1 || row.key !== '' || row.value !== '' ? () => remove(row.id) : undefined
              }
            />
          </li>
        ))}
      </ol>
      <AddRow onAdd={() => onChange({ rows: [...rows, emptyRow(crypto.randomUUID())] })}>
        Another label or field
      </AddRow>
    </div>
  )
}

type RowProps = {
  row: MetadataRow
  number: number
  units: readonly ExtendedUnit[] | undefined
  onChange: (next: Partial<MetadataRow>) => void
  onRemove: (() => void) | undefined
}

function Row({ row, number, units, onChange, onRemove }: RowProps) {
  const problem = rowProblem(row)
  const isGate = row.field === 'DeleteGates'
  return (
    <fieldset className="grid min-w-0 grid-cols-[minmax(0,1fr)_minmax(0,1fr)_1.75rem] items-start gap-x-2 gap-y-1.5">
      <legend className="sr-only">Metadata {number}</legend>
      <Select
        label="What"
        options={fields}
        value={row.field} // What was typed for a target is an id, and no id is a label.
        onChange={(field) =>
          onChange(isOfTarget(field) === isOfTarget(row.field) ? { field } : { field, value: '' })
        }
      />
      <Select
        label="Change"
        options={[
          { value: 'set', label: isGate ? 'Set' : 'Set to' },
          { value: 'remove', label: 'Remove' },
        ]}
        value={row.isRemoved ? 'remove' : 'set'}
        onChange={(how) => onChange({ isRemoved: how === 'remove' })}
      />
      <RemoveRow name={`row ${number}`} onRemove={onRemove} />
      {isKeyed(row) && <Key row={row} units={units} error={problem.key} onChange={onChange} />}
      {takesValue(row) && isOfTarget(row.field) && <TargetChoice row={row} onChange={onChange} />}
      {takesValue(row) && !isOfTarget(row.field) && (
        <Value row={row} units={units} error={problem.value} onChange={onChange} />
      )}
    </fieldset>
  )
}

function isOfTarget(field: MetadataRow['field']): boolean {
  return field === 'TargetID'
}

type PartProps = Pick<RowProps, 'row' | 'units' | 'onChange'> & { error: string | undefined }

function Key({ row, units, error, onChange }: PartProps) {
  const offered = useMemo(() => keysIn(units ?? [], row.field), [units, row.field])
  return (
    <SuggestField<Offered>
      label={row.field === 'DeleteGates' ? 'Name of the gate' : 'Key'}
      className="col-span-full"
      value={row.key}
      onChange={(key) => onChange({ key })}
      suggestions={offered}
      placeholder={row.field === 'DeleteGates' ? 'production' : 'Tier'}
      error={error}
    />
  )
}

function Value({ row, units, error, onChange }: PartProps) {
  const key = row.key.trim()
  const offered = useMemo(() => (row.field === 'Labels' ? valuesIn(units ?? [], key) : []), [units, row, key])
  const typed = {
    className: 'col-span-full',
    value: row.value,
    onChange: (value: string) => onChange({ value }),
    error,
  }
  // Annotations may have several lines.
  if (row.field === 'Annotations') return <TextArea label="Value" isMono {...typed} />
  const label = row.field === 'DisplayName' ? 'Display name' : 'Value'
  return <SuggestField<Offered> label={label} suggestions={offered} {...typed} />
}
