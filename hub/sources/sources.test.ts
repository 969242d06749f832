import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  isWithin,
  type MutationSources,
  type ResourceSources,
  resourceInfo,
  sourceOf,
} from '#hub/sources/mutation-sources.ts'
import { protectionPolicy, withProtection } from '#hub/sources/protection.ts'
import { manifests } from '#hub/sources/testing/arbitrary-manifests.ts'
import { traceSources } from '#hub/sources/trace-sources.ts'
import { runs } from '#hub/testing/runs.ts'
import { equalJson, isJsonList, isJsonMap, type Json } from '#lib/base/json.ts'
import { type Resource, readResources } from '#lib/config/document/document.ts'
import { mergeThreeWay } from '#lib/config/patch/merge-three.ts'
import type { PathSegment } from '#lib/path/data-path.ts'
import { elementSegment } from '#lib/path/element-name.ts'
import { pathText } from '#lib/path/print-path.ts'
import { readPath } from '#lib/path/walk.ts'

function resourcesOf(text: string): readonly Resource[] {
  const read = readResources(text)
  if (!read.ok) throw new Error(read.error.message)
  return read.value
}

/** Paths of the scalars: an empty map is what deletions leave, so nobody has set it. */
function leaves(value: Json, path: readonly PathSegment[] = [], field?: string): string[] {
  if (isJsonMap(value))
    return Object.entries(value).flatMap(([key, inner]) =>
      leaves(inner, [...path, { kind: 'key', key }], key),
    )
  if (isJsonList(value))
    return value.flatMap((inner, index) => leaves(inner, [...path, elementSegment(value, index, field)]))
  return [pathText(path)]
}

/** The value at a path of the resource of that name; undefined where there is none. */
function valueAt(text: string, { ResourceType, ResourceName }: ResourceSources['Resource'], path: string) {
  const own = resourcesOf(text).find(
    ({ resourceType, resourceName }) => resourceType === ResourceType && resourceName === ResourceName,
  )
  if (own === undefined || path === '') return own?.value
  return readPath(own.value, path)[0]?.value
}

function fold(texts: readonly string[]): MutationSources {
  const steps = ['', ...texts].map((text, mutationNum) => ({ text, mutationNum }))
  return traceSources({ sources: [], texts: steps, protect: false })
}

/** The path that the answer for `path` was recorded under; '' = the whole resource. */
function recordedUnder(
  sources: MutationSources,
  resource: ResourceSources['Resource'],
  path: string,
): string {
  const own = sources.find(({ Resource }) => Resource.ResourceType === resource.ResourceType)
  return (
    Object.keys(own?.PathMutationMap ?? {})
      .filter((key) => isWithin(path, key))
      .sort((a, b) => b.length - a.length)[0] ?? ''
  )
}

describe('mutation sources', () => {
  it('name the mutation that gave a path its value, whatever happened before', () => {
    fc.assert(
      fc.property(fc.array(manifests, { minLength: 1, maxLength: 6 }), (texts) => {
        const sources = fold(texts)
        const last = texts.at(-1) ?? ''
        for (const { resourceType, resourceName, value } of resourcesOf(last)) {
          const resource = resourceInfo(resourceType, resourceName)
          for (const path of leaves(value)) {
            const number = sourceOf(sources, resource, path)?.Index ?? 0
            const [before, after] = [texts[number - 2] ?? '', texts[number - 1] ?? '']
            const recorded = recordedUnder(sources, resource, path)
            expect(valueAt(after, resource, path)).toEqual(valueAt(last, resource, path))
            expect(valueAt(before, resource, recorded)).not.toEqual(valueAt(after, resource, recorded))
          }
        }
      }),
      { numRuns: runs(120) },
    )
  })
})

describe('protection', () => {
  it('holds in every merge: a protected path keeps its value, present or absent', () => {
    const scenario = fc.tuple(
      manifests,
      manifests,
      manifests,
      fc.infiniteStream(fc.nat({ max: 99 })),
      fc.boolean(),
    )
    fc.assert(
      fc.property(scenario, ([base, ours, theirs, picks, preferOurs]) => {
        const own = resourcesOf(ours)
        let sources = fold([ours])
        const kept = own.flatMap(({ resourceType, resourceName, value }) => {
          const all = leaves(value)
          const resource = resourceInfo(resourceType, resourceName)
          return [1, 2].map(() => ({
            resource,
            path: all[Number(picks.next().value) % all.length] ?? 'kind',
          }))
        })
        for (const { resource, path } of kept)
          sources = withProtection(sources, resource, { [path]: true }, 2)

        const merged = mergeThreeWay(
          base,
          ours,
          theirs,
          protectionPolicy(sources, preferOurs ? 'ours' : 'theirs'),
        )

        if (!merged.ok) throw new Error(merged.error.message)
        for (const { resource, path } of kept)
          expect(valueAt(merged.value.text, resource, path)).toEqual(valueAt(ours, resource, path))
      }),
      { numRuns: runs(300) },
    )
  })

  it('withholds nothing else: without it and without local changes, a merge takes the upstream values', () => {
    fc.assert(
      fc.property(manifests, manifests, (base, theirs) => {
        const merged = mergeThreeWay(base, base, theirs, protectionPolicy(fold([base]), 'theirs'))
        expect(merged.ok && merged.value.conflicts).toEqual([])
        const values = (text: string) => resourcesOf(text).map(({ value }) => value)
        const result = merged.ok ? values(merged.value.text) : []
        expect(result.length).toBe(values(theirs).length)
        for (const value of values(theirs)) expect(result.some((each) => equalJson(each, value))).toBe(true)
      }),
      { numRuns: runs(150) },
    )
  })
})
