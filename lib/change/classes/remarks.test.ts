import { expect, it } from 'vitest'
import { remarksOf } from '#lib/change/classes/remarks.ts'
import { diffResources } from '#lib/config/compare/diff.ts'
import { readResources } from '#lib/config/document/document.ts'

function remarks(before: string, after: string): string[] {
  const [old, fresh] = [before, after].map((text) => readResources(`kind: Pod\nmetadata: {name: p}\n${text}`))
  if (!old?.ok || !fresh?.ok) throw new Error('not YAML')
  return remarksOf(diffResources(old.value, fresh.value), fresh.value)
}

const env = (...entries: string[]) =>
  `spec: {containers: [{name: web, env: [${entries.map((entry) => `{name: ${entry}}`).join()}]}]}`

it.each([
  ['a new element before another', env('A'), env('B', 'A'), ['places B before A in env']],
  ['several', env('C'), env('A', 'B', 'C'), ['places A before B in env', 'places B before C in env']],
  ['not one at the end, where it is expected', env('A'), env('A', 'B'), []],
  ['not the first of a list', 'spec: {}', env('A'), []],
  [
    'a variable that is listed twice',
    env('TZ, value: a', 'TZ, value: b'),
    env('TZ, value: a', 'TZ, value: c'),
    ['leaves env with more than one TZ, of which the last counts'],
  ],
  ['not one that the change is not about', `a: 1\n${env('TZ', 'TZ')}`, `a: 2\n${env('TZ', 'TZ')}`, []],
])('reports %s', (_, before, after, expected) => {
  expect(remarks(before, after)).toEqual(expected)
})

it('names ten places at most, and how many more there are', () => {
  const many = Array.from({ length: 15 }, (_, index) => `N${index}`)

  expect(remarks(env('A'), env(...many, 'A'))).toHaveLength(11)
  expect(remarks(env('A'), env(...many, 'A')).at(-1)).toBe('does the like in 5 more places')
})
