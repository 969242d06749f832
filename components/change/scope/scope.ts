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
    }

type ScopeSearch = Pick<NewChangeSearch, 'where' | 'data' | 'type' | 'units' | 'pick'>

/** Undefined when the address names a pick that this tab does not have. */
export function scopeOf(search: ScopeSearch, picked: PickedUnits): Scope | undefined {
  const { where, data, type, units, pick } = search
  const content = { whereData: data, resourceType: type }
  if (units.length > 0) return { kind: 'units', unitIds: units, where, ...content }
  if (pick === '') return { kind: 'query', where, ...content }
  return picked === null
    ? undefined
    : { kind: 'units', unitIds: picked.unitIds, where: picked.where ?? where, ...content }
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
