import type { Compare, DataPath, DataSegment, DataTerm, Literal, WhereData } from '#lib/where/ast.ts'
import { unreachable } from '#lib/where/ast.ts'
import { isOrdered, literalTest } from '#lib/where/compare-text.ts'

/** A resource of a document, as where_data sees it. */
export type MatchedResource = {
  /** `apps/v1/Deployment` */
  readonly resourceType: string
  /** `<namespace>/<name>` */
  readonly resourceName: string
  readonly value: unknown
}

/** Whether all terms hold on this resource (contract 7.1). */
export function matchesData(where: WhereData, resource: MatchedResource): boolean {
  return where.terms.every((term) => matchesTerm(term, resource))
}

function matchesTerm(term: DataTerm, resource: MatchedResource): boolean {
  const found = valuesAt(term.path, resource)
  switch (term.kind) {
    case 'in': {
      const wanted = new Set(term.list.map((literal) => String(literal.value)))
      return found.some((value) =>
        value === missing ? term.not : isScalar(value) && wanted.has(String(value)) !== term.not,
      )
    }
    case 'compare':
      return found.some((value) =>
        value === missing ? term.op === '!=' : compare(value, term.op, term.right),
      )
    default:
      return unreachable(term)
  }
}

/** Stands for a missing right part of `.|`, which counts as "not equal". */
const missing = Symbol('missing')

function valuesAt(path: DataPath, resource: MatchedResource): unknown[] {
  const pseudo = pseudoAttribute(path, resource)
  if (pseudo !== undefined) return [pseudo]
  const left = walk([resource.value], path.segments)
  const values =
    path.optional === undefined
      ? left
      : left.flatMap((value) => {
          const right = walk([value], path.optional ?? [])
          return right.length > 0 ? right : [missing]
        })
  const { accessor } = path
  return accessor === undefined ? values : values.flatMap((value) => access(value, accessor))
}

function pseudoAttribute({ segments }: DataPath, resource: MatchedResource): string | undefined {
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

function walk(values: unknown[], segments: readonly DataSegment[]): unknown[] {
  return segments.reduce<unknown[]>(
    (current, segment) => current.flatMap((value) => step(value, segment)),
    values,
  )
}

function step(value: unknown, segment: DataSegment): unknown[] {
  switch (segment.kind) {
    case 'key':
    case 'param':
      return member(value, segment.key)
    case 'index':
      if (!Array.isArray(value)) return member(value, String(segment.index))
      return segment.index < value.length ? [value[segment.index]] : []
    case 'wildcard':
      if (Array.isArray(value)) return value
      return isRecord(value) ? Object.values(value) : []
    case 'match':
      return Array.isArray(value) ? value.filter((element) => isNamed(element, segment)) : []
    default:
      return unreachable(segment)
  }
}

function member(value: unknown, key: string): unknown[] {
  return isRecord(value) && Object.hasOwn(value, key) ? [value[key]] : []
}

function isNamed(element: unknown, { key, value }: { key: string; value: string }): boolean {
  return member(element, key).some((name) => isScalar(name) && String(name) === value)
}

/** Repository and reference of an image; a port in the registry is not a tag. */
function access(value: unknown, accessor: 'reference' | 'uri'): string[] {
  if (typeof value !== 'string') return []
  const uri = /^(?:[^/@]*\/)*[^/@:]*/.exec(value)?.[0] ?? value
  return [accessor === 'uri' ? uri : value.slice(uri.length)]
}

function compare(value: unknown, op: Compare, right: Literal): boolean {
  if (right.kind === 'bool') return typeof value === 'boolean' && (op === '=') === (value === right.value)
  if (right.kind === 'int') return typeof value === 'number' && isOrdered(value - right.value, op)
  return typeof value === 'string' && literalTest(op, right)(value)
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function isScalar(value: unknown): value is string | number | boolean {
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean'
}
