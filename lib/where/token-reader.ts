import type { Literal, Span, WhereResult } from '#lib/where/ast.ts'
import { offered, type Spelling, spellings, wordsOf } from '#lib/where/operators.ts'
import { orAsIn } from '#lib/where/or-as-in.ts'
import { fail, replace, type Token } from '#lib/where/tokens.ts'

/** An operator as it was read: `NOT LIKE` is two tokens. */
export type ReadOperator = { readonly op: Spelling; readonly span: Span }

const operatorWords = new Set(offered.flatMap(wordsOf).filter((word) => /^[A-Z]/.test(word)))

/** A place in a list of tokens, and what both languages read from there. */
export class TokenReader {
  readonly text: string
  readonly end: number
  private readonly tokens: readonly Token[]
  private at = 0

  constructor(text: string, tokens: readonly Token[]) {
    this.text = text
    this.tokens = tokens
    this.end = text.length
  }

  atEnd(): boolean {
    return this.at >= this.tokens.length
  }

  peek(ahead = 0): Token | undefined {
    return this.tokens[this.at + ahead]
  }

  take(): Token | undefined {
    const token = this.tokens[this.at]
    this.at += 1
    return token
  }

  isWord(word: string): boolean {
    const token = this.peek()
    return token?.kind === 'word' && token.text === word
  }

  takeWord(word: string): boolean {
    if (!this.isWord(word)) return false
    this.at += 1
    return true
  }

  takeOperator(): ReadOperator | undefined {
    const op = spellings.find((each) => wordsOf(each).every((word, ahead) => this.peek(ahead)?.text === word))
    const first = this.peek()
    if (op === undefined || first === undefined || first.kind === 'string') return undefined
    this.at += wordsOf(op).length
    return { op, span: { start: first.span.start, end: this.tokens[this.at - 1]?.span.end ?? this.end } }
  }

  literal(): Literal | undefined {
    const token = this.peek()
    if (token === undefined) return undefined
    const { span } = token
    if (token.kind === 'string') return this.took({ kind: 'string', value: token.value, span })
    if (token.kind === 'int') return this.took({ kind: 'int', value: token.value, span })
    if (token.kind === 'word' && /^(true|false|TRUE|FALSE)$/.test(token.text))
      return this.took({ kind: 'bool', value: token.text.toLowerCase() === 'true', span })
    return undefined
  }

  private took(literal: Literal): Literal {
    this.at += 1
    return literal
  }

  /** All of an expression: conditions joined by `AND`. */
  terms<Term>(read: (reader: TokenReader) => WhereResult<Term>): WhereResult<Term[]> {
    const terms: Term[] = []
    while (!this.atEnd()) {
      const term = read(this)
      if (!term.ok) return term
      terms.push(term.value)
      const connected = this.connect()
      if (!connected.ok) return connected
    }
    return { ok: true, value: terms }
  }

  /** A complaint about a token, or about the end of the text. */
  failAt(
    token: Token | undefined,
    message: string,
    repair?: { label: string; text: string },
  ): WhereResult<never> {
    return fail(token?.span.start ?? this.end, token?.span.end ?? this.end, message, repair)
  }

  /** The end, or `AND` with blanks on both sides and something after it. */
  connect(): WhereResult<undefined> {
    const token = this.peek()
    if (token === undefined) return { ok: true, value: undefined }
    const { start, end } = token.span
    if (token.kind !== 'word' || token.text !== 'AND') return this.notConnected(token)
    if (!/[ \t]/.test(this.text.charAt(start - 1)))
      return fail(
        start,
        end,
        'AND needs a space before it.',
        replace(this.text, start, start, ' ', 'Add a space'),
      )
    this.at += 1
    const next = this.peek()
    if (next === undefined)
      return fail(start, end, 'A condition is missing after AND.', {
        label: 'Remove AND',
        text: this.text.slice(0, start).trimEnd(),
      })
    if (!/[ \t]/.test(this.text.charAt(end)))
      return fail(
        end,
        end + 1,
        'AND needs a space after it.',
        replace(this.text, end, end, ' ', 'Add a space'),
      )
    return { ok: true, value: undefined }
  }

  private notConnected(token: Token): WhereResult<undefined> {
    const { start, end } = token.span
    const word = token.kind === 'word' ? token.text : ''
    if (word.toUpperCase() === 'OR' || token.text === '||')
      return fail(
        start,
        end,
        'There is no OR. For one attribute use IN; otherwise run two queries.',
        orAsIn(this.text),
      )
    if (word.toUpperCase() === 'AND' || token.text === '&&')
      return fail(
        start,
        end,
        'AND is written in upper case.',
        replace(this.text, start, end, 'AND', 'Use AND'),
      )
    const joined = /^AND(?=[A-Z])/.exec(word)
    if (joined)
      return fail(
        start,
        start + 3,
        'AND needs a space after it.',
        replace(this.text, start, start + 3, 'AND ', 'Add a space'),
      )
    if (token.kind === 'word' || (token.kind === 'operator' && token.text === '?'))
      return fail(
        start,
        end,
        'AND is missing between two conditions.',
        replace(this.text, start, start, 'AND ', 'Add AND'),
      )
    return fail(start, end, `Nothing may follow the condition here, but ${token.text} does.`)
  }

  /** The text ends, or opens a parenthesis, where a condition has to begin. */
  noCondition(token: Token | undefined): WhereResult<never> {
    if (token === undefined) return this.failAt(token, 'A condition is missing here.')
    const message = 'There is no grouping: conditions are joined by AND only.'
    return this.failAt(token, message, orAsIn(this.text) ?? this.withoutOuterParentheses())
  }

  /** `(A = 'x')` without the parentheses, when they hold the whole expression. */
  private withoutOuterParentheses() {
    const inner = /^[ \t]*\(([^()]*)\)[ \t]*$/.exec(this.text)?.[1]
    return inner === undefined ? undefined : { label: 'Remove the parentheses', text: inner.trim() }
  }

  /** The complaint about a word of an operator in the wrong case, where the token is one. */
  wrongCase(token: Token | undefined): WhereResult<never> | undefined {
    const word = token?.text.toUpperCase() ?? ''
    if (token === undefined || token.text === word || !operatorWords.has(word)) return undefined
    const { start, end } = token.span
    const repair = replace(this.text, start, end, word, `Use ${word}`)
    return fail(start, end, `${word} is written in upper case.`, repair)
  }
}
