import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { pathText } from '#lib/path/print-path.ts'
import { knownFor, nearestKnown, searchPaths } from '#lib/where/paths/seen-paths.ts'

const seen = (path: string, units: number, kind = 'text', resourceType = 'apps/v1/Deployment') => ({
  resourceType,
  path,
  kinds: [kind],
  units,
})
const containers = 'spec.template.spec.containers'
const paths = [
  seen('spec', 50, 'map'),
  seen('spec.replicas', 37, 'number'),
  seen('spec.replicas', 4, 'number', 'apps/v1/StatefulSet'),
  seen(containers, 41, 'list'),
  seen(`${containers}.*.image`, 41),
  seen(`${containers}.?name=main.image`, 41),
  seen(`${containers}.*.imagePullPolicy`, 9),
  seen('metadata.labels.app~1kubernetes~1io/name', 50),
]
const found = (text: string) => searchPaths(paths, text, 10).map(({ path }) => path)

describe('a path', () => {
  it('is found by its parts, what ends in a part first', () => {
    expect(searchPaths(paths, 'repl', 10)).toEqual([paths[1], paths[2]])
    expect(searchPaths(paths, 'stateful repl', 10)).toEqual([paths[2]])
    expect(found('image')).toEqual([
      `${containers}.*.image`,
      `${containers}.?name=main.image`,
      `${containers}.*.imagePullPolicy`,
    ])
    expect(found('cont main')).toEqual([`${containers}.?name=main.image`])
    expect(found('nothing')).toEqual([])
  })

  it.each([
    ['spec.replicas', 2],
    [`${containers}.0.image`, 1],
    [`${containers}.?name=@0.image`, 1],
    [`${containers}.*?name=main.image#reference`, 1],
    [`${containers}.*?name.|image`, 0],
    ['spec.replica', 0],
    ['spec..x', 0],
  ])('%s is known of %s types', (path, types) => {
    expect(knownFor(paths, '*', path)).toHaveLength(types)
  })

  it.each([
    ['spec.replica', 'spec.replicas'],
    ['replicas', 'spec.replicas'],
    ['spec.containers.0.image', `${containers}.*.image`],
    ['spec.template.spec.containers.?name=main.imgae', `${containers}.?name=main.image`],
    ['spec.nothing', undefined],
  ])('that nobody has, %s, is nearest to %s', (path, nearest) => {
    expect(nearestKnown(paths, '*', path)?.path).toBe(nearest)
  })

  it('that is offered is known', () => {
    // Digits alone read as a place in a list.
    const key = fc.string({ minLength: 1, maxLength: 6 }).filter((text) => !/^\d+$/.test(text))
    fc.assert(
      fc.property(fc.array(key, { minLength: 1, maxLength: 4 }), (keys) => {
        const path = pathText(keys.map((each) => ({ kind: 'key', key: each }) as const))
        const known = [seen(path, 1)]
        expect(knownFor(known, '', path)).toEqual(known)
        expect(nearestKnown(known, '', path)).toBe(known[0])
      }),
      { seed: 5, numRuns: 1000 },
    )
  })
})
