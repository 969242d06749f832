import type { Compare, Literal, Ref, Result, Span, Term, Where } from '#lib/where/ast.ts'
import { unreachable } from '#lib/where/ast.ts'
import {
  type Attribute,
  type AttributeType,
  attributes,
  type Entity,
  isMap,
  listFields,
  relations,
} from '#lib/where/attributes.ts'
import { parseWhere } from '#lib/where/parse.ts'
import { checkPattern } from '#lib/where/pattern.ts'
import { fail } from '#lib/where/tokens.ts'

/** A reference that is known to exist, with the related entity taken out of the name. */
export type CheckedRef = Ref & {
  /** Entity that has the attribute. */
  readonly of: Entity
  /** Type of the value that is compared: of the attribute, or of the map's values when there is a key. */
  readonly type: AttributeType
  /** The attribute's own type. */
  readonly attributeType: AttributeType
  /** Field of an object in a list attribute (`Conflicts.*.Reason`). */
  readonly field?: string
}

type Checked<T> = T extends { right: Literal | Ref }
  ? Omit<T, 'left' | 'right'> & { readonly left: CheckedRef; readonly right: Literal | CheckedRef }
  : T extends { left: Ref }
    ? Omit<T, 'left'> & { readonly left: CheckedRef }
    : T

export type CheckedTerm = Checked<Term>
/** A conjunction that the server will accept for `entity`. */
export type CheckedWhere = { readonly entity: Entity; readonly terms: readonly CheckedTerm[] }

const maxTerms = 100
const maxListValues = 1000
const maxPatternLength = 1024

/** Parses and checks: what the server would answer 400 to, with place and reason. */
export function readWhere(text: string, entity: Entity): Result<CheckedWhere> {
  const where = parseWhere(text)
  return where.ok ? checkWhere(where.value, entity, text) : where
}

/** Checks attributes, types, operators and limits (confighub-api 6.1, 6.2). `text` lets a repair be offered. */
function checkWhere(where: Where, entity: Entity, text = ''): Result<CheckedWhere> {
  const extra = where.terms[maxTerms]
  if (extra)
    return fail(extra.span.start, extra.span.end, `At most ${maxTerms} conditions; this is one more.`)
  const terms: CheckedTerm[] = []
  for (const term of where.terms) {
    const checked = checkTerm(term, { entity, text })
    if (!checked.ok) return checked
    terms.push(checked.value)
  }
  return { ok: true, value: { entity, terms } }
}

type Scope = { readonly entity: Entity; readonly text: string }

function checkTerm(term: Term, scope: Scope): Result<CheckedTerm> {
  const left = resolve(term.left, scope)
  if (!left.ok) return left
  switch (term.kind) {
    case 'compare':
      return checkCompare({ ...term, left: left.value }, term.right, scope)
    case 'in':
      return checkIn({ ...term, left: left.value })
    case 'null':
      return { ok: true, value: { ...term, left: left.value } }
    case 'has':
      return checkHas({ ...term, left: left.value })
    case 'len':
      return checkLength({ ...term, left: left.value }, term.right, scope)
    default:
      return unreachable(term)
  }
}

type CompareTerm = Extract<CheckedTerm, { kind: 'compare' }>

function checkCompare(
  term: Omit<CompareTerm, 'right'>,
  right: Literal | Ref,
  scope: Scope,
): Result<CheckedTerm> {
  const { left, op } = term
  const scalar = mustBeScalar(left)
  if (!scalar.ok) return scalar
  if (!allowed[left.type].has(op))
    return fail(
      term.span.start,
      term.span.end,
      `${nameOf(left)} is ${article(left.type)}: ${op} does not apply. Use ${[...allowed[left.type]].join(' ')}.`,
    )
  if (right.kind !== 'ref') {
    const fits = checkLiteral(left, right)
    if (!fits.ok) return fits
    const pattern = checkIfPattern(op, right)
    return pattern.ok ? { ok: true, value: { ...term, right } } : pattern
  }
  const other = resolveRight(right, scope)
  if (!other.ok) return other
  if (other.value.type !== left.type)
    return fail(
      right.span.start,
      right.span.end,
      `${nameOf(left)} is ${article(left.type)}, ${nameOf(other.value)} is ${article(other.value.type)}: they cannot be compared.`,
    )
  return { ok: true, value: { ...term, right: other.value } }
}

function checkIn(term: Extract<CheckedTerm, { kind: 'in' }>): Result<CheckedTerm> {
  const scalar = mustBeScalar(term.left)
  if (!scalar.ok) return scalar
  const { type } = term.left
  if (type === 'bool' || type === 'time')
    return fail(
      term.span.start,
      term.span.end,
      `${nameOf(term.left)} is ${article(type)}: IN does not apply.`,
    )
  const extra = term.list[maxListValues]
  if (extra)
    return fail(
      extra.span.start,
      extra.span.end,
      `At most ${maxListValues} values in a list; this is one more.`,
    )
  for (const literal of term.list) {
    const fits = checkLiteral(term.left, literal)
    if (!fits.ok) return fits
  }
  return { ok: true, value: term }
}

function checkHas(term: Extract<CheckedTerm, { kind: 'has' }>): Result<CheckedTerm> {
  const { type } = term.left
  if (term.left.key === undefined && (isMap(type) || type === 'uuidArray')) return { ok: true, value: term }
  return fail(
    term.span.start,
    term.span.end,
    `${nameOf(term.left)} is ${article(type)}: ? asks maps for a key and lists for an element.`,
  )
}

function checkLength(
  term: Omit<Extract<CheckedTerm, { kind: 'len' }>, 'right'>,
  right: Literal | Ref,
  scope: Scope,
): Result<CheckedTerm> {
  const { left } = term
  const long =
    left.key === undefined && (isMap(left.type) || left.type === 'uuidArray' || left.type === 'objectList')
  if (!long)
    return fail(
      left.span.start,
      left.span.end,
      `LEN counts the entries of a map or a list; ${nameOf(left)} is ${article(left.type)}.`,
    )
  if (right.kind === 'int') return { ok: true, value: { ...term, right } }
  if (right.kind !== 'ref') return fail(right.span.start, right.span.end, 'LEN is compared with a number.')
  const other = resolveRight(right, scope)
  if (!other.ok) return other
  if (other.value.type !== 'int')
    return fail(right.span.start, right.span.end, 'LEN is compared with a number.')
  return { ok: true, value: { ...term, right: other.value } }
}

/** `Space.Labels.Environment` -> relation Space, attribute Labels, key Environment. */
function resolve(ref: Ref, { entity, text }: Scope): Result<CheckedRef> {
  const { relation, attribute, key } = splitRelation(ref, entity)
  if (relation === undefined) {
    if (ref.each) return resolveField(ref, entity)
    return resolveAttribute(ref, entity, attribute, key, text)
  }
  const known = relations[entity][relation]
  if (known === undefined) return resolveField(ref, entity)
  if (known.many && !ref.each)
    return fail(
      ref.span.start,
      ref.span.end,
      `${relation} is a list: write ${relation}.*.${attribute}, which any element may satisfy.`,
      edit(text, ref.span, `${relation}.*.${attribute}`),
    )
  if (!known.many && ref.each)
    return fail(
      ref.span.start,
      ref.span.end,
      `${relation} is one entity, not a list: write ${relation}.${attribute}.`,
      edit(text, ref.span, `${relation}.${attribute}`),
    )
  const resolved = resolveAttribute(ref, known.entity, attribute, key, text)
  return resolved.ok ? { ok: true, value: { ...resolved.value, relation } } : resolved
}

function splitRelation(ref: Ref, entity: Entity) {
  if (ref.relation !== undefined || ref.each) return splitKey(ref, entity)
  const relation = relations[entity][ref.attribute]
  if (relation === undefined || ref.key === undefined)
    return { relation: undefined, attribute: ref.attribute, key: ref.key }
  // A map attribute of the same name wins over the relation (`Tags ? 'x'` on Revision).
  if (attributes[entity][ref.attribute] !== undefined && !relation.many)
    return { relation: undefined, attribute: ref.attribute, key: ref.key }
  const dot = ref.key.indexOf('.')
  return {
    relation: ref.attribute,
    attribute: dot < 0 ? ref.key : ref.key.slice(0, dot),
    key: dot < 0 ? undefined : ref.key.slice(dot + 1),
  }
}

function splitKey(ref: Ref, entity: Entity) {
  if (ref.relation !== undefined && relations[entity][ref.relation] === undefined)
    return { relation: undefined, attribute: ref.attribute, key: ref.key }
  return { relation: ref.relation, attribute: ref.attribute, key: ref.key }
}

/** `Conflicts.*.Reason`: a field of the objects in a list attribute. */
function resolveField(ref: Ref, entity: Entity): Result<CheckedRef> {
  const list = ref.relation ?? ''
  const field = listFields[list]?.[ref.attribute]
  if (attributes[entity][list]?.type !== 'objectList' || field === undefined)
    return fail(ref.span.start, ref.span.end, `${entity} has no list ${list} with ${ref.attribute}.`)
  const { relation: _, ...rest } = ref
  return {
    ok: true,
    value: {
      ...rest,
      attribute: list,
      field: ref.attribute,
      of: entity,
      type: field.type,
      attributeType: 'objectList',
    },
  }
}

function resolveAttribute(
  ref: Ref,
  of: Entity,
  attribute: string,
  key: string | undefined,
  text: string,
): Result<CheckedRef> {
  const found = Object.hasOwn(attributes[of], attribute) ? attributes[of][attribute] : undefined
  if (found === undefined) return unknownAttribute(ref, of, attribute, text)
  const { type } = found
  if (key !== undefined && !isMap(type))
    return fail(ref.span.start, ref.span.end, `${attribute} is ${article(type)}: it has no keys.`)
  if (key !== undefined && key.length > 128)
    return fail(ref.span.start, ref.span.end, 'A key has at most 128 characters.')
  const { key: _, relation: __, ...rest } = ref
  const base = { ...rest, attribute, of, attributeType: type }
  return { ok: true, value: key === undefined ? { ...base, type } : { ...base, key, type: valueType(found) } }
}

function resolveRight(ref: Ref, scope: Scope): Result<CheckedRef> {
  if (ref.each)
    return fail(ref.span.start, ref.span.end, 'A list (.*.) can only stand on the left of an operator.')
  const resolved = resolve(ref, scope)
  if (resolved.ok) return mustBeScalar(resolved.value)
  const word = scope.text.slice(ref.span.start, ref.span.end)
  if (ref.key !== undefined) return resolved
  const repair = edit(scope.text, ref.span, `'${word}'`)
  return fail(
    ref.span.start,
    ref.span.end,
    `${word} is no attribute of ${scope.entity}. Text needs single quotes.`,
    repair,
  )
}

function unknownAttribute(ref: Ref, of: Entity, attribute: string, text: string): Result<CheckedRef> {
  const names = [...Object.keys(attributes[of]), ...Object.keys(relations[of])]
  const same = names.find((name) => name.toLowerCase() === attribute.toLowerCase())
  const { start, end } = ref.span
  if (same !== undefined)
    return fail(
      start,
      end,
      `${attribute} is written ${same}.`,
      edit(text, ref.span, text.slice(start, end).replace(attribute, same)),
    )
  if (/^(spec|metadata|kind|apiVersion|data|status)$/.test(attribute))
    return fail(start, end, 'Paths into the document belong in the content filter (where_data), not here.')
  const near = names.find((name) => distance(name.toLowerCase(), attribute.toLowerCase()) <= 2)
  const hint =
    near === undefined
      ? `${of} has ${Object.keys(attributes[of]).slice(0, 6).join(', ')} and others.`
      : `Did you mean ${near}?`
  const repair =
    near === undefined ? undefined : edit(text, ref.span, text.slice(start, end).replace(attribute, near))
  return fail(start, end, `${of} has no attribute ${attribute}. ${hint}`, repair)
}

function mustBeScalar(ref: CheckedRef): Result<CheckedRef> {
  const { start, end } = ref.span
  if (isMap(ref.type))
    return fail(start, end, `${nameOf(ref)} is a map: name a key, as in ${nameOf(ref)}.key, or use ? or LEN.`)
  if (ref.type === 'uuidArray' || ref.type === 'objectList')
    return fail(start, end, `${nameOf(ref)} is a list: use ? or LEN.`)
  return { ok: true, value: ref }
}

const valueTypes: Partial<Record<AttributeType, AttributeType>> = {
  stringMap: 'string',
  boolMap: 'bool',
  uuidMap: 'uuid',
}
function valueType(attribute: Attribute): AttributeType {
  return valueTypes[attribute.type] ?? attribute.type
}

const equality: readonly Compare[] = ['=', '!=']
const order: readonly Compare[] = [...equality, '<', '<=', '>', '>=']
const match: readonly Compare[] = ['LIKE', 'NOT LIKE', 'ILIKE', '~~', '!~~', '~', '~*', '!~', '!~*']
const none: ReadonlySet<Compare> = new Set()

/** Which comparisons a type takes. */
const allowed: Readonly<Record<AttributeType, ReadonlySet<Compare>>> = {
  string: new Set([...order, ...match]),
  int: new Set(order),
  time: new Set(order),
  uuid: new Set(equality),
  bool: new Set(equality),
  uuidArray: none,
  stringMap: none,
  boolMap: none,
  uuidMap: none,
  objectList: none,
}

const uuidPattern = /^[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}$/
const timePattern = /^\d{4}-\d\d-\d\d(T\d\d:\d\d:\d\d(\.\d{1,9})?Z?)?$/

function checkLiteral(left: CheckedRef, literal: Literal): Result<undefined> {
  const { start, end } = literal.span
  const wrong = (expected: string) =>
    fail(start, end, `${nameOf(left)} is ${article(left.type)}: compare it with ${expected}.`)
  switch (left.type) {
    case 'int':
      return literal.kind === 'int' ? fine : wrong('a number without quotes')
    case 'bool':
      return literal.kind === 'bool' ? fine : wrong('true or false')
    case 'uuid':
      return literal.kind === 'string' && uuidPattern.test(literal.value)
        ? fine
        : wrong('an id in single quotes')
    case 'time':
      return literal.kind === 'string' && isTime(literal.value)
        ? fine
        : wrong("a time in single quotes, such as '2026-01-31' or '2026-01-31T08:00:00Z'")
    default:
      return literal.kind === 'string' ? fine : wrong('text in single quotes')
  }
}

const fine: Result<undefined> = { ok: true, value: undefined }

function isTime(text: string): boolean {
  if (!timePattern.test(text)) return false
  const date = new Date(`${text.slice(0, 10)}T00:00:00Z`)
  if (Number.isNaN(date.getTime()) || date.toISOString().slice(0, 10) !== text.slice(0, 10)) return false
  return text.length === 10 || !Number.isNaN(new Date(text.endsWith('Z') ? text : `${text}Z`).getTime())
}

function checkIfPattern(op: Compare, literal: Literal): Result<undefined> {
  if (literal.kind !== 'string' || !match.includes(op)) return fine
  const { start, end } = literal.span
  if (literal.value.length > maxPatternLength)
    return fail(start, end, `A pattern has at most ${maxPatternLength} characters.`)
  if (!op.includes('~') || op === '~~' || op === '!~~') return fine
  const wrong = checkPattern(literal.value)
  return wrong === undefined ? fine : fail(start + 1 + wrong.at, start + 2 + wrong.at, wrong.message)
}

function nameOf(ref: CheckedRef): string {
  return [ref.relation, ref.attribute, ref.field, ref.key].filter((part) => part !== undefined).join('.')
}

const articles: Readonly<Record<AttributeType, string>> = {
  string: 'text',
  int: 'a number',
  uuid: 'an id',
  bool: 'true or false',
  time: 'a time',
  uuidArray: 'a list of ids',
  stringMap: 'a map',
  boolMap: 'a map',
  uuidMap: 'a map',
  objectList: 'a list',
}
function article(type: AttributeType): string {
  return articles[type]
}

function edit(text: string, span: Span, by: string) {
  return text === ''
    ? undefined
    : { label: `Use ${by}`, text: text.slice(0, span.start) + by + text.slice(span.end) }
}

/** Levenshtein distance, for names that were nearly right. */
function distance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, index) => index)
  for (let i = 1; i <= a.length; i += 1) {
    const next = [i]
    for (let j = 1; j <= b.length; j += 1) {
      const substituted = (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1)
      next.push(Math.min((next[j - 1] ?? 0) + 1, (row[j] ?? 0) + 1, substituted))
    }
    row = next
  }
  return row[b.length] ?? 0
}
