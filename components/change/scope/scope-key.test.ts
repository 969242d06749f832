import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { draftKeyOf } from '#components/change/scope/purpose.ts'
import type { Scope } from '#components/change/scope/scope.ts'

const keyOf = (scope: Scope) => draftKeyOf({ kind: 'edit' }, scope)
const query = fc.record({
  kind: fc.constant('query' as const),
  where: fc.constantFrom('', "Slug = 'a'", "Slug = 'b'"),
  whereData: fc.constantFrom('', 'spec.replicas > 2'),
  resourceType: fc.constantFrom('', 'apps/v1/Deployment'),
})
const units = fc.record({
  kind: fc.constant('units' as const),
  unitIds: fc.uniqueArray(fc.uuid(), { minLength: 1, maxLength: 50 }),
  where: fc.constantFrom('', "Slug = 'a'"),
})

describe('a draft of a change', () => {
  it('belongs to its scope: another query, content filter, resource type or unit has its own draft', () => {
    fc.assert(
      fc.property(fc.oneof(query, units), fc.oneof(query, units), (one, other) => {
        const identity = (scope: Scope) =>
          scope.kind === 'query'
            ? [scope.where, scope.whereData, scope.resourceType].join('|')
            : [...scope.unitIds].sort().join()
        expect(keyOf(one) === keyOf(other)).toBe(identity(one) === identity(other) && one.kind === other.kind)
      }),
      { seed: 7, numRuns: 2000 },
    )
  })

  it('is found again for the same units in another order', () => {
    const unitIds = ['b', 'a']

    expect(keyOf({ kind: 'units', unitIds, where: '' })).toBe(
      keyOf({ kind: 'units', unitIds: [...unitIds].reverse(), where: "Slug = 'x'" }),
    )
  })
})
