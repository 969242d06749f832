import type { FrozenUnit, Patch, RowResult } from '#lib/change/model.ts'
import { fieldsOf } from '#lib/change/patch-steps.ts'
import { conditionText, isCased } from '#lib/config/patch/field-cases.ts'
import type { CasedField } from '#lib/config/patch/patch.ts'

/** The row of a unit, with the cases that were taken for it: units for which others were taken are no class with it. */
export function withCases(row: RowResult, { cases = [] }: FrozenUnit, patch: Patch): RowResult {
  if (row.status !== 'change' || cases.length === 0) return row
  const fields = fieldsOf(patch).filter(isCased)
  const remarks = fields.map((field, at) => caseText(field, cases[at] ?? -1, fields.length > 1))
  return { ...row, remarks: [...remarks, ...(row.remarks ?? [])] }
}

function caseText({ path, cases, value }: CasedField, number: number, isNamed: boolean): string {
  const when = cases[number]?.when
  if (when !== undefined) return `${isNamed ? `${path}: ` : ''}where ${conditionText(when)}`
  if (value === undefined) return `${path} is left as it is: no case is for these units`
  return isNamed ? `${path}: elsewhere` : 'elsewhere'
}
