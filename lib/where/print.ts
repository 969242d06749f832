import { unreachable } from '#lib/base/unreachable.ts'
import { pathText } from '#lib/path/print-path.ts'
import type { DataTerm, Literal, Ref, Term, WhereData } from '#lib/where/ast.ts'
import type { CheckedTerm } from '#lib/where/check.ts'
import type { CheckedRef } from '#lib/where/resolve.ts'

/** The one canonical text of a query: `parse(print(w))` equals `w`, so chips and text share an address. */
export function printWhere(where: { readonly terms: readonly (Term | CheckedTerm)[] }): string {
  return where.terms.map(printTerm).join(' AND ')
}

export function printTerm(term: Term | CheckedTerm): string {
  const text = printComparison(term)
  if (term.truth === undefined) return text
  return `${text} IS ${term.truth.not ? 'NOT ' : ''}${term.truth.value ? 'TRUE' : 'FALSE'}`
}

function printComparison(term: Term | CheckedTerm): string {
  switch (term.kind) {
    case 'compare':
      return `${printRef(term.left)} ${term.op} ${printRight(term.right)}`
    case 'in':
      return `${printRef(term.left)} ${term.not ? 'NOT IN' : 'IN'} (${term.list.map(printLiteral).join(', ')})`
    case 'null':
      return `${printRef(term.left)} IS ${term.not ? 'NOT ' : ''}NULL`
    case 'has':
      return `${printRef(term.left)} ? ${printLiteral(term.value)}`
    case 'len':
      return `LEN(${printRef(term.left)}) ${term.op} ${printRight(term.right)}`
    default:
      return unreachable(term)
  }
}

function printRight(right: Literal | Ref | CheckedRef): string {
  return right.kind === 'ref' ? printRef(right) : printLiteral(right)
}

export function printRef(ref: Ref | CheckedRef): string {
  const key = ref.key === undefined ? [] : [ref.key]
  if ('field' in ref && ref.field !== undefined) return [ref.attribute, '*', ref.field, ...key].join('.')
  const relation = ref.relation === undefined ? [] : [ref.relation]
  return [...relation, ...(ref.each ? ['*'] : []), ref.attribute, ...key].join('.')
}

export function printLiteral(literal: Literal): string {
  switch (literal.kind) {
    case 'string':
      return `'${literal.value}'`
    case 'int':
    case 'bool':
      return String(literal.value)
    default:
      return unreachable(literal)
  }
}

export function printWhereData(where: WhereData): string {
  return where.terms.map(printDataTerm).join(' AND ')
}

export function printDataTerm(term: DataTerm): string {
  const path = pathText(term.path)
  switch (term.kind) {
    case 'compare':
      return `${path} ${term.op} ${printLiteral(term.right)}`
    case 'in':
      return `${path} ${term.not ? 'NOT IN' : 'IN'} (${term.list.map(printLiteral).join(', ')})`
    default:
      return unreachable(term)
  }
}
