'use client'

import { FieldCases } from '#components/change/edit/cases/field-cases.tsx'
import type { ChangeDraft } from '#components/change/edit/draft.ts'
import { fieldChangeOptions } from '#components/change/edit/field-changes.ts'
import { FieldPath } from '#components/change/edit/field-path.tsx'
import {
  emptyField,
  type FieldDraft,
  isCalculated,
  readFieldValue,
  typeOf,
  type ValueType,
  valueTypes,
  withText,
} from '#components/change/edit/field-value.ts'
import { AddRow, RemoveRow } from '#components/change/edit/row-buttons.tsx'
import type { Suggestions } from '#components/change/edit/suggestions.ts'
import { Select } from '#components/ui/field/select.tsx'
import { TextField } from '#components/ui/field/text-field.tsx'
import { everyResource } from '#lib/change/preview/patch-reach.ts'
import type { RowsQuestion } from '#lib/rows/rows-wire.ts'

type Fields = ChangeDraft['fields']

/**
 * `path = value`, or a change of the value that is there, on resources of a type. The type of every value is shown,
 * never guessed silently.
 */
export function SetFieldsEditor({
  fields,
  onChange,
  suggestions,
}: {
  fields: Fields
  onChange: (fields: Fields) => void
  suggestions: Suggestions
}) {
  const ofType = suggestions.sample.filter(
    (field) =>
      ['', everyResource].includes(fields.resourceType) || field.resourceType === fields.resourceType,
  )
  const change = (id: string, next: (row: FieldDraft) => FieldDraft) =>
    onChange({ ...fields, rows: fields.rows.map((row) => (row.id === id ? next(row) : row)) })
  const remove = (id: string) => {
    const rows = fields.rows.filter((row) => row.id !== id)
    onChange({ ...fields, rows: rows.length === 0 ? [emptyField(crypto.randomUUID())] : rows })
  }
  const setPath = (id: string, path: string, taken?: ValueType) => {
    // A path that documents have brings the type of its value.
    const found = ofType.find((field) => field.path === path)
    const type = taken ?? (found?.value === undefined ? undefined : typeOf(found.value))
    const rows = fields.rows.map((row) => {
      if (row.id !== id) return row
      return type === undefined || row.isTypeChosen || row.text !== ''
        ? { ...row, path }
        : { ...row, path, type }
    })
    onChange({ ...fields, rows })
  }
  return (
    <div className="flex flex-col gap-3">
      <ol aria-label="Fields to set" className="flex flex-col gap-3">
        {fields.rows.map((row, index) => (
          <li key={row.id}>
            <FieldRow
              row={row}
              number={index + 1}
              question={suggestions.question}
              units={suggestions.units}
              resourceType={fields.resourceType}
              onPath={(path, type) => setPath(row.id, path, type)}
              onChange={(next) => change(row.id, next)}
              onRemove={
                fields.rows.length > 1 || row.path !== '' || row.text !== ''
                  ? () => remove(row.id)
                  : undefined
              }
            />
          </li>
        ))}
      </ol>
      <AddRow onAdd={() => onChange({ ...fields, rows: [...fields.rows, emptyField(crypto.randomUUID())] })}>
        Another field
      </AddRow>
    </div>
  )
}

type FieldRowProps = {
  row: FieldDraft
  number: number
  question: RowsQuestion
  units: Suggestions['units']
  resourceType: string
  onPath: (path: string, type?: ValueType) => void
  onChange: (next: (row: FieldDraft) => FieldDraft) => void
  onRemove: (() => void) | undefined
}

function FieldRow({ row, number, question, units, resourceType, onPath, onChange, onRemove }: FieldRowProps) {
  return (
    <fieldset className="grid min-w-0 grid-cols-[minmax(0,1fr)_1.75rem] items-start gap-x-2 gap-y-1.5">
      <legend className="sr-only">Field {number}</legend>
      <FieldPath row={row} question={question} resourceType={resourceType.trim()} onPath={onPath} />
      <RemoveRow name={`field ${number}`} onRemove={onRemove} />
      <FieldChangeControls row={row} onChange={onChange} />
      <FieldCases row={row} onChange={onChange} units={units} />
    </fieldset>
  )
}

/** How the field is changed, and what with. */
function FieldChangeControls({ row, onChange }: Pick<FieldRowProps, 'row' | 'onChange'>) {
  const value = readFieldValue(row)
  const isTouched = row.text !== '' || row.isTypeChosen
  const label = isCalculated(row.how) ? 'Amount' : 'Value'
  const hasCases = (row.cases ?? []).length > 0
  const isUnused = hasCases && row.leavesOthers === true
  return (
    <div className="col-span-full flex flex-wrap items-start gap-2">
      <Select
        label="Change"
        className="w-30"
        options={fieldChangeOptions}
        value={row.how ?? 'set'}
        onChange={(how) => onChange((current) => ({ ...current, how: how === 'set' ? undefined : how }))}
      />
      <TextField
        label={hasCases ? `${label} elsewhere` : label}
        isDisabled={isUnused}
        className="min-w-24 flex-1 basis-24"
        isMono
        value={row.text}
        onChange={(text) => onChange((current) => withText(current, text))}
        error={isTouched && !isUnused && !value.ok ? value.message : undefined}
      />
      {!isCalculated(row.how) && (
        <Select
          label="Type"
          className="w-26"
          options={valueTypes.map((type) => ({ value: type, label: type === 'json' ? 'JSON' : type }))}
          value={row.type}
          onChange={(type) => onChange((current) => ({ ...current, type, isTypeChosen: true }))}
        />
      )}
    </div>
  )
}
