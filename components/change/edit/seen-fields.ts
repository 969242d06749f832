import { isCalculated, isOfList, type ValueType } from '#components/change/edit/field-value.ts'
import { seenText, valuesText } from '#components/query/paths/seen-text.ts'
import { count, plural } from '#lib/base/plural.ts'
import { readAmount } from '#lib/config/patch/amount.ts'
import type { FieldChange } from '#lib/config/patch/patch.ts'
import type { PathsResponse, SeenPath } from '#lib/rows/paths-wire.ts'
import { isOfType, knownFor, searchPaths } from '#lib/where/paths/seen-paths.ts'

/** A path of the selected units, with what stands there and how many have it. */
export type SeenField = { readonly label: string; readonly detail: string; readonly type?: ValueType }

const shownAtMost = 60

/** Paths that a typed text may mean, fit for how the field is changed. Of several resource types each path comes once. */
export function seenFields(
  { paths, read }: PathsResponse,
  resourceType: string,
  how: FieldChange | undefined,
  typed: string,
): SeenField[] {
  const fit = paths.filter((seen) => isOfType(seen, resourceType) && isFit(seen, how))
  const found = Map.groupBy(searchPaths(fit, typed, shownAtMost), ({ path }) => path)
  return [...found].flatMap(([label, [first, ...others]]) => {
    if (first === undefined) return []
    const more = others.length === 0 ? '' : ` and ${count(others.length, 'other type')}`
    const detail = `${seenText(first.units, read)} · ${valuesText(first)} · ${first.resourceType}${more}`
    const type = typeOfSeen(first)
    return { label, detail, ...(type && { type }) }
  })
}

function isFit({ kinds }: SeenPath, how: FieldChange | undefined): boolean {
  if (isOfList(how)) return kinds.includes('list')
  return !isCalculated(how) || kinds.includes('number') || kinds.includes('text')
}

const types: Readonly<Partial<Record<SeenPath['kinds'][number], ValueType>>> = {
  text: 'string',
  number: 'number',
  boolean: 'boolean',
  list: 'json',
  map: 'json',
}

function typeOfSeen({ kinds }: SeenPath): ValueType | undefined {
  const [kind, ...others] = kinds
  return kind === undefined || others.length > 0 ? undefined : types[kind]
}

/** How many of the units have no number to calculate with, as far as that is known before a preview. */
export function amountStanding(catalogue: PathsResponse, resourceType: string, path: string): string {
  const { paths, read, isSample, cutDocuments, otherPaths } = catalogue
  const units = `${count(read, 'unit')} read${isSample ? ', a sample,' : ''}`
  const none = `None of the ${units} has a number here.`
  const [seen, ...others] = knownFor(paths, resourceType, path)
  if (cutDocuments > 0 || others.length > 0) return unknown
  if (seen === undefined) return otherPaths > 0 ? unknown : none
  const numbers = numbersAt(seen)
  if (numbers === 'unknown') return unknown
  if (numbers === 'none') return none
  const without = read - seen.units
  if (without === 0) return `Each of the ${units} has a number here.`
  return `${without.toLocaleString('en')} of the ${units} ${plural(without, 'has', 'have')} no number here.`
}

const unknown = 'How many of the units have no number here is known after the preview.'

/** Of the units that have the path. One of them may have several values there. */
function numbersAt({ kinds, values, otherValues, moreValues }: SeenPath): 'all' | 'none' | 'unknown' {
  if (kinds.every((kind) => kind === 'number')) return 'all'
  if (!kinds.includes('number') && !kinds.includes('text')) return 'none'
  const isWhole = otherValues === 0 && !moreValues && values.every(({ masked, isCut }) => !masked && !isCut)
  if (!isWhole || kinds.some((kind) => kind !== 'number' && kind !== 'text')) return 'unknown'
  const amounts = values.filter(({ value }) => readAmount(value) !== undefined).length
  if (amounts === values.length) return 'all'
  return amounts === 0 ? 'none' : 'unknown'
}
