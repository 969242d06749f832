import { expect, it } from 'vitest'
import { blockedBy } from '#components/query/blocked.ts'

const fine = { isDirty: false, isReadable: true, isPlaceholder: false, mayBeWider: false }

it.each([
  [{ isDirty: true }, /answer the previous query/],
  [{ isDirty: true, isReadable: false }, /answer the previous query/],
  [{ isReadable: false }, /is not valid/],
  [{ isPlaceholder: true }, /still loading/],
  [{ silence: 'The hub is silent.' }, /^The hub is silent\.$/],
  [{ silence: 'The hub is silent.', isPlaceholder: true }, /^The hub is silent\.$/],
  [{ mayBeWider: true }, /^Part of the address was ignored/],
  [{ mayBeWider: true, isPlaceholder: true }, /^Part of the address was ignored/],
])('rows may not be acted on with %o', (state, reason) => {
  expect(blockedBy({ ...fine, ...state })).toMatch(reason)
})

it('rows that answer what the page asks may be acted on', () => {
  expect(blockedBy(fine)).toBeUndefined()
})
