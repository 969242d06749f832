import { compareNumbers } from '#lib/base/exact-number.ts'
import type { Json } from '#lib/base/json.ts'
import { unreachable } from '#lib/base/unreachable.ts'
import { readAccessor } from '#lib/path/image.ts'
import { valuesAt } from '#lib/path/walk.ts'
import type { DataTerm, Literal, TermPath, WhereData } from '#lib/where/ast.ts'
import { isOrdered, literalTest } from '#lib/where/compare-text.ts'
import type { Compare } from '#lib/where/operators.ts'

/** A resource of a document, as where_data sees it. */
export type MatchedResource = {
  /** `apps/v1/Deployment` */
  readonly resourceType: string
  /** `<namespace>/<name>` */
  readonly resourceName: string
  readonly value: Json
}

/** Whether all terms hold on this resource (contract 7.1). */
export function matchesData(where: WhereData, resource: MatchedResource): boolean {
  return where.terms.every((term) => matchesTerm(term, resource))
}

function matchesTerm(term: DataTerm, resource: MatchedResource): boolean {
  const refuted = refutedBy(term)
  if (refuted !== undefined && pseudoAttribute(term.path, resource) === undefined)
    return valuesAt(resource.value, term.path.segments).length > 0 && !matchesTerm(refuted, resource)
  const found = comparedValues(term.path, resource)
  switch (term.kind) {
    case 'in': {
      const wanted = new Set(term.list.map((literal) => String(literal.value)))
      return found.some((value) => isScalar(value) && wanted.has(String(value)) !== term.not)
    }
    case 'compare':
      return found.some((value) => compare(value, term.op, term.right))
    default:
      return unreachable(term)
  }
}

/**
 * What must not hold where a path split by `.|` is compared by `!=` or NOT IN: the term holds when something is selected
 * on the left, and nothing on the right of it equals (contract 7.1). Undefined for any other term.
 */
export function refutedBy(term: DataTerm): DataTerm | undefined {
  if (term.path.optional === undefined) return undefined
  if (term.kind === 'in') return term.not ? { ...term, not: false } : undefined
  return term.op === '!=' ? { ...term, op: '=' } : undefined
}

/** The values that a condition on this path compares. */
export function comparedValues(path: TermPath, resource: MatchedResource): Json[] {
  const pseudo = pseudoAttribute(path, resource)
  if (pseudo !== undefined) return [pseudo]
  const { segments, optional = [], accessor } = path
  const values = valuesAt(resource.value, [...segments, ...optional])
  return accessor === undefined
    ? values
    : values.flatMap((value) => (typeof value === 'string' ? [readAccessor(value, accessor)] : []))
}

function pseudoAttribute({ segments }: TermPath, resource: MatchedResource): string | undefined {
  const [first, second] = segments
  if (first?.kind !== 'key' || first.key !== 'ConfigHub' || second?.kind !== 'key' || segments.length !== 2)
    return undefined
  switch (second.key) {
    case 'ResourceType':
      return resource.resourceType
    case 'ResourceName':
      return resource.resourceName
    case 'ResourceNameWithoutScope':
      return resource.resourceName.slice(resource.resourceName.lastIndexOf('/') + 1)
    case 'ResourceCategory':
      return 'Resource'
    default:
      return undefined
  }
}

function compare(value: unknown, op: Compare, right: Literal): boolean {
  if (right.kind === 'bool') return typeof value === 'boolean' && (op === '=') === (value === right.value)
  if (right.kind === 'int') return isNumber(value) && isOrdered(compareNumbers(value, right.value), op)
  return typeof value === 'string' && literalTest(op, right)(value)
}

function isScalar(value: unknown): value is string | number | bigint | boolean {
  return typeof value === 'string' || typeof value === 'boolean' || isNumber(value)
}

function isNumber(value: unknown): value is number | bigint {
  return typeof value === 'number' || typeof value === 'bigint'
}
