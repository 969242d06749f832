import { identityOf } from '#lib/config/document/document.ts'
import { itemsOf } from '#lib/config/document/list-items.ts'
import type { PolicyOf } from '#lib/config/patch/merge-three-values.ts'

/**
 * A merge policy that also knows Lists. Sources and protection are kept for the items. Where a List comes or goes as a
 * whole, its items stay as they are when something in one of them is guarded.
 */
export function listPolicy(policyOf: PolicyOf): PolicyOf {
  return (resource) => {
    const own = policyOf(resource)
    const items = itemsOf(resource.value ?? null)
    const isGuarded = items?.some((value) => policyOf({ ...identityOf(value), value }).guard([]) !== 'free')
    return isGuarded === true ? { ...own, guard: () => 'guarded' } : own
  }
}
