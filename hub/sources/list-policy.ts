import { identityOf } from '#lib/config/document/document.ts'
import { itemsOf } from '#lib/config/document/list-items.ts'
import type { PolicyOf } from '#lib/config/patch/merge-three-values.ts'

/**
 * A merge policy that also handles Lists. Sources and protection are recorded per item. A List that comes or goes as a
 * whole stays as it is when anything in one of its items is protected.
 */
export function listPolicy(policyOf: PolicyOf): PolicyOf {
  return (resource) => {
    const own = policyOf(resource)
    const items = itemsOf(resource.value ?? null)
    const isGuarded = items?.some((value) => policyOf({ ...identityOf(value), value }).guard([]) !== 'free')
    return isGuarded === true ? { ...own, guard: () => 'guarded' } : own
  }
}
