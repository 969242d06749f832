import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { configDiff } from '#hub/units/config-diff.ts'
import { linePatch } from '#hub/units/line-patch.ts'

/** Applies the patch as its reader would. */
function applied(before: string, patch: string): string {
  const old = before.split('\n')
  const fresh: string[] = []
  let at = 0
  for (const line of patch.split('\n').slice(0, -1)) {
    const header = /^@@ -(\d+),(\d+) \+(\d+),(\d+) @@$/.exec(line)
    if (header !== null) {
      const start = Number(header[1]) - 1
      while (at < start) fresh.push(old[at++] ?? '')
      expect(fresh).toHaveLength(Number(header[3]) - 1)
      continue
    }
    if (line[0] !== '+') expect(old[at++]).toBe(line.slice(1))
    if (line[0] !== '-') fresh.push(line.slice(1))
  }
  return [...fresh, ...old.slice(at)].join('\n')
}

const text = fc
  .array(fc.constantFrom('a', 'b', 'c', '', '@@ -1,1 +1,1', '+x', '-x'), { maxLength: 40 })
  .map((lines) => lines.join('\n'))

describe('linePatch', () => {
  it('turns one text into the other', () => {
    fc.assert(
      fc.property(text, text, (before, after) => {
        expect(applied(before, linePatch(before, after))).toBe(after)
      }),
      { numRuns: 500 },
    )
  })

  it('shows three lines around a change and says nothing of equal texts', () => {
    const lines = Array.from({ length: 30 }, (_, at) => `line ${at}`)

    const patch = linePatch(lines.join('\n'), lines.with(4, 'new').with(20, 'newer').join('\n'))

    expect(patch.match(/^@@.*$/gm)).toEqual(['@@ -2,7 +2,7 @@', '@@ -18,7 +18,7 @@'])
    expect(linePatch('a\nb', 'a\nb')).toBe('')
  })

  it('says that a difference is too large instead of showing both texts in full', () => {
    const lines = (mark: string) => Array.from({ length: 5000 }, (_, at) => `${mark} ${at}`).join('\n')

    expect(linePatch(lines('old'), lines('new'))).toBe('too large to show: 5,000 lines\n')
  })
})

describe('configDiff', () => {
  const env = (first: number, value: number) =>
    `kind: A\nmetadata: {name: a}\nspec:\n  env:\n${Array.from({ length: 2000 - first }, (_, at) => `    - {name: E${at + first}, value: x${value}}\n`).join('')}`

  it('places each element of a long list on both sides', () => {
    const [resource] = configDiff(env(0, 1), env(1, 2)).Resources

    const places = resource?.Changes?.map(({ Segments }) => Segments[2]) ?? []
    expect(places).toHaveLength(2000)
    expect(places.filter((place) => place?.ToIndex === -1)).toEqual([
      { MergeKeys: [{ Key: 'name', Value: 'E0' }], FromIndex: 0, ToIndex: -1 },
    ])
    const moved = places.filter(
      (place) => place?.FromIndex === (place?.ToIndex ?? 0) + 1 && place.ToIndex >= 0,
    )
    expect(moved).toHaveLength(1999)
  })

  it('keeps resources in the order of the new document, and removed ones where they were', () => {
    const resource = (name: string, value = 1) => `kind: A\nmetadata: {name: ${name}}\nspec: {x: ${value}}\n`
    const other = (name: string) => `kind: ${name}\nmetadata: {name: ${name}}\n`
    const before = [resource('a'), other('Gone'), resource('b'), other('Gone2')].join('---\n')
    const after = [resource('b', 2), other('New'), resource('a', 2)].join('---\n')

    const { Resources } = configDiff(before, after)

    expect(Resources.map(({ Resource, ChangeType }) => `${Resource.ResourceName} ${ChangeType}`)).toEqual([
      '/b Update',
      '/Gone2 Delete',
      '/New Add',
      '/a Update',
      '/Gone Delete',
    ])
  })
})
