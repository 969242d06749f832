import { expect, it } from 'vitest'
import type { Store } from '#hub/store/store.ts'
import { databases } from '#tests/contract/hub-address.ts'

/** A database that a store may name does not compile before it is here. */
const known: Readonly<Record<Store['database'], true>> = { PGlite: true, PostgreSQL: true }

it('the contract tests run on every database that a hub has', () => {
  expect(databases.toSorted()).toEqual(Object.keys(known).toSorted())
})
