import { expect, it } from 'vitest'
import { gatesOf } from '#lib/confighub/gates.ts'

it.each([
  [undefined, { failing: [], isPending: false }],
  [
    { 'a/b/vet-cel': true, 'a/c/vet-cel': false },
    { failing: ['a/b/vet-cel'], isPending: false },
  ],
  [{ 'awaiting/triggers': true }, { failing: [], isPending: true }],
  [
    { 'awaiting/triggers': true, 'a/b/vet-cel': true },
    { failing: ['a/b/vet-cel'], isPending: true },
  ],
])('a check that is still running has not failed: %j', (ValidationErrors, gates) => {
  expect(gatesOf({ ValidationErrors })).toEqual(gates)
})
