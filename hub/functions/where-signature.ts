import type { Signature } from '#hub/functions/function.ts'
import type { Outcome } from '#lib/base/result.ts'
import type { DataTerm, Ref, Span, Term } from '#lib/where/ast.ts'
import { matchesData } from '#lib/where/match-data.ts'
import { parseWhere } from '#lib/where/parse.ts'

/** What `where` of `GET /function` can ask about (contract 6.2). */
const attributes: Readonly<Record<string, (signature: Signature) => string | boolean | number | undefined>> =
  {
    AttributeName: (signature) => signature.AttributeName,
    Description: (signature) => signature.Description,
    FunctionName: (signature) => signature.FunctionName,
    FunctionType: (signature) => signature.FunctionType,
    Hermetic: (signature) => signature.Hermetic,
    Idempotent: (signature) => signature.Idempotent,
    Mutating: (signature) => signature.Mutating,
    RequiredParameters: (signature) => signature.RequiredParameters,
    ToolchainType: (signature) => signature.ToolchainType,
    Validating: (signature) => signature.Validating,
    VarArgs: (signature) => signature.VarArgs,
    'OutputInfo.Description': (signature) => signature.OutputInfo?.Description,
    'OutputInfo.OutputType': (signature) => signature.OutputInfo?.OutputType,
    'OutputInfo.ResultName': (signature) => signature.OutputInfo?.ResultName,
  }
const bools = new Set(['Hermetic', 'Idempotent', 'Mutating', 'Validating', 'VarArgs'])
const ints = new Set(['RequiredParameters'])

type Matches = (signature: Signature) => boolean
/** Reads a `where` expression about functions; an empty one selects all. */
export function selectSignatures(text: string): Outcome<Matches> {
  const where = parseWhere(text)
  if (!where.ok) return refuse(where.error.span, where.error.message)
  const terms: Matches[] = []
  for (const term of where.value.terms) {
    const matches = readTerm(term)
    if (!matches.ok) return matches
    terms.push(matches.value)
  }
  return { ok: true, value: (signature) => terms.every((matches) => matches(signature)) }
}

function readTerm(term: Term): Outcome<Matches> {
  const name = nameOf(term.left)
  const read = Object.hasOwn(attributes, name) ? attributes[name] : undefined
  if (read === undefined)
    return refuse(
      term.left.span,
      `invalid attribute name ${name}. Functions have ${Object.keys(attributes).join(', ')}`,
    )
  if (term.kind === 'null')
    return { ok: true, value: (signature) => (read(signature) === undefined) !== term.not }
  const asked = asDataTerm(term, name)
  if (!asked.ok) return asked
  const where = { terms: [asked.value] }
  const { truth } = term
  return {
    ok: true,
    value: (signature) => {
      const value = read(signature)
      // An absent attribute makes a comparison neither true nor false.
      const answer =
        value === undefined
          ? undefined
          : matchesData(where, { resourceType: '', resourceName: '', value: { value } })
      return truth === undefined ? answer === true : (answer === truth.value) !== truth.not
    },
  }
}

/** The same term on a value under the key `value`, as where_data can evaluate it. */
function asDataTerm(term: Exclude<Term, { kind: 'null' }>, name: string): Outcome<DataTerm> {
  const { span } = term
  const path = { segments: [{ kind: 'key', key: 'value' } as const], span }
  const kind = bools.has(name) ? 'bool' : ints.has(name) ? 'int' : 'string'
  if (term.kind === 'in') {
    const wrong = term.list.find((literal) => literal.kind !== kind)
    if (wrong !== undefined) return refuse(wrong.span, `${name} is compared with ${words[kind]}`)
    return { ok: true, value: { kind: 'in', path, not: term.not, list: term.list, span } }
  }
  if (term.kind !== 'compare') return refuse(span, `${name} is neither a list nor a map`)
  const { op, right } = term
  if (right.kind === 'ref') return refuse(right.span, 'the right side is a value here')
  if (right.kind !== kind) return refuse(right.span, `${name} is compared with ${words[kind]}`)
  if (kind === 'bool' && op !== '=' && op !== '!=')
    return refuse(span, 'true and false are compared with = or != only')
  return { ok: true, value: { kind: 'compare', path, op, right, span } }
}

const words = { bool: 'true or false', int: 'a whole number', string: 'text in single quotes' } as const

function nameOf({ relation, attribute, key }: Ref): string {
  return [relation, attribute, key].filter((part) => part !== undefined).join('.')
}

function refuse(span: Span, message: string): { ok: false; message: string } {
  return { ok: false, message: `where: ${message} (at character ${span.start + 1})` }
}
