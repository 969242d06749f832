import type { WhereResult } from '#lib/where/ast.ts'
import type { Entity } from '#lib/where/attributes.ts'
import { type Condition, type Conditions, joined } from '#lib/where/boolean/conditions.ts'
import { checkTerm, readWhere } from '#lib/where/check.ts'
import { explain, readTerm, words } from '#lib/where/parse.ts'
import { TokenReader } from '#lib/where/token-reader.ts'
import { fail, replace, type Token, tokenize } from '#lib/where/tokens.ts'

/** Deeper nesting is not read by people. */
const maxDepth = 32

/**
 * Reads conditions joined by AND and OR, with NOT and parentheses: NOT binds most tightly, then AND. A text without them
 * is accepted and refused exactly as ConfigHub does it.
 */
export function readConditions(text: string, entity: Entity): WhereResult<Conditions> {
  const tokens = tokenize(text, words)
  if (!tokens.ok || !isBoolean(tokens.value)) {
    const where = readWhere(text, entity)
    if (!where.ok) return where
    const all = where.value.terms.map((term): Condition => ({ kind: 'term', term, span: term.span }))
    return { ok: true, value: { entity, all } }
  }
  const read = new ConditionReader(new TokenReader(text, tokens.value), entity).whole()
  if (!read.ok) return explain(text, read)
  const whole = read.value
  return { ok: true, value: { entity, all: whole.kind === 'and' ? whole.of : [whole] } }
}

/** Whether a text uses OR, NOT or parentheses, which only Hubdeck knows. */
export function isBeyondConfigHub(text: string): boolean {
  const tokens = tokenize(text, words)
  return tokens.ok && isBoolean(tokens.value)
}

/** In whatever spelling. */
function isBoolean(tokens: readonly Token[]): boolean {
  return tokens.some(
    (token, at) => isOr(token) || (startsCondition(tokens, at) && (isNot(token) || token.kind === '(')),
  )
}

function startsCondition(tokens: readonly Token[], at: number): boolean {
  const before = tokens[at - 1]
  return before === undefined || isWord(before, /^(?:AND|OR|NOT)$/i) || startsGroup(tokens, at - 1)
}

/** A parenthesis of a list or of LEN follows a word of its own. */
function startsGroup(tokens: readonly Token[], at: number): boolean {
  return tokens[at]?.kind === '(' && startsCondition(tokens, at)
}

const isOr = (token: Token) => isWord(token, /^OR$/i) || token.text === '||'
const isNot = (token: Token) => isWord(token, /^NOT$/i)

function isWord(token: Token, pattern: RegExp): boolean {
  return token.kind === 'word' && pattern.test(token.text)
}

class ConditionReader {
  private readonly reader: TokenReader
  private readonly entity: Entity
  private depth = 0

  constructor(reader: TokenReader, entity: Entity) {
    this.reader = reader
    this.entity = entity
  }

  whole(): WhereResult<Condition> {
    const read = this.alternatives()
    const rest = this.reader.peek()
    if (!read.ok || rest === undefined) return read
    return this.reader.failAt(rest, 'This parenthesis closes nothing: no ( stands before it.')
  }

  /** `A OR B`, to the end or to the parenthesis that closes it. */
  private alternatives(): WhereResult<Condition> {
    const groups: Condition[][] = [[]]
    for (;;) {
      const read = this.negatable()
      if (!read.ok) return read
      groups.at(-1)?.push(read.value)
      const joint = this.joint()
      if (!joint.ok) return joint
      if (joint.value === undefined) break
      if (joint.value === 'OR') groups.push([])
    }
    return {
      ok: true,
      value: joined(
        'or',
        groups.map((group) => joined('and', group)),
      ),
    }
  }

  private negatable(): WhereResult<Condition> {
    const token = this.reader.peek()
    if (token === undefined) return this.reader.failAt(token, 'A condition is missing here.')
    if (isNot(token)) return this.negated(token)
    if (token.kind === '(') return this.group(token)
    if (isOr(token)) return this.reader.failAt(token, 'OR joins two conditions: one is missing before it.')
    if (token.kind === ')')
      return this.reader.failAt(token, 'A condition is missing before this parenthesis.')
    const term = readTerm(this.reader)
    if (!term.ok) return term
    const checked = checkTerm(term.value, { entity: this.entity, text: this.reader.text })
    if (!checked.ok) return checked
    return { ok: true, value: { kind: 'term', term: checked.value, span: checked.value.span } }
  }

  private negated(not: Token): WhereResult<Condition> {
    if (not.text !== 'NOT') return this.inUpperCase(not)
    this.reader.take()
    const of = this.reader.peek() === undefined ? undefined : this.nested(not, () => this.negatable())
    if (of === undefined) return this.reader.failAt(not, 'A condition is missing after NOT.')
    if (!of.ok) return of
    return {
      ok: true,
      value: { kind: 'not', of: of.value, span: { start: not.span.start, end: of.value.span.end } },
    }
  }

  private group(open: Token): WhereResult<Condition> {
    this.reader.take()
    const inner = this.nested(open, () => this.alternatives())
    if (!inner.ok) return inner
    const close = this.reader.take()
    if (close === undefined) return this.unclosed(open, inner.value)
    const after = this.reader.peek()
    if (after !== undefined && isWord(after, /^IS$/))
      return this.reader.failAt(after, 'IS follows a single condition, not a parenthesis. Use NOT before it.')
    return { ok: true, value: { ...inner.value, span: { start: open.span.start, end: close.span.end } } }
  }

  private nested(token: Token, read: () => WhereResult<Condition>): WhereResult<Condition> {
    if (this.depth >= maxDepth)
      return this.reader.failAt(token, `Parentheses and NOT are nested at most ${maxDepth} deep.`)
    this.depth += 1
    const inner = read()
    this.depth -= 1
    return inner
  }

  private unclosed({ span: { start, end } }: Token, inner: Condition): WhereResult<never> {
    const { text } = this.reader
    const message = 'This parenthesis is not closed: a ) is missing.'
    // Only where it means the same wherever it closes.
    const isPlain =
      inner.kind === 'term' || (inner.kind !== 'not' && inner.of.every(({ kind }) => kind === 'term'))
    if (text.slice(0, start).trim() !== '' || !isPlain) return fail(start, end, message)
    return fail(start, end, message, { label: 'Add ) at the end', text: `${text.trimEnd()})` })
  }

  /** What joins a condition to the next one; absent at the end, and before the parenthesis that closes it. */
  private joint(): WhereResult<'AND' | 'OR' | undefined> {
    const token = this.reader.peek()
    if (token === undefined || token.kind === ')') return { ok: true, value: undefined }
    if (!isOr(token)) return this.and()
    if (token.text !== 'OR') return this.inUpperCase(token)
    const apart = this.apart(token)
    if (!apart.ok) return apart
    this.reader.take()
    if (this.reader.peek() === undefined) return this.dangling(token)
    return { ok: true, value: 'OR' }
  }

  private and(): WhereResult<'AND'> {
    const token = this.reader.peek()
    if (token?.kind === 'word' && !/^AND/i.test(token.text))
      return this.reader.failAt(token, 'AND or OR is missing between two conditions.')
    const connected = this.reader.connect()
    return connected.ok ? { ok: true, value: 'AND' } : connected
  }

  private apart({ span: { start, end }, text: word }: Token): WhereResult<undefined> {
    const { text } = this.reader
    if (!/[ \t)]/.test(text.charAt(start - 1)))
      return fail(
        start,
        end,
        `${word} needs a space before it.`,
        replace(text, start, start, ' ', 'Add a space'),
      )
    return { ok: true, value: undefined }
  }

  private dangling({ span: { start, end }, text }: Token): WhereResult<never> {
    const repair = { label: `Remove ${text}`, text: this.reader.text.slice(0, start).trimEnd() }
    return fail(start, end, `A condition is missing after ${text}.`, repair)
  }

  private inUpperCase(token: Token): WhereResult<never> {
    const word = isOr(token) ? 'OR' : 'NOT'
    const { start, end } = token.span
    const message =
      token.text === '||' ? 'Alternatives are joined by OR.' : `${word} is written in upper case.`
    return fail(start, end, message, replace(this.reader.text, start, end, word, `Use ${word}`))
  }
}
