import { parseFilterPath } from '#lib/path/parse-path.ts'
import { pathInText } from '#lib/path/path-in-text.ts'
import type { DataTerm, Literal, Span, TermPath, WhereData, WhereResult } from '#lib/where/ast.ts'
import { checkRepetitions } from '#lib/where/check-literal.ts'
import { readList } from '#lib/where/literal-list.ts'
import { noOpposite } from '#lib/where/no-opposite.ts'
import { type Compare, isCompare, isOrder, kindOf } from '#lib/where/operators.ts'
import { checkPattern } from '#lib/where/pattern.ts'
import { TokenReader } from '#lib/where/token-reader.ts'
import { fail, failAt, replace, type Token, tokenize } from '#lib/where/tokens.ts'

const maxLength = 8192
const maxKeyLength = 128

/** Reads a `where_data` expression: all terms have to hold on the same resource. */
export function parseWhereData(text: string): WhereResult<WhereData> {
  if (text.length > maxLength)
    return fail(maxLength, text.length, `At most ${maxLength} characters; this has ${text.length}.`)
  const tokens = tokenize(text, pathInText)
  if (!tokens.ok) return explain(text, tokens)
  const reader = new TokenReader(text, tokens.value)
  const terms = reader.terms(readTerm)
  if (!terms.ok) return explain(text, terms)
  const few = checkRepetitions(terms.value)
  return few.ok ? { ok: true, value: { terms: terms.value } } : few
}

function readTerm(reader: TokenReader): WhereResult<DataTerm> {
  const path = readPath(reader)
  if (!path.ok) return path
  const token = reader.peek()
  const operator = reader.takeOperator()
  if (operator === undefined) return noOperator(reader, path.value)
  const { op } = operator
  if (op === 'IN' || op === 'NOT IN') return readIn(reader, path.value, op === 'NOT IN')
  if (!isCompare(op)) return ofMetadataOnly(reader, op, token)
  const right = reader.literal()
  if (right === undefined) return noLiteral(reader, op)
  const wrong = misfit(op, right)
  if (wrong !== undefined) return wrong
  return { ok: true, value: { kind: 'compare', path: path.value, op, right, span: over(path.value, right) } }
}

function ofMetadataOnly(
  reader: TokenReader,
  op: 'IS NULL' | 'IS NOT NULL' | '?',
  token: Token | undefined,
): WhereResult<never> {
  if (op === '?') return reader.failAt(token, '? belongs to the metadata filter (where) only.')
  return reader.failAt(
    token,
    'IS belongs to the metadata filter (where). For a missing value compare with .| and !=.',
  )
}

function misfit(op: Compare, right: Literal): WhereResult<never> | undefined {
  const { start, end } = right.span
  if (right.kind === 'bool' && kindOf(op) !== 'equality')
    return fail(start, end, 'true and false are compared with = or != only.')
  if (!isOrder(op) && right.kind !== 'string')
    return fail(start, end, `${op} compares text: use single quotes.`)
  if (right.kind !== 'string' || kindOf(op) !== 'regex') return undefined
  const wrong = checkPattern(right.value)
  return wrong && fail(start + 1 + wrong.at, start + 2 + wrong.at, wrong.message)
}

function readIn(reader: TokenReader, path: TermPath, not: boolean): WhereResult<DataTerm> {
  const values = readList(reader)
  if (!values.ok) return values
  const { list, end } = values.value
  return { ok: true, value: { kind: 'in', path, not, list, span: { start: path.span.start, end } } }
}

function readPath(reader: TokenReader): WhereResult<TermPath> {
  const token = reader.take()
  if (token === undefined || token.kind === '(') return reader.noCondition(token)
  const { start, end } = token.span
  if (token.kind !== 'word')
    return fail(start, end, `A condition begins with a path, such as spec.replicas, not ${token.text}.`)
  if (token.text === 'AND') return fail(start, end, 'AND joins two conditions: one is missing before it.')
  if (token.text === 'LEN' && reader.peek()?.kind === '(')
    return fail(start, end, 'LEN belongs to the metadata filter (where) only.')
  return parseTermPath(token.text, token.span)
}

/** Reads the token as a path, and holds it to what ConfigHub's own parser takes. */
function parseTermPath(text: string, span: Span): WhereResult<TermPath> {
  const whole = pathInText.exec(text)
  if (whole?.[0].length !== text.length) return failAt(span, `${text || 'Nothing'} is not a valid path.`)
  const path = parseFilterPath(text)
  if (!path.ok) return failAt(span, `${path.error.message}.`)
  const unknown = escapeUnknownToConfigHub(text)
  if (unknown !== undefined) {
    const { index, code } = unknown
    const at = span.start + index
    return fail(
      at,
      at + code.length,
      `A filter cannot name this place: ConfigHub knows no ${code} in a path.`,
    )
  }
  const { segments, optional = [] } = path.value
  const isLong = [...segments, ...optional].some((part) => 'key' in part && part.key.length > maxKeyLength)
  if (isLong) return failAt(span, `A key has at most ${maxKeyLength} characters.`)
  return { ok: true, value: { ...path.value, span } }
}

/** Keys may have ~1 and ~2. The other escapes, and any in a value after `=`, are read by us only. */
function escapeUnknownToConfigHub(text: string): { index: number; code: string } | undefined {
  const found = /~[03-9]/.exec(text) ?? /(?<==[^.]*)~[12]/.exec(text)
  return found === null ? undefined : { index: found.index, code: found[0] }
}

function over(path: TermPath, right: Literal): Span {
  return { start: path.span.start, end: right.span.end }
}

function noOperator(reader: TokenReader, path: TermPath): WhereResult<never> {
  const token = reader.take()
  if (token === undefined)
    return failAt(path.span, 'The path needs an operator and a value after it, such as = 3.')
  const { start, end } = token.span
  if (token.text === 'IS') return ofMetadataOnly(reader, 'IS NULL', token)
  if (token.text === 'NOT') return noOpposite(reader, token)
  if (token.text === '==')
    return fail(start, end, 'Equality is written with one =.', replace(reader.text, start, end, '=', 'Use ='))
  if (token.text === '<>')
    return fail(start, end, 'Inequality is written !=.', replace(reader.text, start, end, '!=', 'Use !='))
  return (
    reader.wrongCase(token) ?? fail(start, end, `Expected an operator after the path, not ${token.text}.`)
  )
}

function noLiteral(reader: TokenReader, op: Compare): WhereResult<never> {
  const token = reader.peek()
  if (token === undefined) return fail(reader.end, reader.end, `${op} needs a value after it.`)
  const { start, end } = token.span
  if (token.kind === 'word' && /^null$/i.test(token.text))
    return fail(start, end, 'Nothing equals NULL. For a missing value compare with .| and !=.')
  if (token.kind === 'word')
    return fail(
      start,
      end,
      'The right side is a value, never a path. Text needs single quotes.',
      replace(reader.text, start, end, `'${token.text}'`, 'Quote it'),
    )
  return fail(start, end, `${op} needs a value after it, not ${token.text}.`)
}

function explain<T>(text: string, failure: WhereResult<T>): WhereResult<T> {
  if (failure.ok) return failure
  const { start, end } = failure.error.span
  const character = text.charAt(start)
  // A dot after a blank belongs to a value (`> .5`): without it the value would be another one.
  const isInPath = start === 0 || /(?:[\w.*~|/-]|\sAND\s+)$/.test(text.slice(0, start))
  if (character === '[') {
    const index = /^\[(\d+)\]/.exec(text.slice(start))
    const repair = index
      ? replace(text, start, start + index[0].length, `.${index[1]}`, `Use .${index[1]}`)
      : undefined
    return fail(start, end, 'Elements of a list are named by number after a dot: containers.0.image.', repair)
  }
  if (character !== '.' || !isInPath) return failure
  if (/\.\|/.test(text.slice(0, start)))
    return fail(start, end, 'After .| only plain keys may follow, no * and no ?.')
  return fail(
    start,
    end,
    start === 0 ? 'A path does not begin with a dot.' : 'A key is missing between two dots.',
    replace(text, start, start + 1, '', 'Remove the dot'),
  )
}
