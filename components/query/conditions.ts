import type { QueryFields } from '#components/query/query-fields.ts'
import { printConditions } from '#lib/where/boolean/conditions.ts'
import { readConditions } from '#lib/where/boolean/read-conditions.ts'
import { parseComputed, printComputed } from '#lib/where/computed/computed.ts'
import { rawConditions } from '#lib/where/computed/raw-conditions.ts'
import { parseWhereData } from '#lib/where/parse-data.ts'
import { printWhereData } from '#lib/where/print.ts'

/** Whether a condition can be asked of documents, and not of units. */
export function isOfDocuments(condition: string): boolean {
  return !readConditions(condition, 'Unit').ok && parseWhereData(condition).ok
}

/** True when `after` asks everything that could be read in `before`, value by value, and has no condition fewer. */
export function keepsConditions(before: QueryFields, after: QueryFields): boolean {
  const had = conditionsOf(before)
  const has = conditionsOf(after)
  return (
    before.type.trim() === after.type.trim() &&
    has.count >= had.count &&
    isWithin(had.understood, has.understood) &&
    isWithin(had.values, has.values)
  )
}

function conditionsOf({ where, data, computed = '' }: QueryFields) {
  const ofUnits = rawConditions(where).map(({ text }) => text)
  const ofDocuments = rawConditions(data).map(({ text }) => text)
  const ofFunctions = rawConditions(computed).map(({ text }) => text)
  return {
    count: ofUnits.length + ofDocuments.length + ofFunctions.length,
    understood: [
      ...ofUnits.map(canonicalOfWhere),
      ...ofDocuments.map(canonicalOfData),
      ...ofFunctions.map(canonicalOfComputed),
    ].filter((text) => text !== undefined),
    values: [...`${where} ${data} ${computed}`.matchAll(/'([^']*)'|"([^"]*)"/g)].map(
      ([, single, double]) => single ?? double ?? '',
    ),
  }
}

function canonicalOfWhere(text: string): string | undefined {
  const read = readConditions(text, 'Unit')
  return read.ok ? `where ${printConditions(read.value)}` : undefined
}

function canonicalOfData(text: string): string | undefined {
  const read = parseWhereData(text)
  return read.ok ? `data ${printWhereData(read.value)}` : undefined
}

function canonicalOfComputed(text: string): string | undefined {
  const read = parseComputed(text)
  return read.ok ? `computed ${printComputed(read.value)}` : undefined
}

/** Each as often as it is there. */
function isWithin(few: readonly string[], many: readonly string[]): boolean {
  const left = [...many]
  return few.every((each) => {
    const at = left.indexOf(each)
    if (at !== -1) left.splice(at, 1)
    return at !== -1
  })
}
