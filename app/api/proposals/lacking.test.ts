import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import { type Desk, sitDown } from '#app/api/proposals/testing/desk.ts'
import { type RunningHub, startHub } from '#hub/start.ts'
import type { Patch } from '#lib/change/model.ts'

let hub: RunningHub
let alice: Desk
let bob: Desk
const one = "Slug = 'trade-service' AND Space.Slug LIKE '%prod-a%'"
const patch: Patch = {
  kind: 'set-fields',
  resourceType: 'apps/v1/Deployment',
  fields: [{ path: 'spec.replicas', value: 23 }],
}

beforeAll(async () => {
  hub = await startHub({ data: 'memory', fleet: 'microtraderx' })
  vi.stubEnv('CONFIGHUB_URL', new URL(hub.url).origin)
  vi.stubEnv('HUBDECK_APPROVALS', `${one}: 1`)
  const headers = { Authorization: `Bearer ${hub.tokenFor('alice@trading.com')}` }
  const spaces = await fetch(encodeURI(`${hub.url}/space?where=Slug LIKE '%-infra'`), { headers })
  const [infra] = await spaces.json()
  alice = await sitDown(hub.tokenFor('alice@trading.com'), infra.Space.SpaceID)
  bob = await sitDown(hub.tokenFor('bob@trading.com'), infra.Space.SpaceID)
})
afterAll(async () => {
  await hub.stop()
  vi.unstubAllEnvs()
})

it('units lack approvals, and the list says so, until another person approved their proposal', async () => {
  const { tagId, unitIds } = await alice.propose(one, patch)
  const all = [[one, 1, unitIds.length]]
  expect(await alice.lacking({ unitIds })).toEqual(all)
  expect(await alice.lacking({ unitIds, tagId })).toEqual(all)
  expect(await bob.stateInList(tagId)).toBe('proposed')

  await bob.approve(tagId, (await bob.view(tagId)).proposalHash)

  expect(await alice.lacking({ unitIds, tagId })).toEqual([])
  expect(await bob.stateInList(tagId)).toBe('approved')
  // Written as another change, they would lack it still.
  expect(await alice.lacking({ unitIds })).toEqual(all)

  // What moved is left as it is, so that writing the others waits for nobody.
  await move(unitIds[0] ?? '')
  expect(await alice.lacking({ unitIds, tagId })).toEqual([])

  await bob.revoke(tagId)
  expect(await alice.lacking({ unitIds, tagId })).toEqual([[one, 1, unitIds.length - 1]])
  expect(await bob.stateInList(tagId)).toBe('proposed')
})

it('what units need that nobody sees any more is not known, however approved the others are', async () => {
  const { tagId, unitIds } = await alice.propose(one, patch)
  await bob.approve(tagId, (await bob.view(tagId)).proposalHash)
  expect(await bob.view(tagId)).toMatchObject({ open: unitIds.length, missing: 0, unseen: 0 })

  await remove(unitIds[0] ?? '')

  expect(await bob.view(tagId)).toMatchObject({ open: unitIds.length - 1, missing: 0, unseen: 1 })
  expect(await bob.stateInList(tagId)).toBe('proposed, unknown')
})

const headers = () => ({ Authorization: `Bearer ${hub.tokenFor('alice@trading.com')}` })

async function pathOf(unitId: string): Promise<string> {
  const where = encodeURIComponent(`UnitID = '${unitId}'`)
  const found = await fetch(`${hub.url}/unit?where=${where}`, { headers: headers() })
  const [{ Unit }] = await found.json()
  return `${hub.url}/space/${Unit.SpaceID}/unit/${unitId}`
}

async function remove(unitId: string) {
  const gone = await fetch(await pathOf(unitId), { method: 'DELETE', headers: headers() })
  if (!gone.ok) throw new Error(await gone.text())
}

async function move(unitId: string) {
  const path = `${await pathOf(unitId)}/data`
  const text = await (await fetch(path, { headers: headers() })).text()
  const type = { 'Content-Type': 'application/octet-stream' }
  const body = `${text}# later\n`
  const moved = await fetch(path, { method: 'PUT', headers: { ...headers(), ...type }, body })
  if (!moved.ok) throw new Error(await moved.text())
}
