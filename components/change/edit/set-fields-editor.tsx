'use client'

import { Plus, X } from 'lucide-react'
import type { ChangeDraft } from '#components/change/edit/draft.ts'
import {
  emptyField,
  type FieldDraft,
  readFieldValue,
  textOf,
  typeOf,
  valueTypes,
  withText,
} from '#components/change/edit/field-value.ts'
import type { Suggestions } from '#components/change/edit/suggestions.ts'
import { Button } from '#components/ui/button.tsx'
import { Select } from '#components/ui/field/select.tsx'
import { SuggestField } from '#components/ui/field/suggest-field.tsx'
import { TextField } from '#components/ui/field/text-field.tsx'
import { everyResource } from '#lib/change/preview/patch-reach.ts'
import { parsePath } from '#lib/path/parse-path.ts'

type Fields = ChangeDraft['fields']

/** `path = value` on resources of a type. The type of every value is shown, never guessed silently. */
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
  const setPath = (id: string, path: string) => {
    // A path taken from the sample brings the type of its value.
    const found = ofType.find((field) => field.path === path)
    const type = found?.value === undefined ? undefined : typeOf(found.value)
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
              suggestions={ofType}
              source={suggestions.source}
              onPath={(path) => setPath(row.id, path)}
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
      <div>
        <Button
          variant="quiet"
          size="sm"
          onPress={() => onChange({ ...fields, rows: [...fields.rows, emptyField(crypto.randomUUID())] })}
        >
          <Plus aria-hidden size={14} />
          Another field
        </Button>
      </div>
    </div>
  )
}

function FieldRow({
  row,
  number,
  suggestions,
  source,
  onPath,
  onChange,
  onRemove,
}: {
  row: FieldDraft
  number: number
  suggestions: Suggestions['sample']
  source: string
  onPath: (path: string) => void
  onChange: (next: (row: FieldDraft) => FieldDraft) => void
  onRemove: (() => void) | undefined
}) {
  const path = row.path.trim() === '' ? undefined : parsePath(row.path.trim())
  const value = readFieldValue(row)
  const isTouched = row.text !== '' || row.isTypeChosen
  return (
    <fieldset className="grid min-w-0 grid-cols-[minmax(0,1fr)_6.5rem_1.75rem] items-start gap-x-2 gap-y-1.5">
      <legend className="sr-only">Field {number}</legend>
      <SuggestField
        label="Path"
        className="col-span-2"
        value={row.path}
        onChange={onPath}
        showsEnd
        suggestions={suggestions.map((field) =>
          field.value === undefined
            ? { label: field.path, detail: '••••••' }
            : { label: field.path, detail: textOf(field.value) },
        )}
        source={source}
        placeholder="spec.replicas"
        error={path !== undefined && !path.ok ? path.error.message : undefined}
      />
      <Button
        variant="quiet"
        size="icon-sm"
        className="mt-5"
        aria-label={`Remove field ${number}`}
        isDisabled={onRemove === undefined}
        onPress={() => onRemove?.()}
      >
        <X aria-hidden size={14} />
      </Button>
      <TextField
        label="Value"
        isMono
        value={row.text}
        onChange={(text) => onChange((current) => withText(current, text))}
        error={isTouched && !value.ok ? value.message : undefined}
      />
      <Select
        label="Type"
        options={valueTypes.map((type) => ({ value: type, label: type === 'json' ? 'JSON' : type }))}
        value={row.type}
        onChange={(type) => onChange((current) => ({ ...current, type, isTypeChosen: true }))}
      />
    </fieldset>
  )
}
