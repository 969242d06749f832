import type { QueryFields } from '#components/query/read-query.ts'
import { readWhere } from '#lib/where/check.ts'
import { parseWhereData } from '#lib/where/parse-data.ts'
import { printWhere, printWhereData } from '#lib/where/print.ts'

/** A condition as it was typed, readable or not. */
export type RawClause = { readonly text: string; readonly start: number; readonly end: number }

/** Cuts at every AND outside quotes, whether or not the parts can be read; blank parts are none. */
export function rawClauses(text: string): RawClause[] {
  const clauses: RawClause[] = []
  let start = 0
  for (const match of text.matchAll(/'[^']*'|\sAND(?=\s|$)/g)) {
    if (match[0].startsWith("'")) continue
    clauses.push({ text: text.slice(start, match.index), start, end: match.index })
    start = match.index + match[0].length
  }
  return [...clauses, { text: text.slice(start), start, end: text.length + 1 }].filter(
    (clause) => clause.text.trim() !== '',
  )
}

/** Whether a clause can be asked of documents, and not of units. */
export function isOfDocuments(clause: string): boolean {
  return !readWhere(clause, 'Unit').ok && parseWhereData(clause).ok
}

/** True when `after` asks everything that could be read in `before`, value by value, and has no condition fewer. */
export function keepsClauses(before: QueryFields, after: QueryFields): boolean {
  const had = clausesOf(before)
  const has = clausesOf(after)
  return (
    before.type.trim() === after.type.trim() &&
    has.count >= had.count &&
    isWithin(had.understood, has.understood) &&
    isWithin(had.values, has.values)
  )
}

function clausesOf({ where, data }: QueryFields) {
  const ofUnits = rawClauses(where).map(({ text }) => text)
  const ofDocuments = rawClauses(data).map(({ text }) => text)
  return {
    count: ofUnits.length + ofDocuments.length,
    understood: [...ofUnits.map(canonicalOfWhere), ...ofDocuments.map(canonicalOfData)].filter(
      (text) => text !== undefined,
    ),
    values: [...`${where} ${data}`.matchAll(/'([^']*)'|"([^"]*)"/g)].map(
      ([, single, double]) => single ?? double ?? '',
    ),
  }
}

function canonicalOfWhere(text: string): string | undefined {
  const read = readWhere(text, 'Unit')
  return read.ok ? `where ${printWhere(read.value)}` : undefined
}

function canonicalOfData(text: string): string | undefined {
  const read = parseWhereData(text)
  return read.ok ? `data ${printWhereData(read.value)}` : undefined
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
