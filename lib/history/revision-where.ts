import type { Ref } from '#lib/where/ast.ts'
import { relations } from '#lib/where/attributes.ts'
import { callsOf } from '#lib/where/boolean/call-plan.ts'
import { refsOf } from '#lib/where/check.ts'
import { parseWhere } from '#lib/where/parse.ts'

/**
 * Rewrites the calls of a query over units as calls for their revisions: `Slug = 'a'` becomes `Unit.Slug = 'a'`.
 * Undefined when it uses something that is not reachable from a revision; then the units have to be found first.
 */
export function revisionCalls(unitWhere: string): readonly string[] | undefined {
  const calls = callsOf(unitWhere, 'Unit')
  const rewritten = calls.ok ? calls.value.map(revisionWhere) : [undefined]
  const known = rewritten.filter((call) => call !== undefined)
  return known.length === rewritten.length ? known : undefined
}

function revisionWhere(unitWhere: string): string | undefined {
  const parsed = parseWhere(unitWhere)
  if (!parsed.ok) return undefined
  const starts: number[] = []
  for (const term of parsed.value.terms) {
    const refs = refsOf(term)
    // `LEN` takes an attribute of the entity itself only (contract 6.1).
    if (term.kind === 'len' || !refs.every(isReachable)) return undefined
    starts.push(...refs.filter((ref) => relationOf(ref) === undefined).map(({ span }) => span.start))
  }
  let text = unitWhere
  for (const start of starts.sort((a, b) => b - a)) text = `${text.slice(0, start)}Unit.${text.slice(start)}`
  return text.trim()
}

function isReachable(ref: Ref): boolean {
  const relation = relationOf(ref)
  return relation === undefined || relation === 'Unit' || relation === 'Space'
}

/** `Space` of `Space.Slug`, which reads like a map and its key. */
function relationOf({ relation, attribute, key }: Ref): string | undefined {
  return relation ?? (key !== undefined && attribute in relations.Unit ? attribute : undefined)
}
