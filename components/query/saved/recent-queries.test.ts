import { expect, test } from 'vitest'
import { type RecentQuery, remember } from '#components/query/saved/recent-queries.ts'

const now = new Date('2026-11-29T03:04:00Z')
const query = (where: string) => ({ where, data: '', type: '' })
const run = (...wheres: readonly string[]) =>
  wheres.reduce<readonly RecentQuery[]>((recent, where) => remember(recent, query(where), now), [])

test('the newest query comes first, and each query once', () => {
  expect(run('a', 'b', 'a').map(({ where }) => where)).toEqual(['a', 'b'])
})

test('running the newest again, or all units, changes nothing', () => {
  const recent = run('a')

  expect(remember(recent, query('a'), now)).toBe(recent)
  expect(remember(recent, query(''), now)).toBe(recent)
})

test('thirty are kept', () => {
  const recent = run(...Array.from({ length: 40 }, (_, number) => `Slug = '${number}'`))

  expect(recent).toHaveLength(30)
  expect(recent[0]?.where).toBe("Slug = '39'")
})
