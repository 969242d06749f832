import { expect, it } from 'vitest'
import { computeHere } from '#lib/change/preview/compute.ts'
import type { Derivation, Derived } from '#lib/change/preview/derivation.ts'
import { rowComputer } from '#lib/change/preview/preview-rows.ts'
import { documentHash } from '#lib/change/seal/document-hash.ts'

const patch = { kind: 'set-fields', fields: [{ path: 'a', value: 2 }] } as const
const derived = (UnitID: string, text: string, derivation: Derivation = { from: 'patch' }): Derived => ({
  head: {
    unit: {
      ...{ UnitID, SpaceID: 's', Slug: UnitID, SpaceSlug: 's', HeadRevisionNum: 1 },
      DataHash: documentHash(text),
    },
    text,
  },
  derivation,
})

/** Rows by unit, and the documents that were computed for them. */
function counted() {
  const computed: string[] = []
  const compute: typeof computeHere = {
    ...computeHere,
    rows: (batch) => {
      computed.push(...batch.jobs.map(({ text }) => text))
      return computeHere.rows(batch)
    },
  }
  const rows = rowComputer(patch, compute, 10_000)
  const all = async (units: readonly Derived[]) => {
    const found: [string, string][] = []
    for await (const portion of rows(units))
      for (const { row } of portion) found.push([row.UnitID, row.status])
    return found
  }
  return { all, computed }
}

it('a document that several units have is computed once, and each of them gets its row', async () => {
  const { all, computed } = counted()

  const [first, second] = await Promise.all([
    all([derived('1', 'a: 1\n'), derived('2', 'a: 2\n'), derived('3', 'a: 1\n')]),
    all([derived('4', 'a: 1\n')]),
  ])

  expect(first.toSorted()).toEqual([
    ['1', 'change'],
    ['2', 'unchanged'],
    ['3', 'change'],
  ])
  expect(second).toEqual([['4', 'change']])
  expect(computed).toEqual(['a: 1\n', 'a: 2\n'])
})

it('the same text in another format is another document', async () => {
  const { all, computed } = counted()
  const text = '{"a": 1}\n'
  const { head, derivation } = derived('2', text)
  const json = { head: { ...head, unit: { ...head.unit, ToolchainType: 'AppConfig/JSON' } }, derivation }

  await all([derived('1', text), json])

  expect(computed).toEqual([text, text])
})

it('what the hub made of the same document may differ from unit to unit', async () => {
  const { all } = counted()
  const text = 'a: 1\n'

  const rows = await all([
    derived('1', text, { from: 'text', text: 'a: 3\n' }),
    derived('2', text, { from: 'nothing', evaluation: { status: 'unchanged' } }),
  ])

  expect(rows).toEqual([
    ['1', 'change'],
    ['2', 'unchanged'],
  ])
})

it('a document whose computation failed is computed again for the next unit that has it', async () => {
  let asked = 0
  const compute: typeof computeHere = {
    ...computeHere,
    rows: async (batch) => {
      asked += 1
      if (asked === 1) throw new Error('the thread ended')
      return await computeHere.rows(batch)
    },
  }
  const rows = rowComputer(patch, compute, 10_000)
  const first = async () => {
    for await (const portion of rows([derived('1', 'a: 1\n')])) return portion
    return []
  }

  await expect(first()).rejects.toThrow('the thread ended')
  expect(await first()).toMatchObject([{ row: { status: 'change' } }])
})
