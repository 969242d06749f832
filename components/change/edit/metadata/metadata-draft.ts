import * as z from 'zod/mini'
import { editsProblem, keyProblem, valueProblem } from '#lib/change/metadata/problems.ts'
import { placeOf } from '#lib/change/metadata/values.ts'
import type { MetadataEdit, Patch } from '#lib/change/model.ts'

const MetadataRow = z.object({
  id: z.string(),
  field: z.enum(['Labels', 'Annotations', 'DeleteGates', 'DisplayName', 'TargetID']),
  key: z.string(),
  value: z.string(),
  isRemoved: z.boolean(),
})
/** What is typed for one field of the metadata of a unit. */
export type MetadataRow = z.infer<typeof MetadataRow>

export const MetadataDraft = z.object({ rows: z.array(MetadataRow).check(z.minLength(1)) })
export type MetadataDraft = z.infer<typeof MetadataDraft>

export const emptyMetadata: MetadataDraft = { rows: [emptyRow('1')] }

export function emptyRow(id: string): MetadataRow {
  return { id, field: 'Labels', key: '', value: '', isRemoved: false }
}

export type MetadataReading =
  | { readonly ok: true; readonly patch: Extract<Patch, { kind: 'metadata' }> }
  | { readonly ok: false; readonly isMissing: boolean; readonly message: string }

export function readMetadata({ rows }: MetadataDraft): MetadataReading {
  const typed = rows.filter((row) => !isUntouched(row))
  if (typed.length === 0) return missing('Name what to set or remove')
  for (const row of typed) {
    const what = missingIn(row)
    if (what !== undefined) return missing(what)
  }
  const edits = typed.map(editOf)
  const problem = editsProblem(edits)
  if (problem === undefined) return { ok: true, patch: { kind: 'metadata', edits } }
  const edit = edits[problem.at]
  return {
    ok: false,
    isMissing: false,
    message: `${edit === undefined ? '' : `${placeOf(edit)}: `}${problem.message}`,
  }
}

/** What is wrong with a row, and in which of its texts; nothing while it is not typed. */
export function rowProblem(row: MetadataRow): { readonly key?: string; readonly value?: string } {
  const key = row.key.trim() === '' ? undefined : keyProblem(editOf(row))
  const value = row.value === '' ? undefined : valueProblem(editOf(row))
  return { ...(key === undefined ? {} : { key }), ...(value === undefined ? {} : { value }) }
}

export function isKeyed({ field }: Pick<MetadataRow, 'field'>): boolean {
  return field !== 'DisplayName' && field !== 'TargetID'
}

/** A gate stands or does not. */
export function takesValue({ field, isRemoved }: Pick<MetadataRow, 'field' | 'isRemoved'>): boolean {
  return !isRemoved && field !== 'DeleteGates'
}

export function draftOfEdits(edits: readonly MetadataEdit[]): MetadataDraft {
  const rows = edits.map((edit, index) => ({
    id: String(index + 1),
    field: edit.field,
    key: 'key' in edit ? edit.key : '',
    value: typeof edit.value === 'string' ? edit.value : '',
    isRemoved: edit.value === null,
  }))
  return { rows: rows.length === 0 ? emptyMetadata.rows : rows }
}

/** As it is added. One whose field was chosen is meant, and what it lacks is said. */
function isUntouched({ field, key, value }: MetadataRow): boolean {
  return field === 'Labels' && key.trim() === '' && value === ''
}

function missingIn(row: MetadataRow): string | undefined {
  if (isKeyed(row) && row.key.trim() === '')
    return row.field === 'DeleteGates' ? 'Name the gate' : 'Type a key'
  if (!takesValue(row) || row.value !== '') return undefined
  if (row.field === 'TargetID') return 'Choose a target'
  return row.field === 'DisplayName' ? 'Type a display name' : `Type a value for ${row.key.trim()}`
}

function editOf({ field, key: typed, value, isRemoved }: MetadataRow): MetadataEdit {
  const key = typed.trim()
  switch (field) {
    case 'DisplayName':
    case 'TargetID':
      return { field, value: isRemoved ? null : value }
    case 'DeleteGates':
      return { field, key, value: isRemoved ? null : true }
    default:
      return { field, key, value: isRemoved ? null : value }
  }
}

function missing(message: string): MetadataReading {
  return { ok: false, isMissing: true, message }
}
