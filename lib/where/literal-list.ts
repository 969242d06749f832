import type { Literal, WhereResult } from '#lib/where/ast.ts'
import type { TokenReader } from '#lib/where/token-reader.ts'
import { replace, type Token } from '#lib/where/tokens.ts'

type LiteralList = { readonly list: readonly Literal[]; readonly end: number }

/** The values of an IN, all of one kind: `('a', 'b')`. */
export function readList(reader: TokenReader): WhereResult<LiteralList> {
  const open = reader.take()
  if (open?.kind !== '(') {
    const isLiteral = open?.kind === 'string' || open?.kind === 'int'
    const repair = isLiteral
      ? replace(reader.text, open.span.start, open.span.end, `(${open.text})`, 'Add parentheses')
      : undefined
    return reader.failAt(open, 'IN needs its values in parentheses.', repair)
  }
  const list: Literal[] = []
  for (;;) {
    const at = reader.peek()
    const literal = reader.literal()
    if (literal === undefined) return reader.failAt(at, noValue(list, at?.kind === ')'))
    if (literal.kind !== (list[0] ?? literal).kind)
      return reader.failAt(
        at,
        'All values of a list are of one kind: all text, all numbers, or all booleans.',
      )
    list.push(literal)
    const separator = reader.take()
    if (separator?.kind === ')') return { ok: true, value: { list, end: separator.span.end } }
    if (separator?.kind !== ',') return notClosed(reader, separator)
  }
}

function notClosed(reader: TokenReader, at: Token | undefined): WhereResult<never> {
  if (at !== undefined) return reader.failAt(at, 'Expected a comma or the closing parenthesis of the list.')
  const repair = { label: 'Add the closing )', text: `${reader.text.trimEnd()})` }
  return reader.failAt(at, 'The list is not closed: a ) is missing.', repair)
}

function noValue(list: readonly Literal[], isClosed: boolean): string {
  if (list.length === 0 && isClosed) return 'The list is empty. Name at least one value.'
  return 'The list needs a value here: text in single quotes, a number, true or false.'
}
