import { compareText } from '#lib/base/code-point-order.ts'
import type { HeldRevision } from '#lib/change/evidence/read-held.ts'
import type { Comparison, EvidenceClass, Verdicts } from '#lib/change/evidence/statement.ts'
import type { Revision } from '#lib/confighub/schema/entities.ts'

/** In names of resources, for the Slugs of the unit and its Space. */
const ownSpace = '{space}'
const ownSlug = '{unit}'

/** Numbers units with the same changes and verdicts alike, in the order in which they come. */
export class Classes {
  readonly #numbers = new Map<string, number>()
  readonly #all: EvidenceClass[] = []

  get all(): EvidenceClass[] {
    return this.#all
  }

  numberOf({ unit, revision, comparison }: HeldRevision): number {
    const each = { comparison: withoutOwnNames(comparison, unit), validators: verdictsOf(revision) }
    const key = JSON.stringify(each)
    const known = this.#numbers.get(key)
    if (known !== undefined) return known
    const number = this.#all.push(each) - 1
    this.#numbers.set(key, number)
    return number
  }
}

/** The comparison of one unit, with the names that its class leaves open. */
export function comparisonFor(comparison: Comparison, unit: string): Comparison {
  const [space, slug] = partsOf(unit)
  return withNames(comparison, (part) => (part === ownSpace ? space : part === ownSlug ? slug : part))
}

function withoutOwnNames(comparison: Comparison, unit: string): Comparison {
  const [space, slug] = partsOf(unit)
  return withNames(comparison, (part, at) =>
    at === 0 && part === space ? ownSpace : at === 1 && part === slug ? ownSlug : part,
  )
}

/** The namespace and the name of a resource, or the Space and the Slug of a unit. */
function partsOf(name: string): readonly [string, string] {
  const at = name.indexOf('/')
  return [name.slice(0, Math.max(0, at)), name.slice(at + 1)]
}

function withNames(comparison: Comparison, renamed: (part: string, at: number) => string): Comparison {
  if ('unknown' in comparison) return comparison
  const changes = comparison.changes.map((change) => {
    if (!change.resourceName.includes('/')) return change
    return { ...change, resourceName: partsOf(change.resourceName).map(renamed).join('/') }
  })
  return { ...comparison, changes }
}

export function verdictsOf({ ValidationPassed, ValidationWarnings, ValidationErrors }: Revision): Verdicts {
  return {
    passed: namesIn(ValidationPassed),
    warnings: namesIn(ValidationWarnings),
    errors: namesIn(ValidationErrors),
  }
}

function namesIn(map: unknown): string[] {
  return typeof map === 'object' && map !== null ? Object.keys(map).sort(compareText) : []
}
