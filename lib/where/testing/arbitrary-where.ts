import fc from 'fast-check'
import {
  type AttributeType,
  attributes,
  type Entity,
  isMap,
  listFields,
  relations,
} from '#lib/where/attributes.ts'
import { asked, compares, isOrder, kindOf, type Spelling, spellings, wordsOf } from '#lib/where/operators.ts'
import { likePattern, regularExpression } from '#lib/where/testing/arbitrary-pattern.ts'
import {
  literalId,
  literalNumber,
  literalText,
  literalTime,
  mapKey,
} from '#lib/where/testing/arbitrary-values.ts'

// Expressions over every attribute and relation of an entity. Blanks are marked with characters of no meaning:
// `required` has to be there; without need the printer writes `spaced` and leaves out `tight`.
const required = '\ue101'
const spaced = '\ue102'
const tight = '\ue103'

const quote = (text: string) => `'${text}'`
const literals: Readonly<Partial<Record<AttributeType, fc.Arbitrary<string>>>> = {
  string: literalText.map(quote),
  int: literalNumber,
  uuid: literalId.map(quote),
  bool: fc.constantFrom('true', 'false', 'TRUE'),
  time: literalTime.map(quote),
}

/** A name that may stand in an expression, and what its value is. */
type Name = {
  readonly text: string
  readonly type: AttributeType
  readonly each: boolean
  readonly keyed: boolean
}

const valueTypes: Partial<Record<AttributeType, AttributeType>> = {
  stringMap: 'string',
  boolMap: 'bool',
  uuidMap: 'uuid',
}

function namesOf(entity: Entity): Name[] {
  const own = Object.keys(attributes[entity])
  const direct = own.map((name) => nameOf(entity, name, '', false))
  const fields = own.flatMap((list) =>
    Object.entries(attributes[entity][list]?.type === 'objectList' ? (listFields[list] ?? {}) : {}).map(
      ([field, { type }]) => ({ text: `${list}.*.${field}`, type, each: true, keyed: false }),
    ),
  )
  const related = Object.entries(relations[entity]).flatMap(([relation, { entity: of, many = false }]) =>
    Object.keys(attributes[of]).map((name) =>
      nameOf(of, name, many ? `${relation}.*.` : `${relation}.`, many),
    ),
  )
  return [...direct, ...fields, ...related]
}

function nameOf(entity: Entity, name: string, prefix: string, each: boolean): Name {
  // `Tags.x` of a Revision is an attribute of its Tags, not a key.
  const keyed = prefix !== '' || relations[entity][name]?.many !== true
  return { text: prefix + name, type: attributes[entity][name]?.type ?? 'string', each, keyed }
}

/** Scalars of a type, keys of maps included. */
function scalar(names: readonly Name[], type: AttributeType): fc.Arbitrary<string> | undefined {
  const plain = names.filter((name) => name.type === type).map(({ text }) => fc.constant(text))
  const maps = names.filter((name) => name.keyed && valueTypes[name.type] === type)
  const keys = maps.map(({ text }) => mapKey.map((key) => `${text}.${key}`))
  const groups = [plain, keys].filter((group) => group.length > 0).map((group) => fc.oneof(...group))
  return groups.length === 0 ? undefined : fc.oneof(...groups)
}

const written = (of: readonly Spelling[]) => of.map((op) => wordsOf(op).join(required))
const ofKind = (...kinds: readonly string[]) => written(spellings.filter((op) => kinds.includes(kindOf(op))))
const orders = written(compares.filter(isOrder))

/** Words need blanks around them, unless a quote or a parenthesis follows. */
function around(operator: string, right: string): string {
  const isWord = /[A-Z]$/.test(operator)
  return (isWord ? required : spaced) + operator + (isWord && /^[A-Za-z]/.test(right) ? required : spaced)
}

function joined(
  left: fc.Arbitrary<string>,
  of: readonly string[],
  right: fc.Arbitrary<string>,
): fc.Arbitrary<string> {
  return fc.tuple(left, fc.constantFrom(...of), right).map(([a, op, b]) => a + around(op, b) + b)
}

function listOf(values: fc.Arbitrary<string>): fc.Arbitrary<string> {
  return fc
    .array(values, { minLength: 1, maxLength: 3 })
    .map((list) => `(${tight}${list.join(`${tight},${spaced}`)}${tight})`)
}

/** Comparisons of scalars of one type. */
function comparisons(names: readonly Name[], type: AttributeType): fc.Arbitrary<string>[] {
  const left = scalar(names, type)
  const right = scalar(
    names.filter(({ each }) => !each),
    type,
  )
  const literal = literals[type]
  if (left === undefined || right === undefined || literal === undefined) return []
  const ordered = written(compares.filter((op) => isOrder(op) && asked[type].includes(kindOf(op))))
  const found = [
    joined(left, ordered, literal),
    joined(left, ordered, right),
    fc.tuple(left, fc.constantFrom(...ofKind('null'))).map((parts) => parts.join(required)),
  ]
  const takes = asked[type]
  if (takes.includes('in')) found.push(joined(left, ofKind('in'), listOf(literal)))
  if (takes.includes('like'))
    found.push(joined(left, ofKind('like'), fc.oneof(likePattern.map(quote), literal, right)))
  if (takes.includes('regex')) found.push(joined(left, ofKind('regex'), regularExpression.map(quote)))
  return found
}

/** `?` and LEN on maps and lists. */
function collections(names: readonly Name[]): fc.Arbitrary<string>[] {
  const long = names.filter(({ type }) => isMap(type) || type === 'uuidArray').map(({ text }) => text)
  const counted = [...long, ...names.filter(({ type }) => type === 'objectList').map(({ text }) => text)]
  const wanted = fc.oneof(mapKey, literalId, literalText).map(quote)
  const number =
    scalar(
      names.filter(({ each }) => !each),
      'int',
    ) ?? literalNumber
  return [
    joined(fc.constantFrom(...long), ofKind('has'), wanted),
    joined(
      fc.constantFrom(...counted).map((text) => `LEN(${text})`),
      orders,
      fc.oneof(literalNumber, number),
    ),
    fc.constantFrom(...counted).map((text) => `${text}${required}IS${required}NULL`),
  ]
}

/** Expressions over an entity with marked blanks, for `withBlanks`; the server accepts every one. */
export function markedWhere(entity: Entity): fc.Arbitrary<string> {
  return fc
    .array(markedTerm(entity), { minLength: 1, maxLength: 3 })
    .map((terms) => terms.join(`${required}AND${required}`))
}

/** One condition of such an expression. */
export function markedTerm(entity: Entity): fc.Arbitrary<string> {
  const names = namesOf(entity)
  const types: AttributeType[] = ['string', 'int', 'uuid', 'bool', 'time']
  const comparison = fc.oneof(...types.flatMap((type) => comparisons(names, type)), ...collections(names))
  const truth = fc.constantFrom('', '', 'TRUE', 'FALSE', `NOT${required}TRUE`, `NOT${required}FALSE`)
  return fc
    .tuple(comparison, truth)
    .map(([text, is]) => (is === '' ? text : `${text}${required}IS${required}${is}`))
}

/** With one blank where the printer has one. */
export function withBlanks(marked: string): string {
  return marked.replaceAll(required, ' ').replaceAll(spaced, ' ').replaceAll(tight, '')
}

/** With blanks and tabs wherever the grammar allows them, and only where it asks for them. */
export function withOddBlanks(marked: string, blanks: readonly string[]): string {
  let at = 0
  const next = () => {
    at += 1
    return blanks[at % blanks.length] ?? ''
  }
  const body = marked.replace(/[\ue101-\ue103]/g, (mark) => {
    const blank = next()
    return mark === required && blank === '' ? ' ' : blank
  })
  return next() + body + next()
}
