import { z } from 'zod'
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
  | { readonly kind: 'units'; readonly unitIds: readonly string[]; readonly where: string }

/** A pick too long for an address, kept by the explorer in this tab. */
export const PickedUnits = z.object({ unitIds: z.array(z.string()), where: z.string().optional() }).nullable()
export type PickedUnits = z.infer<typeof PickedUnits>

type ScopeSearch = Pick<NewChangeSearch, 'where' | 'data' | 'type' | 'units' | 'pick'>

/** Undefined when the address names a pick that this tab does not have. */
export function scopeOf(search: ScopeSearch, picked: PickedUnits): Scope | undefined {
  const { where, data, type, units, pick } = search
  if (units.length > 0) return { kind: 'units', unitIds: units, where }
  if (pick === '') return { kind: 'query', where, whereData: data, resourceType: type }
  return picked === null
    ? undefined
    : { kind: 'units', unitIds: picked.unitIds, where: picked.where ?? where }
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
