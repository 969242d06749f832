import { unreachable } from '#lib/base/unreachable.ts'
import type { Literal, Ref, Term, Truth, Where, WhereResult } from '#lib/where/ast.ts'
import { readList } from '#lib/where/literal-list.ts'
import { noOpposite } from '#lib/where/no-opposite.ts'
import {
  compares,
  isCompare,
  isOperator,
  isOrder,
  kindOf,
  offered,
  operators,
  oppositeOf,
  spellingSource,
  spellings,
} from '#lib/where/operators.ts'
import { type ReadOperator, TokenReader } from '#lib/where/token-reader.ts'
import { fail, failAt, replace, type Token, tokenize } from '#lib/where/tokens.ts'

// `Labels.app.kubernetes.io/name`, `FromLink.*.Slug`: a key runs up to the operator (contract 6.1).
export const words = /^[A-Za-z][A-Za-z0-9]*(?:\.\*)?(?:[./_-]*[A-Za-z0-9]+)*/

/** Reads a `where` expression (contract 6.1): its form only; `checkWhere` knows the attributes. */
export function parseWhere(text: string): WhereResult<Where> {
  const tokens = tokenize(text, words)
  if (!tokens.ok) return explain(text, tokens)
  const reader = new TokenReader(text, tokens.value)
  const terms = reader.terms(readTerm)
  if (!terms.ok) return explain(text, terms)
  return { ok: true, value: { terms: terms.value } }
}

/** One condition, from where the reader stands. */
export function readTerm(reader: TokenReader): WhereResult<Term> {
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
  const start = left.value.span.start
  const operator = reader.takeOperator()
  if (operator === undefined) return noOperator(reader, left.value)
  const { op } = operator
  if (isCompare(op)) {
    const right = readRight(reader, operator)
    if (!right.ok) return right
    const span = { start, end: right.value.span.end }
    return { ok: true, value: { kind: 'compare', left: left.value, op, right: right.value, span } }
  }
  const not = operators[op].not === true
  switch (op) {
    case 'IN':
    case 'NOT IN':
      return readIn(reader, left.value, not)
    case 'IS NULL':
    case 'IS NOT NULL':
      return { ok: true, value: { kind: 'null', left: left.value, not, span: { ...operator.span, start } } }
    case '?':
      return readHas(reader, left.value)
    default:
      return unreachable(op)
  }
}

/** Why nothing that stands after the attribute is an operator. */
function noOperator(reader: TokenReader, left: Ref): WhereResult<Term> {
  const token = reader.take()
  if (token === undefined)
    return failAt(
      left.span,
      `${reader.text.slice(left.span.start, left.span.end)} needs an operator and a value after it, such as = 'text'.`,
    )
  const { start, end } = token.span
  if (token.kind === 'operator') return unknownOperator(reader, token)
  if (token.kind !== 'word')
    return fail(
      start,
      end,
      `Expected an operator after ${reader.text.slice(left.span.start, left.span.end)}, not ${token.text}.`,
    )
  if (token.text === 'IS') return noNull(reader, left)
  if (token.text === 'NOT') return noOpposite(reader, token)
  if (token.text === 'BETWEEN') return fail(start, end, 'There is no BETWEEN. Use >= and <=, joined by AND.')
  return (
    reader.wrongCase(token) ??
    fail(start, end, `Expected an operator, not ${token.text}. Operators: ${offered.join(', ')}.`)
  )
}

function noNull(reader: TokenReader, left: Ref): WhereResult<Term> {
  reader.takeWord('NOT')
  const last = reader.peek()
  const isTruth = last?.text === 'TRUE' || last?.text === 'FALSE'
  return reader.failAt(
    last,
    isTruth ? `Compare first: ${left.attribute} = true.` : 'IS takes [NOT] NULL here.',
  )
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
  if (value?.kind !== 'string') return failAt(at, '? takes a key or an element in single quotes.')
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
  const at = reader.peek()
  const operator = reader.takeOperator()
  if (operator === undefined || !isOrder(operator.op))
    return reader.failAt(at, `LEN is compared with ${compares.filter(isOrder).join(', ')}.`)
  const right = readRight(reader, operator)
  if (!right.ok) return right
  const span = { start, end: right.value.span.end }
  return {
    ok: true,
    value: { kind: 'len', left: left.value, op: operator.op, right: right.value, span },
  }
}

function readRight(reader: TokenReader, operator: ReadOperator): WhereResult<Literal | Ref> {
  const literal = reader.literal()
  if (literal) return { ok: true, value: literal }
  const token = reader.peek()
  if (token === undefined || (token.kind === 'word' && /^(?:AND|OR)$/.test(token.text)))
    return fail(
      token?.span.start ?? reader.end,
      token?.span.end ?? reader.end,
      `${operator.op} needs a value after it.`,
    )
  if (token.kind === 'word' && /^null$/i.test(token.text)) return comparedWithNull(reader, operator, token)
  if (token.kind === 'word') return readRef(reader)
  return failAt(token.span, `${operator.op} needs a value after it, not ${token.text}.`)
}

function comparedWithNull(
  { text }: TokenReader,
  operator: ReadOperator,
  { span: { start, end } }: Token,
): WhereResult<never> {
  const isNull = operator.op === '!=' ? 'IS NOT NULL' : 'IS NULL'
  const message = `Nothing equals NULL. Use ${isNull}.`
  // Only these two can have meant it: a pattern or an order compared with NULL asks something else.
  if (kindOf(operator.op) !== 'equality') return fail(start, end, message)
  return fail(start, end, message, replace(text, operator.span.start, end, isNull, `Use ${isNull}`))
}

/** `Attr`, `Attr.key`, `Entity.Attr`, `Entity.*.Attr.key`; which it is, the check decides by the attribute table. */
function readRef(reader: TokenReader): WhereResult<Ref> {
  const token = reader.peek()
  if (token?.kind !== 'word') return notARef(reader, token)
  if (token.text === 'AND') return failAt(token.span, 'AND joins two conditions: one is missing before it.')
  if (token.text === 'NOT') return prefixNot(reader, token)
  reader.take()
  const { text, span } = token
  const each = /^([A-Za-z][A-Za-z0-9]*)\.\*\.(.+)$/.exec(text)
  const relation = each?.[1]
  const rest = each?.[2] ?? text
  const dot = rest.indexOf('.')
  const attribute = dot < 0 ? rest : rest.slice(0, dot)
  const key = dot < 0 ? undefined : rest.slice(dot + 1)
  if (attribute.length > 41) return failAt(span, 'A name has at most 41 characters.')
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
  if (token === undefined || token.kind === '(') return reader.noCondition(token)
  const { start, end } = token.span
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
  const positive = beforeOperator.exec(rest)
  const message = 'NOT cannot precede a condition. Use !=, NOT LIKE, NOT IN, or IS NOT TRUE after it.'
  const operator = positive?.[2]?.replaceAll(/[ \t]+/g, ' ') ?? ''
  const opposite = isOperator(operator) || isCompare(operator) ? oppositeOf(operator) : undefined
  if (positive === null || opposite === undefined) return failAt(token.span, message)
  const repaired = (positive[1] ?? '').trimStart() + opposite + rest.slice(positive[0].length)
  return failAt(token.span, message, {
    label: `Use ${opposite}`,
    text: reader.text.slice(0, token.span.start) + repaired,
  })
}

const beforeOperator = new RegExp(
  `^([ \\t]+[A-Za-z][\\w./*-]*[ \\t]*)(${spellingSource(spellings)})(?![A-Za-z])`,
)

function unknownOperator(reader: TokenReader, operator: Token): WhereResult<Term> {
  const { start, end } = operator.span
  if (operator.text === '==')
    return fail(start, end, 'Equality is written with one =.', replace(reader.text, start, end, '=', 'Use ='))
  if (operator.text === '<>')
    return fail(start, end, 'Inequality is written !=.', replace(reader.text, start, end, '!=', 'Use !='))
  return fail(start, end, `There is no operator ${operator.text}.`)
}

/** What looks like a data path is explained as one: it belongs in the content filter. */
export function explain<T>(text: string, failure: WhereResult<T>): WhereResult<T> {
  if (failure.ok) return failure
  const { span } = failure.error
  if (!/^(spec|metadata|kind|apiVersion|data)\b/.test(text.slice(span.start))) return failure
  return failAt(span, 'Paths into the document belong in the content filter (where_data), not here.')
}
