import type { PickedUnits } from '#components/query/picked-units.ts'
import type { Selection } from '#lib/change/model.ts'
import type { NewChangeSearch } from '#lib/url/search-params.ts'

/** Which units a change is about, as the address says it. */
export type Scope =
  | {
      readonly kind: 'query'
      readonly where: string
      readonly whereData: string
      readonly resourceType: string
    }
  | {
      readonly kind: 'units'
      readonly unitIds: readonly string[]
      /** The query they were picked from. */
      readonly where: string
      readonly whereData?: string
      readonly resourceType?: string
      /** Conditions that were computed when they were picked. */
      readonly computed?: string
    }

type ScopeSearch = Pick<NewChangeSearch, 'where' | 'data' | 'type' | 'computed' | 'units' | 'pick'>

/**
 * Undefined when the address names a pick that this tab does not have, or none beside a condition that only the explorer
 * computes: without it the change would reach more.
 */
export function scopeOf(search: ScopeSearch, picked: PickedUnits): Scope | undefined {
  const { where, data, type, computed, units, pick } = search
  const content = { whereData: data, resourceType: type }
  const from = { where, ...content, ...(computed && { computed }) }
  if (units.length > 0) return { kind: 'units', unitIds: units, ...from }
  if (pick === '') return computed === '' ? { kind: 'query', where, ...content } : undefined
  return picked === null
    ? undefined
    : { kind: 'units', unitIds: picked.unitIds, ...from, where: picked.where ?? where }
}

export function selectionOf(scope: Scope): Selection {
  if (scope.kind === 'units') {
    const { unitIds, where } = scope
    return where.trim() === '' ? { kind: 'units', unitIds } : { kind: 'units', unitIds, where }
  }
  const { where, whereData, resourceType } = scope
  return {
    kind: 'query',
    where,
    ...(whereData.trim() === '' ? {} : { whereData }),
    ...(resourceType.trim() === '' ? {} : { resourceType }),
  }
}
