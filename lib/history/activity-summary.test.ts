import { expect, it } from 'vitest'
import { summaryOf } from '#lib/history/activity-summary.ts'
import type { ChangeDescription } from '#lib/history/change-description.ts'

const say = (sentence: string, times: number): ChangeDescription[] =>
  Array.from({ length: times }, () => ({ sentence }))

it.each([
  [say('replicas 3 → 5', 1), 1, 'replicas 3 → 5'],
  [
    [{ unknown: 'too-large' }] as ChangeDescription[],
    1,
    'Unknown: the document is too large to compare in a list; open the difference',
  ],
  [say('replicas 2 → 3', 2), 2, 'replicas 2 → 3 in both units'],
  [say('replicas 2 → 3', 17), 17, 'replicas 2 → 3 in all 17 units'],
  [
    [...say('replicas 5 → 3', 2), ...say('replicas 2 → 3', 15)],
    17,
    'replicas 2 → 3 in 15 · replicas 5 → 3 in 2',
  ],
  [
    [...say('a', 4), ...say('b', 3), ...say('c', 2), ...say('d', 1)],
    10,
    'a in 4 · b in 3 · 2 other changes in 3',
  ],
  [[...say('a', 2), { unknown: 'gone' as const }], 3, 'a in 2 · unknown in 1'],
  [say('a', 50), 1600, 'a in 50 · 1,550 of 1,600 units not read; open to see them'],
])('%#: adds up', (told, total, text) => {
  expect(summaryOf(told, total)).toBe(text)
})
