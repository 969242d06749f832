import type { WhereResult } from '#lib/where/ast.ts'
import { offered, operators, oppositeOf, plain, type Spelling } from '#lib/where/operators.ts'
import type { TokenReader } from '#lib/where/token-reader.ts'
import type { Token } from '#lib/where/tokens.ts'

/** NOT stands before no operator that has an opposite. */
export function noOpposite(reader: TokenReader, not: Token): WhereResult<never> {
  const wrongCase = reader.wrongCase(reader.peek())
  if (wrongCase) return wrongCase
  const at = reader.peek()
  const operator = reader.takeOperator()?.op
  const choices = offered.flatMap((op) => (op.startsWith('NOT ') ? [op.slice('NOT '.length)] : []))
  if (operator === undefined) return reader.failAt(at ?? not, `NOT is followed by ${choices.join(' or ')}.`)
  return reader.failAt(at, `There is no NOT ${operator}.${insteadOf(operator)}`)
}

/** What says as much: the opposite, or for a pattern a regular expression. */
function insteadOf(op: Spelling): string {
  const opposite = oppositeOf(op)
  if (opposite !== undefined) return ` Use ${opposite}.`
  const { kind, ignoresCase } = operators[plain(op)]
  const regex = offered.find((other) => {
    const facts = operators[other]
    return facts.kind === 'regex' && facts.not === true && facts.ignoresCase === ignoresCase
  })
  return kind === 'like' && regex !== undefined ? ` Use ${regex} with a regular expression.` : ''
}
