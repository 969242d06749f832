import { expect, it } from 'vitest'
import { stepAt } from '#components/ui/state/unit-walk.ts'

const walk = { names: ['a/x', 'b/x', 'c/x'], before: 7, total: 50, address: '?where=' }

it.each([
  ['a/x', { position: 8, previous: undefined, next: 'b/x' }],
  ['b/x', { position: 9, previous: 'a/x', next: 'c/x' }],
  ['c/x', { position: 10, previous: 'b/x', next: undefined }],
])('says where %s stands and what is beside it', (name, step) => {
  expect(stepAt(walk, name)).toEqual({ ...step, total: 50, address: '?where=' })
})

it('knows no place for a unit that was not in the query', () => {
  expect(stepAt(walk, 'd/x')).toBeUndefined()
})
