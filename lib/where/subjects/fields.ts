import type { WhereResult } from '#lib/where/ast.ts'
import type { AttributeType } from '#lib/where/attributes.ts'
import type { QueryChip, QueryTerm } from '#lib/where/boolean/query-chips.ts'
import { operatorMenu, termFrom, typeOf } from '#lib/where/builder.ts'
import { computedTermFrom } from '#lib/where/computed/computed-chips.ts'
import { parseFunctionCall } from '#lib/where/computed/function-call.ts'
import { dataOperatorMenu, dataTermFrom, type LiteralKind, likelyLiteral } from '#lib/where/data-builder.ts'
import { kindOf, type Operator } from '#lib/where/operators.ts'
import { parseWhereData } from '#lib/where/parse-data.ts'
import { typedText, typedValues } from '#lib/where/typed-values.ts'

/** What the fields of an editor hold; what was not chosen follows from the rest. */
export type Fields = {
  readonly subject: string
  readonly operator: Operator | undefined
  readonly value: string
  /** Of a path in documents: whether `3` is a number or text. */
  readonly literal: LiteralKind | undefined
}

export type SubjectKind =
  | { readonly on: 'unit'; readonly type: AttributeType }
  | { readonly on: 'content' | 'computed' }

export const noFields: Fields = { subject: '', operator: undefined, value: '', literal: undefined }

/** Undefined for what is neither an attribute of units, nor a path, nor the call of a function. */
export function subjectKind(subject: string, takesContent: boolean): SubjectKind | undefined {
  const name = subject.trim()
  const type = typeOf(name, 'Unit')
  if (type !== undefined) return { on: 'unit', type }
  if (takesContent && parseFunctionCall(name) !== undefined) return { on: 'computed' }
  // Attributes begin with a capital; a name that is nearly one is not taken for a path.
  const isPath = /^(?:[a-z$@*?]|ConfigHub\.)/.test(name) && parseWhereData(`${name} = 'x'`).ok
  return takesContent && isPath ? { on: 'content' } : undefined
}

export function menuOf(subject: string, kind: SubjectKind | undefined): readonly Operator[] {
  if (kind === undefined) return []
  return kind.on === 'unit' ? operatorMenu(subject.trim(), 'Unit') : dataOperatorMenu('string')
}

/** The chosen operator as long as the subject takes it, or the likeliest one. */
export function operatorOf({ operator }: Fields, menu: readonly Operator[]): Operator | undefined {
  return operator !== undefined && menu.includes(operator) ? operator : menu[0]
}

/** Patterns are text; otherwise what was chosen, or what all values look like. */
export function literalOf({ literal, value }: Fields, operator: Operator): LiteralKind {
  const kind = kindOf(operator)
  if (kind === 'like' || kind === 'regex') return 'string'
  if (literal !== undefined) return literal
  const likely = new Set(typedValues(value, operator).map(likelyLiteral))
  const [only = 'string'] = likely
  return likely.size === 1 && !(only === 'bool' && kind === 'order') ? only : 'string'
}

/** The condition that the fields stand for; undefined while there is no subject. */
export function termOf(fields: Fields, kind: SubjectKind | undefined): WhereResult<QueryTerm> | undefined {
  const subject = fields.subject.trim()
  const operator = operatorOf(fields, menuOf(subject, kind))
  if (kind === undefined || operator === undefined) return undefined
  const values = typedValues(fields.value, operator)
  if (kind.on === 'unit') {
    const read = termFrom({ attribute: subject, operator, values }, 'Unit')
    return read.ok ? { ok: true, value: { on: 'unit', term: read.value } } : read
  }
  const draft = { path: subject, operator, values, literal: literalOf(fields, operator) }
  if (kind.on === 'computed') {
    const read = computedTermFrom(draft)
    return read.ok ? { ok: true, value: { on: 'computed', term: read.value } } : read
  }
  const read = dataTermFrom(draft)
  return read.ok ? { ok: true, value: { on: 'content', term: read.value } } : read
}

/** The fields of a chip; undefined where they cannot say it. */
export function fieldsOfChip(chip: QueryChip): Fields | undefined {
  if (chip.on === 'type' || chip.fields === undefined) return undefined
  const { operator, values } = chip.fields
  const subject = chip.on === 'unit' ? chip.fields.attribute : chip.fields.path
  const kind = subjectKind(subject, true)
  // A key of a document may be called like an attribute of units, and the fields would mean that one.
  if (kind?.on !== chip.on || !menuOf(subject, kind).includes(operator)) return undefined
  const likely = { subject, operator, value: typedText(values, operator), literal: undefined }
  if (chip.on === 'unit' || literalOf(likely, operator) === chip.fields.literal) return likely
  return { ...likely, literal: chip.fields.literal }
}
