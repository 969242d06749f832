import { expect, it } from 'vitest'
import { unitSchema } from '#hub/entities/unit-schema.ts'
import { readRepositoryFile } from '#tests/source-files.ts'

/** What the write of a Unit reads itself, and what the hub gives no Unit of its own. */
const readApart = ['ChangeSetID', 'LastChangeDescription', 'Permissions', 'Version']

it('the hub takes the fields of a Unit that the contract says can be patched, and no other (contract 3)', () => {
  const [, list = ''] =
    /These fields can be patched: ([^.]+)\./.exec(readRepositoryFile('docs/contract.md')) ?? []

  expect(list.split(/,\s+/).toSorted()).toEqual([...Object.keys(unitSchema.shape), ...readApart].toSorted())
})
