import { isOfDocuments, keepsConditions } from '#components/query/conditions.ts'
import type { QueryFields } from '#components/query/query-fields.ts'
import { readQuery } from '#components/query/read-query.ts'
import type { WhereError } from '#lib/where/ast.ts'
import { isBeyondConfigHub } from '#lib/where/boolean/read-conditions.ts'
import { parseComputed } from '#lib/where/computed/computed.ts'
import { rawConditions } from '#lib/where/computed/raw-conditions.ts'
import { parseWhere } from '#lib/where/parse.ts'

/** A change that repairs the query while keeping every condition that was typed. */
export type Repair = {
  readonly label: string
  readonly fields: Partial<QueryFields>
  /** The text it replaces and the replacement; either may be empty. */
  readonly from: string
  readonly to: string
}

/** The field of the query that is not valid. */
export type WrongField = 'where' | 'data' | 'computed'

/**
 * The repairs to offer for an error. A repair that would lose a condition, or leave the error in place, is not offered.
 * `takesContent` is false on pages that would drop a content filter.
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
    found.push({ label, fields: { [field]: text }, ...differenceOf(fields[field] ?? '', text) })
  }
  // Out of an OR or a NOT, a condition would mean something else.
  if (field === 'where' && takesContent && !isBeyondConfigHub(fields.where)) {
    // A name that nearly matches an attribute is not a path.
    if (!error.repair) found.push(...moved(fields, 'data', isOfContent, 'to the content filter'))
    found.push(...moved(fields, 'computed', (text) => parseComputed(text).ok, 'to what is computed here'))
  }
  return found.filter((repair) => mends(fields, field, error, { ...fields, ...repair.fields }))
}

function mends(before: QueryFields, field: WrongField, error: WhereError, after: QueryFields): boolean {
  if (!keepsConditions(before, after)) return false
  const left = errorOf(after, field)
  // A repair may leave another error, which is reported next; nothing is run until that one is fixed too. Names are
  // checked only in a well-formed text, so the next error may be further to the front.
  const lengthOf = ({ [field]: text = '' }: QueryFields) => text.length
  const mendedTo = lengthOf(after) - (lengthOf(before) - error.span.end)
  const isFurtherOn = (left?.span.start ?? 0) >= Math.max(mendedTo, error.span.start + 1)
  return left === undefined || isFurtherOn || (!hasForm(before, field) && hasForm(after, field))
}

function errorOf(fields: QueryFields, field: WrongField): WhereError | undefined {
  const { where, dataError, computedError } = readQuery(fields)
  if (field === 'where') return where.ok ? undefined : where.error
  return field === 'data' ? dataError : computedError
}

function hasForm(fields: QueryFields, field: WrongField): boolean {
  return field === 'where' && !isBeyondConfigHub(fields.where) && parseWhere(fields.where).ok
}

/** `spec.replicas > 2` and `get-replicas() > 2` among conditions on units belong to another text of the query. */
function moved(
  fields: QueryFields,
  to: 'data' | 'computed',
  belongs: (text: string) => boolean,
  where: string,
): readonly Repair[] {
  const conditions = rawConditions(fields.where).map(({ text }) => text.trim())
  const found = conditions.filter(belongs)
  if (found.length === 0) return []
  const left = conditions.filter((text) => !found.includes(text))
  const there = [fields[to]?.trim(), ...found].filter(Boolean)
  return [
    {
      label: `Move ${found.length === 1 ? 'it' : 'them'} ${where}`,
      fields: { where: left.join(' AND '), [to]: there.join(' AND ') },
      from: found.join(' AND '),
      to: '',
    },
  ]
}

function isOfContent(text: string): boolean {
  return isPath(text) && isOfDocuments(text)
}

/** Attributes of units begin with a capital letter, paths into documents do not. */
function isPath(text: string): boolean {
  return /^(?:[a-z]\w*\.|(?:kind|apiVersion)\b)/.test(text)
}

/** The shortest range of words that differs. @internal For tests. */
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
