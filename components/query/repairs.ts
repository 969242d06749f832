import { isOfDocuments, keepsClauses, rawClauses } from '#components/query/clauses.ts'
import { type QueryFields, readQuery } from '#components/query/read-query.ts'
import type { WhereError } from '#lib/where/ast.ts'
import { parseWhere } from '#lib/where/parse.ts'

/** One press that mends the query; every condition that was typed is still in it afterwards. */
export type Repair = {
  readonly label: string
  readonly fields: Partial<QueryFields>
  /** What it replaces, and by what; either may be empty. */
  readonly from: string
  readonly to: string
}

/** Of the fields of a query the one that cannot be read. */
export type WrongField = 'where' | 'data'

/**
 * What can be offered for an error. A repair that would lose a condition, or leave the mistake where it is, is not
 * offered; `takesContent` is false on pages that would drop a content filter.
 */
export function repairs(
  fields: QueryFields,
  field: WrongField,
  error: WhereError,
  { takesContent }: { readonly takesContent: boolean },
): readonly Repair[] {
  const found: Repair[] = []
  if (error.repair) {
    const { label, text } = error.repair
    found.push({ label, fields: { [field]: text }, ...differenceOf(fields[field], text) })
  }
  // A name that is nearly an attribute is no path.
  const moved = field === 'where' && takesContent && !error.repair ? moveToContent(fields) : undefined
  if (moved) found.push(moved)
  return found.filter((repair) => mends(fields, field, error, { ...fields, ...repair.fields }))
}

function mends(before: QueryFields, field: WrongField, error: WhereError, after: QueryFields): boolean {
  if (!keepsClauses(before, after)) return false
  const { where, dataError } = readQuery(after)
  const left = field === 'data' ? dataError : where.ok ? undefined : where.error
  // Another mistake may stay: it is told next, and nothing is asked before it is mended too. Names are looked up
  // only in a text whose form is right, so a mistake in a name may come to light further in front.
  const mendedTo = after[field].length - (before[field].length - error.span.end)
  const isFurtherOn = (left?.span.start ?? 0) >= Math.max(mendedTo, error.span.start + 1)
  return left === undefined || isFurtherOn || (!hasForm(before, field) && hasForm(after, field))
}

function hasForm(fields: QueryFields, field: WrongField): boolean {
  return field === 'where' && parseWhere(fields.where).ok
}

/** `spec.replicas > 2` among conditions on units: it belongs to the second half of the query. */
function moveToContent(fields: QueryFields): Repair | undefined {
  const clauses = rawClauses(fields.where).map((clause) => ({ ...clause, text: clause.text.trim() }))
  const moved = clauses.filter(({ text }) => isPath(text) && isOfDocuments(text)).map(({ text }) => text)
  if (moved.length === 0) return undefined
  const where = clauses.map(({ text }) => text).filter((text) => !moved.includes(text))
  const data = [fields.data.trim(), ...moved].filter(Boolean)
  return {
    label: `Move ${moved.length === 1 ? 'it' : 'them'} to the content filter`,
    fields: { where: where.join(' AND '), data: data.join(' AND ') },
    from: moved.join(' AND '),
    to: '',
  }
}

/** Attributes of units begin with a capital letter, paths into documents do not. */
function isPath(text: string): boolean {
  return /^(?:[a-z]\w*\.|(?:kind|apiVersion)\b)/.test(text)
}

/**
 * The shortest stretch of words that differs.
 * @internal For tests.
 */
export function differenceOf(before: string, after: string): { from: string; to: string } {
  const had = wordsOf(before)
  const has = wordsOf(after)
  const most = Math.min(had.length, has.length)
  let start = 0
  while (start < most && had[start] === has[start]) start += 1
  let end = 0
  while (end < most - start && had.at(-1 - end) === has.at(-1 - end)) end += 1
  return {
    from: had.slice(start, had.length - end).join(' '),
    to: has.slice(start, has.length - end).join(' '),
  }
}

function wordsOf(text: string): readonly string[] {
  return text.match(/'[^']*'|"[^"]*"|[^\s'"]+|\S/g) ?? []
}
