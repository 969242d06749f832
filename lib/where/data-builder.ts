import { unreachable } from '#lib/base/unreachable.ts'
import { pathText } from '#lib/path/print-path.ts'
import type { DataTerm, Literal, WhereData, WhereResult } from '#lib/where/ast.ts'
import { asked, type Operator, offered, operators, plain, valuesTaken } from '#lib/where/operators.ts'
import { parseWhereData } from '#lib/where/parse-data.ts'
import { printDataTerm, printLiteral } from '#lib/where/print.ts'
import { fail } from '#lib/where/tokens.ts'
import { typedText, typedValues, unwritable } from '#lib/where/typed-values.ts'

export type LiteralKind = Literal['kind']

/** A condition on what is in documents, as the fields of an editor hold it. */
export type DataDraft = {
  readonly path: string
  readonly operator: Operator
  readonly values: readonly string[]
  /** `3` and `'3'` are different values in a document. */
  readonly literal: LiteralKind
}

/** One condition of a content filter as a chip shows it, losing nothing. */
export type DataChip = {
  readonly text: string
  /** Absent where the fields of an editor cannot say it, and then the chip is its text. */
  readonly fields?: DataDraft
}

/** Operators that values of a kind take, the likeliest first. */
export function dataOperatorMenu(literal: LiteralKind): readonly Operator[] {
  const kinds = literal === 'bool' ? [...asked.bool, 'in'] : asked[literal]
  return kinds.flatMap((kind) => offered.filter((op) => operators[op].kind === kind))
}

/** The kind of value that a text most likely means. */
export function likelyLiteral(text: string): LiteralKind {
  if (/^\d+$/.test(text.trim())) return 'int'
  return /^(?:true|false)$/i.test(text.trim()) ? 'bool' : 'string'
}

/** The condition that filled-in fields stand for. */
export function dataTermFrom({ path, operator, values, literal }: DataDraft): WhereResult<DataTerm> {
  const wrong = unwritable(values) ?? values.flatMap((value) => misfitOf(value.trim(), literal) ?? [])[0]
  if (wrong !== undefined) return fail(0, 0, wrong)
  const literals = values.map((value) => literalText(value.trim(), literal))
  const right = valuesTaken(operator) === 'list' ? `(${literals.join(', ')})` : (literals[0] ?? '')
  const text = `${path.trim()} ${operator} ${right}`
  const read = parseWhereData(text)
  if (!read.ok) return read
  const [term, ...more] = read.value.terms
  return term === undefined || more.length > 0
    ? fail(0, text.length, 'Name a path, an operator and a value.')
    : { ok: true, value: term }
}

function misfitOf(value: string, literal: LiteralKind): string | undefined {
  if (literal === 'int' && !/^\d+$/.test(value))
    return `${value || 'Nothing'} is not a whole number. Use digits only, or compare as text.`
  if (literal === 'bool' && !/^(?:true|false)$/i.test(value))
    return `${value || 'Nothing'} is neither true nor false. Compare as text.`
  return undefined
}

function literalText(value: string, literal: LiteralKind): string {
  if (literal === 'string') return `'${value}'`
  return literal === 'bool' ? value.toLowerCase() : value
}

export function dataChipsOf({ terms }: WhereData): DataChip[] {
  return terms.map((term) => {
    const fields = draftOf(term)
    const text = printDataTerm(term)
    const typed = {
      ...fields,
      values: typedValues(typedText(fields.values, fields.operator), fields.operator),
    }
    const said = dataTermFrom(typed)
    // Another spelling of an operator is the same condition; any other difference would be another one.
    const same = printDataTerm(term.kind === 'compare' ? { ...term, op: plain(term.op) } : term)
    return said.ok && printDataTerm(said.value) === same ? { text, fields } : { text }
  })
}

function draftOf(term: DataTerm): DataDraft {
  const path = pathText(term.path)
  switch (term.kind) {
    case 'compare':
      return {
        path,
        operator: plain(term.op),
        values: [valueText(term.right)],
        literal: term.right.kind,
      }
    case 'in':
      return {
        path,
        operator: term.not ? 'NOT IN' : 'IN',
        values: term.list.map(valueText),
        literal: term.list[0]?.kind ?? 'string',
      }
    default:
      return unreachable(term)
  }
}

function valueText(literal: Literal): string {
  return literal.kind === 'string' ? literal.value : printLiteral(literal)
}
