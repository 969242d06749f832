import { labelGridColumn } from '#components/explorer/columns/columns.ts'
import {
  parseValueColumn,
  valueColumnId,
  valueColumnProblem,
} from '#components/explorer/columns/value-column.ts'
import { seenText, unseenText, valuesText } from '#components/query/paths/seen-text.ts'
import { count } from '#lib/base/plural.ts'
import { callProblem } from '#lib/confighub/columns/reading-call.ts'
import type { FunctionSignature } from '#lib/confighub/schema/entities.ts'
import type { LabelKey } from '#lib/rows/label-keys.ts'
import { metadataColumns } from '#lib/rows/metadata-columns.ts'
import type { PathsResponse } from '#lib/rows/paths-wire.ts'
import { parseFunctionCall, printFunctionCall } from '#lib/where/computed/function-call.ts'
import { knownFor, nearestKnown, searchPaths } from '#lib/where/paths/seen-paths.ts'

/** A column that can be added. */
export type PickerOption = {
  readonly id: string
  readonly title: string
  readonly detail: string
  readonly from: 'unit' | 'label' | 'document' | 'function'
}

const pathsAtMost = 60

/** Columns with every word of the text: about the unit, labels, and paths of documents. */
export function pickerOptions(
  text: string,
  labels: readonly LabelKey[],
  catalogue: PathsResponse | undefined,
  functions: readonly FunctionSignature[] = [],
): PickerOption[] {
  const words = text.toLowerCase().split(/\s+/).filter(Boolean)
  const has = (option: PickerOption) => {
    const all = `${option.title} ${option.detail} ${option.id}`.toLowerCase()
    return words.every((word) => all.includes(word))
  }
  const about = metadataColumns.flatMap(({ id, title, description = '' }): PickerOption[] =>
    id === 'unit' ? [] : [{ id, title, detail: description, from: 'unit' }],
  )
  const known = labels.flatMap(({ id, rows }): PickerOption[] => {
    const column = labelGridColumn(id)
    const detail = `${column?.description}, ${count(rows, 'unit')}`
    return column === undefined ? [] : [{ id, title: id, detail, from: 'label' }]
  })
  const paths = catalogue === undefined ? [] : searchPaths(catalogue.paths, text, pathsAtMost)
  const seen = paths.map(
    (each): PickerOption => ({
      id: valueColumnId(each),
      title: each.path,
      detail: `${each.resourceType}, ${seenText(each.units, catalogue?.read ?? 0)}, ${valuesText(each)}`,
      from: 'document',
    }),
  )
  const computed = functions.flatMap((signature): PickerOption[] => {
    const call = { name: signature.FunctionName, arguments: [] }
    const id = printFunctionCall(call)
    const detail = `function: ${signature.Description ?? 'no description'}`
    return callProblem(call, signature) === undefined ? [{ id, title: id, detail, from: 'function' }] : []
  })
  return [...about.filter(has), ...known.filter(has), ...seen, ...computed.filter(has)]
}

/** What a text that finds nothing comes to: a path to add, or why it is none, with the nearest that is one. */
export type TypedPath =
  | { readonly kind: 'possible'; readonly id: string; readonly note: string }
  | { readonly kind: 'refused'; readonly reason: string; readonly nearest?: string }

export function typedPath(
  text: string,
  catalogue: PathsResponse | undefined,
  functions: readonly FunctionSignature[] = [],
): TypedPath {
  const trimmed = text.trim()
  const call = parseFunctionCall(trimmed)
  if (call !== undefined) {
    const reason = callProblem(
      call,
      functions.find(({ FunctionName }) => FunctionName === call.name),
    )
    if (reason !== undefined) return { kind: 'refused', reason }
    return {
      kind: 'possible',
      id: printFunctionCall(call),
      note: 'ConfigHub computes it for rows on screen.',
    }
  }
  // A resource type may stand before the path; without one, any.
  const column = /^[\w.-]+\/\S+ \S/.test(trimmed)
    ? parseValueColumn(trimmed)
    : { resourceType: '*', path: trimmed }
  if (column === undefined) return { kind: 'refused', reason: 'Nothing has this name.' }
  const problem = valueColumnProblem(column)
  if (problem !== undefined) {
    const { message, nearest } = problem
    return { kind: 'refused', reason: message, ...(nearest && { nearest }) }
  }
  const id = valueColumnId(column)
  const { resourceType, path } = column
  if (catalogue === undefined)
    return { kind: 'possible', id, note: 'Which paths there are is not known yet.' }
  if (knownFor(catalogue.paths, resourceType, path).length > 0)
    return { kind: 'possible', id, note: 'Documents have this path.' }
  const near = nearestKnown(catalogue.paths, resourceType, path)
  const none = `In none of the ${count(catalogue.read, 'unit')} read`
  const unseen = unseenText(catalogue)
  if (unseen !== undefined) return { kind: 'possible', id, note: unseen }
  if (catalogue.isSample || catalogue.otherPaths > 0 || catalogue.unreadable > 0)
    return { kind: 'possible', id, note: `${none}, which are not all.` }
  return { kind: 'refused', reason: `${none}.`, ...(near && { nearest: valueColumnId(near) }) }
}
