import { expect, test } from 'vitest'
import { defined } from '#lib/base/defined.ts'

test('only undefined fields are left out, not empty ones', () => {
  const left = defined({ a: undefined, b: null, c: '', d: 0, e: false })
  expect(Object.entries(left)).toEqual([
    ['b', null],
    ['c', ''],
    ['d', 0],
    ['e', false],
  ])
})
