import type { Compare, Literal, Order, Ref, Term, Truth, Where, WhereResult } from '#lib/where/ast.ts'
import { readList } from '#lib/where/literal-list.ts'
import { TokenReader } from '#lib/where/token-reader.ts'
import { fail, replace, type Token, tokenize } from '#lib/where/tokens.ts'

// `Labels.app.kubernetes.io/name`, `FromLink.*.Slug`: a key runs up to the operator (contract 6.1).
const words = /^[A-Za-z][A-Za-z0-9]*(?:\.\*)?(?:[./_-]*[A-Za-z0-9]+)*/

const compares: ReadonlySet<string> = new Set([
  '<=',
  '>=',
  '<',
  '>',
  '=',
  '!=',
  '~~',
  '!~~',
  '~',
  '~*',
  '!~',
  '!~*',
])
const orders: ReadonlySet<string> = new Set(['<=', '>=', '<', '>', '=', '!='])

/** Reads a `where` expression (contract 6.1): its form only; `checkWhere` knows the attributes. */
export function parseWhere(text: string): WhereResult<Where> {
  const tokens = tokenize(text, words)
  if (!tokens.ok) return explain(text, tokens)
  const reader = new TokenReader(text, tokens.value)
  const terms: Term[] = []
  while (!reader.atEnd()) {
    const term = readTerm(reader)
    if (!term.ok) return explain(text, term)
    terms.push(term.value)
    const connected = reader.connect()
    if (!connected.ok) return explain(text, connected)
  }
  return { ok: true, value: { terms } }
}

function readTerm(reader: TokenReader): WhereResult<Term> {
  const comparison = readComparison(reader)
  if (!comparison.ok || !reader.isWord('IS')) return comparison
  const start = reader.peek()?.span.start ?? reader.end
  reader.take()
  const not = reader.takeWord('NOT')
  const value = reader.peek()
  if (!reader.takeWord('TRUE') && !reader.takeWord('FALSE'))
    return fail(
      start,
      value?.span.end ?? reader.end,
      'After a comparison, IS takes [NOT] TRUE or [NOT] FALSE.',
    )
  const truth: Truth = { not, value: value?.text === 'TRUE' }
  const span = { start: comparison.value.span.start, end: value?.span.end ?? reader.end }
  return { ok: true, value: { ...comparison.value, truth, span } }
}

function readComparison(reader: TokenReader): WhereResult<Term> {
  const first = reader.peek()
  if (first?.kind === 'word' && first.text === 'LEN' && reader.peek(1)?.kind === '(')
    return readLength(reader)
  const left = readRef(reader)
  if (!left.ok) return left
  const operator = reader.peek()
  if (operator === undefined) return missingOperator(reader, left.value)
  if (operator.kind === 'word') return readWordOperator(reader, left.value)
  if (operator.kind !== 'operator')
    return fail(
      operator.span.start,
      operator.span.end,
      `Expected an operator after ${first?.text}, not ${operator.text}.`,
    )
  reader.take()
  if (operator.text === '?') return readHas(reader, left.value)
  if (!compares.has(operator.text)) return unknownOperator(reader, operator)
  const right = readRight(reader, operator)
  if (!right.ok) return right
  const span = { start: left.value.span.start, end: right.value.span.end }
  return {
    ok: true,
    value: { kind: 'compare', left: left.value, op: operator.text as Compare, right: right.value, span },
  }
}

function readWordOperator(reader: TokenReader, left: Ref): WhereResult<Term> {
  const operator = reader.peek()
  if (reader.takeWord('IS')) return readNull(reader, left)
  const not = reader.takeWord('NOT')
  if (reader.takeWord('IN')) return readIn(reader, left, not)
  const match = reader.peek()
  if (reader.takeWord('LIKE')) return readMatch(reader, left, not ? 'NOT LIKE' : 'LIKE', match)
  if (!not && reader.takeWord('ILIKE')) return readMatch(reader, left, 'ILIKE', match)
  const at = not ? (match ?? operator) : operator
  return reader.failAt(at, wrongWord(at?.text), reader.repairWord(at))
}

function readNull(reader: TokenReader, left: Ref): WhereResult<Term> {
  const not = reader.takeWord('NOT')
  const last = reader.peek()
  if (reader.takeWord('NULL')) {
    const span = { start: left.span.start, end: last?.span.end ?? reader.end }
    return { ok: true, value: { kind: 'null', left, not, span } }
  }
  const isTruth = last?.text === 'TRUE' || last?.text === 'FALSE'
  return reader.failAt(
    last,
    isTruth ? `Compare first: ${left.attribute} = true.` : 'IS takes [NOT] NULL here.',
  )
}

function readMatch(
  reader: TokenReader,
  left: Ref,
  op: Compare,
  operator: Token | undefined,
): WhereResult<Term> {
  const right = readRight(reader, operator)
  if (!right.ok) return right
  const span = { start: left.span.start, end: right.value.span.end }
  return { ok: true, value: { kind: 'compare', left, op, right: right.value, span } }
}

function wrongWord(word: string | undefined): string {
  if (word === 'BETWEEN') return 'There is no BETWEEN. Use >= and <=, joined by AND.'
  if (word === undefined) return 'NOT is followed by IN or LIKE.'
  if (word === 'ILIKE') return 'There is no NOT ILIKE. Use !~* with a regular expression.'
  if (/^(in|like|ilike|is|not|and|or)$/i.test(word)) return `${word.toUpperCase()} is written in upper case.`
  return `Expected an operator, not ${word}. Operators: = != < <= > >= LIKE, ILIKE, IN, IS NULL, ~ and ?.`
}

function readIn(reader: TokenReader, left: Ref, not: boolean): WhereResult<Term> {
  const values = readList(reader)
  if (!values.ok) return values
  const { list, end } = values.value
  return { ok: true, value: { kind: 'in', left, not, list, span: { start: left.span.start, end } } }
}

function readHas(reader: TokenReader, left: Ref): WhereResult<Term> {
  const value = reader.literal()
  const at = value?.span ?? reader.peek()?.span ?? { start: reader.end, end: reader.end }
  if (value?.kind !== 'string') return fail(at.start, at.end, '? takes a key or an element in single quotes.')
  return {
    ok: true,
    value: { kind: 'has', left, value, span: { start: left.span.start, end: value.span.end } },
  }
}

function readLength(reader: TokenReader): WhereResult<Term> {
  const start = reader.take()?.span.start ?? 0
  reader.take()
  const left = readRef(reader)
  if (!left.ok) return left
  const close = reader.take()
  if (close?.kind !== ')')
    return fail(
      close?.span.start ?? reader.end,
      close?.span.end ?? reader.end,
      'LEN takes one attribute in parentheses.',
    )
  const operator = reader.take()
  if (operator?.kind !== 'operator' || !orders.has(operator.text))
    return fail(
      operator?.span.start ?? reader.end,
      operator?.span.end ?? reader.end,
      'LEN is compared with =, !=, <, <=, > or >=.',
    )
  const right = readRight(reader, operator)
  if (!right.ok) return right
  const span = { start, end: right.value.span.end }
  return {
    ok: true,
    value: { kind: 'len', left: left.value, op: operator.text as Order, right: right.value, span },
  }
}

function readRight(reader: TokenReader, operator: Token | undefined): WhereResult<Literal | Ref> {
  const literal = reader.literal()
  if (literal) return { ok: true, value: literal }
  const token = reader.peek()
  if (token === undefined || (token.kind === 'word' && token.text === 'AND'))
    return fail(
      token?.span.start ?? reader.end,
      token?.span.end ?? reader.end,
      `${operator?.text ?? 'The operator'} needs a value after it.`,
    )
  if (token.kind === 'word' && /^null$/i.test(token.text)) return comparedWithNull(reader, operator, token)
  if (token.kind === 'word') return readRef(reader)
  return fail(
    token.span.start,
    token.span.end,
    `${operator?.text ?? 'The operator'} needs a value after it, not ${token.text}.`,
  )
}

function comparedWithNull(
  { text }: TokenReader,
  operator: Token | undefined,
  { span: { start, end } }: Token,
): WhereResult<never> {
  const not = operator?.text === '!=' ? ' NOT' : ''
  const message = `Nothing equals NULL. Use IS${not} NULL.`
  // Only these two can have meant it: a pattern or an order compared with NULL asks something else.
  if (operator?.text !== '=' && operator?.text !== '!=') return fail(start, end, message)
  return fail(
    start,
    end,
    message,
    replace(text, operator.span.start, end, `IS${not} NULL`, `Use IS${not} NULL`),
  )
}

/** `Attr`, `Attr.key`, `Entity.Attr`, `Entity.*.Attr.key`; which it is, the check decides by the attribute table. */
function readRef(reader: TokenReader): WhereResult<Ref> {
  const token = reader.peek()
  if (token?.kind !== 'word') return notARef(reader, token)
  if (token.text === 'AND')
    return fail(token.span.start, token.span.end, 'AND joins two conditions: one is missing before it.')
  if (token.text === 'NOT') return prefixNot(reader, token)
  reader.take()
  const { text, span } = token
  const each = /^([A-Za-z][A-Za-z0-9]*)\.\*\.(.+)$/.exec(text)
  const relation = each?.[1]
  const rest = each?.[2] ?? text
  const dot = rest.indexOf('.')
  const attribute = dot < 0 ? rest : rest.slice(0, dot)
  const key = dot < 0 ? undefined : rest.slice(dot + 1)
  if (attribute.length > 41) return fail(span.start, span.end, 'A name has at most 41 characters.')
  return {
    ok: true,
    value: {
      kind: 'ref',
      ...(relation === undefined ? {} : { relation }),
      each: each !== null,
      attribute,
      ...(key === undefined ? {} : { key }),
      span,
    },
  }
}

function notARef(reader: TokenReader, token: Token | undefined): WhereResult<Ref> {
  if (token === undefined) return fail(reader.end, reader.end, 'A condition is missing here.')
  const { start, end } = token.span
  if (token.kind === '(')
    return fail(
      start,
      end,
      'There is no grouping: conditions are joined by AND only.',
      reader.withoutOuterParentheses(),
    )
  if (token.kind === 'string' || token.kind === 'int')
    return fail(
      start,
      end,
      'A condition begins with an attribute, such as Slug; the value comes after the operator.',
    )
  return fail(start, end, `A condition begins with an attribute, not ${token.text}.`)
}

function prefixNot(reader: TokenReader, token: Token): WhereResult<Ref> {
  const rest = reader.text.slice(token.span.end)
  const positive = /^([ \t]+[A-Za-z][\w./*-]*[ \t]*)(=|LIKE|IN)(?![=~])/.exec(rest)
  const message = 'NOT cannot precede a condition. Use !=, NOT LIKE, NOT IN, or IS NOT TRUE after it.'
  if (!positive) return fail(token.span.start, token.span.end, message)
  const operator = positive[2] === '=' ? '!=' : `NOT ${positive[2]}`
  const repaired = (positive[1] ?? '').trimStart() + operator + rest.slice(positive[0].length)
  return fail(token.span.start, token.span.end, message, {
    label: `Use ${operator}`,
    text: reader.text.slice(0, token.span.start) + repaired,
  })
}

function missingOperator(reader: TokenReader, left: Ref): WhereResult<Term> {
  return fail(
    left.span.start,
    left.span.end,
    `${reader.text.slice(left.span.start, left.span.end)} needs an operator and a value after it, such as = 'text'.`,
  )
}

function unknownOperator(reader: TokenReader, operator: Token): WhereResult<Term> {
  const { start, end } = operator.span
  if (operator.text === '==')
    return fail(start, end, 'Equality is written with one =.', replace(reader.text, start, end, '=', 'Use ='))
  if (operator.text === '<>')
    return fail(start, end, 'Inequality is written !=.', replace(reader.text, start, end, '!=', 'Use !='))
  return fail(start, end, `There is no operator ${operator.text}.`)
}

/** What looks like a data path is explained as one: it belongs in the content filter. */
function explain<T>(text: string, failure: WhereResult<T>): WhereResult<T> {
  if (failure.ok) return failure
  const { span } = failure.error
  if (!/^(spec|metadata|kind|apiVersion|data)\b/.test(text.slice(span.start))) return failure
  return fail(
    span.start,
    span.end,
    'Paths into the document belong in the content filter (where_data), not here.',
  )
}
