import { type CaseDraft, type FieldDraft, readFieldValue } from '#components/change/edit/field-value.ts'
import { conditionProblem } from '#lib/config/patch/field-cases.ts'
import type { CasedField, FieldCase, FieldPatch } from '#lib/config/patch/patch.ts'

type ReadField =
  | { readonly ok: true; readonly field: FieldPatch | CasedField }
  | {
      readonly ok: false
      readonly message: string
      /** Nothing entered yet, which is not an error. */
      readonly isMissing: boolean
    }

/** A row of "set fields" as it will be part of the patch. */
export function readField(row: FieldDraft): ReadField {
  const place = { path: row.path.trim(), ...(row.how && { how: row.how }) }
  const cases: FieldCase[] = []
  for (const [index, each] of (row.cases ?? []).entries()) {
    const read = readCase(row, each)
    if (!read.ok) return { ...read, message: `Case ${index + 1}: ${read.message}` }
    cases.push(read.value)
  }
  if (cases.length > 0 && row.leavesOthers) return { ok: true, field: { ...place, cases } }
  const read = readFieldValue(row)
  if (!read.ok) return { ...read, isMissing: false }
  const { value } = read
  return { ok: true, field: cases.length === 0 ? { ...place, value } : { ...place, cases, value } }
}

function readCase(
  row: FieldDraft,
  { column, matches, text }: CaseDraft,
): { readonly ok: true; readonly value: FieldCase } | Extract<ReadField, { ok: false }> {
  const when = { column: column.trim(), matches: matches.trim() }
  const problem = conditionProblem(when)
  const isMissing = when.column === '' || when.matches === ''
  if (problem !== undefined) return { ok: false, message: problem, isMissing }
  const read = readFieldValue({ ...row, text })
  return read.ok ? { ok: true, value: { when, value: read.value } } : { ...read, isMissing: text === '' }
}
