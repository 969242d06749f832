import { readField } from '#components/change/edit/cases/read-field.ts'
import type { FieldDraft } from '#components/change/edit/field-value.ts'
import { compareText } from '#lib/base/code-point-order.ts'
import { count } from '#lib/base/plural.ts'
import { factsOf } from '#lib/change/selection/unit-facts.ts'
import { type ColumnValue, isCased, namedColumns, takenCases } from '#lib/config/patch/field-cases.ts'
import type { ExtendedUnit } from '#lib/confighub/schema/entities.ts'

type Units = readonly ExtendedUnit[]
export type Offered = { readonly label: string; readonly detail: string }

/** Columns that tell these units apart: first those that everyone knows, then the labels that they have. */
export function offeredColumns(units: Units): Offered[] {
  const labels = new Set<string>()
  for (const { Unit, Space } of units) {
    for (const key in Unit.Labels) labels.add(`Labels.${key}`)
    for (const key in Space?.Labels) labels.add(`Space.Labels.${key}`)
  }
  return [...namedColumns, ...[...labels].sort(compareText)].flatMap((label) => {
    const values = new Set(valuesIn(units, label))
    values.delete(undefined)
    return values.size === 0 ? [] : { label, detail: count(values.size, 'value') }
  })
}

/** What a column says of these units, the most frequent first. */
export function offeredValues(units: Units, column: string): Offered[] {
  const found = [...Map.groupBy(valuesIn(units, column.trim()), (value) => value)]
  return found
    .flatMap(([label, { length }]) => (label === undefined || label === '' ? [] : { label, length }))
    .sort((a, b) => b.length - a.length || compareText(a.label, b.label))
    .map(({ label, length }) => ({ label, detail: count(length, 'unit') }))
}

/** How many units each case is for, and after these how many none is for; undefined while a case is not finished. */
export function unitsPerCase(row: FieldDraft, units: Units): readonly number[] | undefined {
  const read = readField(row)
  if (!read.ok || !isCased(read.field)) return undefined
  const { field } = read
  const columns = new Map(
    field.cases.map(({ when: { column } }) => [column, valuesIn(units, column)] as const),
  )
  const counts = [...field.cases.map(() => 0), 0]
  for (const [at] of units.entries()) {
    const valueIn: ColumnValue = (column) => columns.get(column)?.[at]
    const [number = -1] = takenCases([field], valueIn)
    const place = number < 0 ? field.cases.length : number
    counts[place] = (counts[place] ?? 0) + 1
  }
  return counts
}

/** Environments of ten thousand Spaces are found by patterns, so a column is read once. */
const read = new WeakMap<Units, Map<string, readonly (string | undefined)[]>>()

function valuesIn(units: Units, column: string): readonly (string | undefined)[] {
  const columns = read.get(units) ?? new Map<string, readonly (string | undefined)[]>()
  read.set(units, columns)
  const values = columns.get(column) ?? units.map((unit) => factsOf(unit)(column))
  columns.set(column, values)
  return values
}
