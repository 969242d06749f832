import { createHash } from 'node:crypto'
import { describe, expect, inject, it } from 'vitest'
import { z } from 'zod'
import { call, get } from '#tests/contract/http.ts'
import type { HubAddress } from '#tests/contract/hub-address.ts'
import { ExtendedUnitShape, SpaceShape } from '#tests/contract/shapes/answers.ts'
import { document, putDocument, revisions, type UnitAt } from '#tests/contract/units.ts'

const writers = 16
const unitCount = 40
/** Acknowledged writes of each writer; more for a longer run. */
const writesEach = Number(process.env.HUBDECK_WRITES ?? 15)

describe.each(inject('writingHubs'))('sixteen writers of units on $database (contract 11.8)', (hub) => {
  it('lose no update, and number the revisions without gaps or repeats', async () => {
    const units = await createUnits(hub)
    const written = new Map(units.map(({ UnitID }) => [UnitID, 0]))
    const refusals = await Promise.all(
      Array.from({ length: writers }, async (_, writer) => {
        let refused = 0
        for (let write = 0; write < writesEach; write += 1) {
          const unit = pick(units, writer * writesEach + write)
          refused += await countUp(hub, unit)
          written.set(unit.UnitID, (written.get(unit.UnitID) ?? 0) + 1)
        }
        return refused
      }),
    )

    for (const unit of units) await expectWhole(hub, unit, written.get(unit.UnitID) ?? 0)
    // Without a single refusal the writers never collided, and the test would prove nothing.
    expect(refusals.reduce((sum, refused) => sum + refused, 0)).toBeGreaterThan(0)
  })
})

async function createUnits(hub: HubAddress): Promise<UnitAt[]> {
  const { SpaceID } = SpaceShape.parse(
    (await call(hub, 'POST', '/space', { body: { Slug: 'sixteen-writers' } })).json,
  )
  return Promise.all(
    Array.from({ length: unitCount }, async (_, index) => {
      const body = { Slug: `unit-${index}`, ToolchainType: 'Kubernetes/YAML' }
      const created = await call(hub, 'POST', `/space/${SpaceID}/unit`, { body })
      const { UnitID } = z.object({ Unit: z.object({ UnitID: z.string() }) }).parse(created.json).Unit
      const path = `/space/${SpaceID}/unit/${UnitID}`
      const unit = { SpaceID, UnitID, DataHash: '', HeadRevisionNum: 1, path }
      await putDocument(hub, unit, textWith(0))
      return unit
    }),
  )
}

const textWith = (count: number) =>
  `apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: counter\ndata:\n  count: "${count}"\n`

/** Every second write goes to one of the first few units, so that the writers collide. */
function pick(units: readonly UnitAt[], turn: number): UnitAt {
  const spread = (turn * 2_654_435_761) % 4_294_967_296
  const unit = units[spread % (turn % 2 === 0 ? units.length : 4)]
  if (unit === undefined) throw new Error('no unit')
  return unit
}

/** Reads the counter and writes the next number with If-Match until it succeeds. Returns the number of refusals. */
async function countUp(hub: HubAddress, unit: UnitAt): Promise<number> {
  for (let refused = 0; refused < 1000; refused += 1) {
    const read = await get(hub, `${unit.path}/data`)
    const ifMatch = (read.headers.get('ETag') ?? '').replaceAll('"', '')
    const answer = await putDocument(hub, unit, textWith(countIn(read.text) + 1), { ifMatch })
    if (answer.status === 200) return refused
    if (answer.status !== 409) throw new Error(`${answer.status} ${answer.text}`)
  }
  throw new Error('a thousand refusals in a row')
}

function countIn(text: string): number {
  return Number(/count: "(\d+)"/.exec(text)?.[1])
}

async function expectWhole(hub: HubAddress, unit: UnitAt, writes: number): Promise<void> {
  const text = await document(hub, unit)
  expect(countIn(text)).toBe(writes)
  const history = (await revisions(hub, unit)).map(({ Revision }) => Revision)
  // An empty first revision, the document, and one revision for each write.
  expect(history.map(({ RevisionNum }) => RevisionNum)).toEqual(
    Array.from({ length: writes + 2 }, (_, index) => writes + 2 - index),
  )
  const { Unit } = ExtendedUnitShape.parse((await get(hub, unit.path)).json)
  expect(Unit).toMatchObject({ HeadRevisionNum: writes + 2, DataHash: sha256(text), Version: writes + 2 })
  for (const [index, { RevisionID, DataHash }] of history.entries()) {
    const stored = (await get(hub, `${unit.path}/revision/${RevisionID}/data`)).text
    expect(stored).toBe(index > writes ? '' : textWith(writes - index))
    expect(DataHash).toBe(sha256(stored))
  }
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex')
}
