import { createHash } from 'node:crypto'
import { expect } from 'vitest'
import { z } from 'zod'
import { call, get } from '#tests/contract/http.ts'
import type { HubAddress } from '#tests/contract/hub-address.ts'
import { calls } from '#tests/contract/invocations.ts'
import { ExtendedMutationShape } from '#tests/contract/shapes/answers.ts'
import { document, putDocument, revisions, type UnitAt, unitAt } from '#tests/contract/units.ts'

export type Acknowledged = {
  readonly UnitID: string
  readonly RevisionNum: number
  readonly DataHash: string
}

const markets = ['us-nyc', 'eu-lon', 'jp-tyo', 'sg-sin', 'br-sao', 'za-jnb']

const unitsOf = (hub: HubAddress, slug: string) =>
  Promise.all(markets.map((market) => unitAt(hub, `prod-${market}`, slug)))

/** Six writers of one document each, and one that changes six others at once, until the hub no longer answers. */
export async function writeUntilDead(
  hub: HubAddress,
  name: string,
  note: (write: Acknowledged) => void,
  noteBulk: (turn: number) => void,
): Promise<void> {
  const units = await unitsOf(hub, 'trade-service')
  const before = await countOf(hub)
  await Promise.all([
    ...units.map((unit, index) =>
      untilDead((write) => writeOne(hub, unit, `${write} of ${name}/${index}`, note)),
    ),
    untilDead((turn) => writeMany(hub, before + turn + 1, noteBulk)),
  ])
}

async function untilDead(write: (turn: number) => Promise<void>): Promise<void> {
  for (let turn = 0; ; turn += 1) {
    try {
      await write(turn)
    } catch (error) {
      // fetch throws a TypeError when the connection breaks; anything else is a fault.
      if (error instanceof TypeError) return
      throw error
    }
  }
}

async function writeOne(
  hub: HubAddress,
  unit: UnitAt,
  what: string,
  note: (write: Acknowledged) => void,
): Promise<void> {
  const text = `# write ${what}\nkind: ConfigMap\nmetadata:\n  name: crash\n`
  const answer = await putDocument(hub, unit, text)
  if (answer.status !== 200) throw new Error(`${answer.status} ${answer.text}`)
  const { Unit } = z
    .object({ Unit: z.object({ HeadRevisionNum: z.int(), DataHash: z.string() }) })
    .parse(answer.json)
  note({ UnitID: unit.UnitID, RevisionNum: Unit.HeadRevisionNum, DataHash: Unit.DataHash })
}

async function writeMany(hub: HubAddress, count: number, note: (count: number) => void): Promise<void> {
  const spaces = markets.map((market) => `'moss-cub-traderx-prod-${market}'`).join(', ')
  const where = `Slug = 'reference-data' AND Space.Slug IN (${spaces})`
  const answer = await call(hub, 'POST', '/function/invoke', {
    query: { where },
    body: calls(['set-annotation', 'count', String(count)]),
  })
  if (answer.status !== 200) throw new Error(`${answer.status} ${answer.text}`)
  note(count)
}

/** The stored numbers: each hub counts on from there, so that acknowledged writes can be found again. */
async function countOf(hub: HubAddress): Promise<number> {
  const counts = (await unitsOf(hub, 'reference-data')).map(async (unit) =>
    countIn(await document(hub, unit)),
  )
  return Math.max(...(await Promise.all(counts)))
}

function countIn(text: string): number {
  return Number(/count: "?(\d+)/.exec(text)?.[1] ?? 0)
}

/** No acknowledged write is lost, and none is half done. */
export async function expectWhole(
  hub: HubAddress,
  acknowledged: readonly Acknowledged[],
  bulkCount: number,
): Promise<void> {
  for (const unit of await unitsOf(hub, 'trade-service')) {
    const stored = await expectWholeUnit(hub, unit)
    const own = acknowledged.filter(({ UnitID }) => UnitID === unit.UnitID)
    expect(own.filter(({ RevisionNum, DataHash }) => stored.get(RevisionNum) !== DataHash)).toEqual([])
    expect(own.length).toBeGreaterThan(0)
  }
  for (const unit of await unitsOf(hub, 'reference-data')) {
    await expectWholeUnit(hub, unit)
    expect(countIn(await document(hub, unit))).toBeGreaterThanOrEqual(bulkCount)
  }
}

/** Checks that every revision can be read, matches its hash and has its mutations. Returns the hashes by number. */
async function expectWholeUnit(hub: HubAddress, unit: UnitAt): Promise<ReadonlyMap<number, string>> {
  const history = (await revisions(hub, unit)).map((item) => item.Revision)
  expect(history.map(({ RevisionNum }) => RevisionNum)).toEqual(
    Array.from({ length: unit.HeadRevisionNum }, (_, index) => unit.HeadRevisionNum - index),
  )
  expect(history[0]?.DataHash).toBe(unit.DataHash)
  for (const { RevisionID, DataHash } of history) {
    const { text } = await get(hub, `${unit.path}/revision/${RevisionID}/data`)
    expect(createHash('sha256').update(text).digest('hex')).toBe(DataHash)
  }
  expect(
    createHash('sha256')
      .update(await document(hub, unit))
      .digest('hex'),
  ).toBe(unit.DataHash)
  const answer = await get(hub, `${unit.path}/mutation`)
  const mutations = z
    .array(ExtendedMutationShape)
    .parse(answer.json)
    .map(({ Mutation }) => Mutation)
  const numbers = mutations.map(({ MutationNum }) => MutationNum ?? 0).toSorted((a, b) => a - b)
  expect(numbers).toEqual(Array.from({ length: numbers.length }, (_, index) => (numbers[0] ?? 0) + index))
  const mutated = new Set(mutations.map(({ RevisionNum }) => RevisionNum))
  expect(history.filter(({ RevisionNum }) => !mutated.has(RevisionNum))).toEqual([])
  return new Map(history.map(({ RevisionNum, DataHash }) => [RevisionNum, DataHash ?? '']))
}
