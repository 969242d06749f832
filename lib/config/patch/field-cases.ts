import type { Json } from '#lib/base/json.ts'
import type { CasedField, FieldPatch, UnitCondition } from '#lib/config/patch/patch.ts'

/** What a column says of a unit; undefined where the unit has no such value. */
export type ColumnValue = (column: string) => string | undefined

/** For each field with cases, in order, the number of the case that is for a unit; -1 where none is. */
export type TakenCases = readonly number[]

type Field = FieldPatch | CasedField

/** What tells units apart besides labels, most useful first. Environment and region are those of the Space. */
export const namedColumns = [
  'Space.Slug',
  'Environment',
  'Region',
  'Slug',
  'DisplayName',
  'ToolchainType',
] as const
export type NamedColumn = (typeof namedColumns)[number]

/** The label that a column is: `Labels.tier`, `Space.Labels.Continent`. */
export function labelColumn(
  column: string,
): { readonly key: string; readonly isOfSpace: boolean } | undefined {
  const [, space, key] = /^(Space\.)?Labels\.([\w./-]{1,128})$/.exec(column) ?? []
  return key === undefined ? undefined : { key, isOfSpace: space !== undefined }
}

export function isCased(field: Field): field is CasedField {
  return 'cases' in field
}

export function takenCases(fields: readonly Field[], valueIn: ColumnValue): TakenCases {
  return fields
    .filter(isCased)
    .map(({ cases }) => cases.findIndex(({ when }) => isMet(when, valueIn(when.column))))
}

/** The columns that decide which case is for a unit. */
export function columnsOf(fields: readonly Field[]): string[] {
  return [...new Set(fields.filter(isCased).flatMap(({ cases }) => cases.map(({ when }) => when.column)))]
}

/** The value of each field for a unit; undefined where the field of that unit is left as it is. */
export function valuesFor(fields: readonly Field[], taken: TakenCases): readonly (Json | undefined)[] {
  let at = 0
  return fields.map((field) => {
    if (!isCased(field)) return field.value
    const number = taken[at++] ?? -1
    return number < 0 ? field.value : field.cases[number]?.value
  })
}

/** All values that a field may set. */
export function valuesOf(field: Field): readonly Json[] {
  if (!isCased(field)) return [field.value]
  const inCases = field.cases.map(({ value }) => value)
  return field.value === undefined ? inCases : [...inCases, field.value]
}

/** Whether a value is one that the patterns name. A unit without a value meets no condition. @internal For tests. */
export function isMet({ matches }: UnitCondition, value: string | undefined): boolean {
  return value !== undefined && patternsOf(matches).some((pattern) => isLike(value, pattern))
}

/** Why no unit can ever meet a condition. */
export function conditionProblem({ column, matches }: UnitCondition): string | undefined {
  if (column === '') return 'Name a column that tells the units apart'
  if (!namedColumns.some((each) => each === column) && labelColumn(column) === undefined)
    return `${column} is no column of units, as Region, Slug and Labels.tier are`
  return patternsOf(matches).length === 0 ? `Name the values of ${column}, as in eu-*` : undefined
}

export function conditionText({ column, matches }: UnitCondition): string {
  return `${column} ${patternsOf(matches).join(' or ')}`
}

function patternsOf(matches: string): string[] {
  return matches.split(',').flatMap((each) => each.trim() || [])
}

/** `*` stands for any characters. Each part is looked for once, so that no pattern takes long. */
function isLike(value: string, pattern: string): boolean {
  const [first = '', ...rest] = pattern.split('*')
  const last = rest.pop()
  if (last === undefined) return value === first
  if (!value.startsWith(first)) return false
  let at = first.length
  for (const part of rest) {
    const found = value.indexOf(part, at)
    if (found < 0) return false
    at = found + part.length
  }
  return value.length - at >= last.length && value.endsWith(last)
}
