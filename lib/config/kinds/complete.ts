import { compareText } from '#lib/base/code-point-order.ts'
import {
  element,
  fieldAt,
  type KindField,
  type KindTable,
  type KindTables,
  type Shape,
  shapeAt,
  shapeText,
  typeOf,
} from '#lib/config/kinds/kind-table.ts'
import { keysBelow, type Outline, outlineAround } from '#lib/config/kinds/outline.ts'
import { type Place, placeOf } from '#lib/config/kinds/place.ts'

/** Something that may be typed next. */
export type Suggestion = {
  readonly label: string
  /** Replaces what is typed of it; with line breaks and indentation where its value goes below. */
  readonly insert: string
  readonly detail: string
  readonly text: string
  readonly isValue: boolean
}

export type Completion = {
  /** Column, from 0, where the word begins that is being typed. */
  readonly from: number
  /** Required fields first, then by name. */
  readonly suggestions: readonly Suggestion[]
}

const nothing: Completion = { from: 0, suggestions: [] }

export type KnownKinds = {
  readonly tables: KindTables
  /** Every resource type that may be named. */
  readonly types: readonly string[]
}

/** What may be typed at a place of a YAML text; line from 1, column from 0. */
export function completeDocument(text: string, line: number, column: number, known: KnownKinds): Completion {
  const lines = text.split(/\r\n|\n|\r/)
  const typed = (lines[line - 1] ?? '').slice(0, column)
  const outline = outlineAround(text, line)
  const [, indent = '', dashes = '', rest = ''] = /^(\s*)((?:-\s+)*)(.*)$/.exec(typed) ?? []
  if (outline.isText(line) || /(?:^|\s)#/.test(rest)) return nothing
  const from = indent.length + dashes.length
  const [, key, gap = '', value = ''] = /^([^\s:"'#]+):(\s+)(\S*)$/.exec(rest) ?? []
  if (key !== undefined) return completeValue(outline, { line, from, key, typed, value, gap }, known)
  if (/[:\s]/.test(rest)) return nothing
  const place = placeOf(outline, { line, column: from, isElement: false }, known.tables)
  const others = keysBelow(outline, place.parent, from)
  const present = new Set([...others].flatMap(([name, entry]) => (entry.line === line ? [] : [name])))
  return { from, suggestions: suggestionsAt(place, present, from) }
}

function completeValue(
  outline: Outline,
  {
    line,
    from,
    key,
    typed,
    value,
  }: { line: number; from: number; key: string; typed: string; value: string; gap: string },
  known: KnownKinds,
): Completion {
  const place = placeOf(outline, { line, column: from, isElement: false }, known.tables)
  const start = typed.length - value.length
  const ofIdentity = identityValues(place, key, outline, known.types)
  if (ofIdentity.length > 0) return { from: start, suggestions: ofIdentity }
  const field = place.table && fieldAt(place.table, [...place.steps, { field: key }])
  return { from: start, suggestions: field === undefined ? [] : valuesOf(field.shape, field.text) }
}

/** At the top of a resource, `apiVersion` and `kind` go by what Kubernetes has and what is named already. */
function identityValues(
  { steps, parent }: Place,
  key: string,
  outline: Outline,
  types: readonly string[],
): Suggestion[] {
  const isTop = steps.length === 0
  if (!isTop || (key !== 'apiVersion' && key !== 'kind')) return []
  const column =
    parent === undefined ? 0 : (outline.entries[outline.entries.indexOf(parent) + 1]?.column ?? 0)
  const beside = keysBelow(outline, parent, column)
  const other = beside.get(key === 'kind' ? 'apiVersion' : 'kind')?.value ?? ''
  const fitting = types.flatMap((type) => {
    const [apiVersion, kind] = [type.slice(0, type.lastIndexOf('/')), type.slice(type.lastIndexOf('/') + 1)]
    const [own, its] = key === 'kind' ? [kind, apiVersion] : [apiVersion, kind]
    return other === '' || its === other ? [own] : []
  })
  return [...new Set(fitting)].sort(compareText).map((label) => suggestedValue(label, ''))
}

function suggestionsAt(place: Place, present: ReadonlySet<string>, column: number): Suggestion[] {
  const { table, steps } = place
  if (table === undefined) return steps.length === 0 ? identityKeys(present) : []
  const shape = shapeAt(table, steps)
  if (shape === undefined) return []
  // Below `containers:` stands a list; its first element begins with a dash.
  if (shape.is === 'list') {
    const inside = keysOf(table, shapeAt(table, [...steps, element]), new Set(), column + 2)
    const values = valuesOf(shape.of, undefined)
    return [...inside, ...values].map((each) => ({ ...each, insert: `- ${each.insert}` }))
  }
  const values = shape.is === 'type' || shape.is === 'map' ? [] : valuesOf(shape, undefined)
  return [...keysOf(table, shape, present, column), ...values]
}

function identityKeys(present: ReadonlySet<string>): Suggestion[] {
  return ['apiVersion', 'kind', 'metadata']
    .filter((name) => !present.has(name))
    .map((label) => ({ label, insert: `${label}: `, detail: 'required', text: '', isValue: false }))
}

function keysOf(
  table: KindTable,
  shape: Shape | undefined,
  present: ReadonlySet<string>,
  column: number,
): Suggestion[] {
  const fields = Object.entries(typeOf(table, shape)?.fields ?? {})
  return fields
    .filter(([name]) => !present.has(name))
    .sort(([a, one], [b, other]) => rank(one) - rank(other) || compareText(a, b))
    .map(([label, { shape: inner, text = '', isRequired }]) => ({
      label,
      insert: `${label}:${afterKey(inner, column)}`,
      detail: isRequired ? `${shapeText(inner)}, required` : shapeText(inner),
      text,
      isValue: false,
    }))
}

function rank({ isRequired }: KindField): number {
  return isRequired ? 0 : 1
}

function afterKey(shape: Shape, column: number): string {
  const below = `\n${' '.repeat(column + 2)}`
  if (shape.is === 'list') return `${below}- `
  return shape.is === 'type' || shape.is === 'map' ? below : ' '
}

function valuesOf(shape: Shape, text: string | undefined): Suggestion[] {
  if (shape.is === 'boolean') return ['true', 'false'].map((label) => suggestedValue(label, text))
  return shape.is === 'string' ? (shape.values ?? []).map((label) => suggestedValue(label, text)) : []
}

function suggestedValue(label: string, text = ''): Suggestion {
  return { label, insert: label, detail: 'value', text, isValue: true }
}
