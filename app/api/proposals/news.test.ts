import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import { type Desk, sitDown } from '#app/api/proposals/testing/desk.ts'
import { type RunningHub, startHub } from '#hub/start.ts'
import type { Patch } from '#lib/change/model.ts'
import { replicas } from '#lib/change/testing/rehearsal.ts'

let hub: RunningHub
let alice: Desk
let bob: Desk
let units: { UnitID: string; SpaceID: string }[] = []
const where = "Labels.Try = 'yes'"

beforeAll(async () => {
  hub = await startHub({ data: 'memory', fleet: 'microtraderx' })
  vi.stubEnv('CONFIGHUB_URL', new URL(hub.url).origin)
  const [infra] = await ask<{ Space: { SpaceID: string } }[]>('GET', "/space?where=Slug LIKE '%-infra'")
  alice = await sitDown(hub.tokenFor('alice@trading.com'), infra?.Space.SpaceID ?? '')
  bob = await sitDown(hub.tokenFor('bob@trading.com'), infra?.Space.SpaceID ?? '')
  const found = await ask<{ Unit: { UnitID: string; SpaceID: string } }[]>(
    'GET',
    "/unit?where=Slug = 'trade-service' AND Space.Slug LIKE '%prod-e%'",
  )
  units = found.map(({ Unit }) => Unit).slice(0, 4)
  for (const unit of units.slice(0, 3)) await label(unit, 'yes')
})
afterAll(async () => {
  await hub.stop()
  vi.unstubAllEnvs()
})

async function ask<T>(method: string, path: string, body?: object): Promise<T> {
  const headers = {
    Authorization: `Bearer ${hub.tokenFor('bob@trading.com')}`,
    'Content-Type': 'application/merge-patch+json',
  }
  const answer = await fetch(hub.url + encodeURI(path), {
    method,
    headers,
    ...(body && { body: JSON.stringify(body) }),
  })
  if (!answer.ok) throw new Error(await answer.text())
  return answer.json()
}

async function label({ SpaceID, UnitID }: { SpaceID: string; UnitID: string }, value: string | null) {
  await ask('PATCH', `/space/${SpaceID}/unit/${UnitID}`, { Labels: { Try: value } })
}

const idOf = (at: number) => units[at]?.UnitID ?? ''
const scale: Patch = { kind: 'function', name: 'set-replicas', arguments: [{ name: 'replicas', value: 44 }] }
const annotation: Patch = {
  kind: 'set-fields',
  resourceType: 'apps/v1/Deployment',
  fields: [{ path: 'metadata.annotations.owner', value: 'desk' }],
}

it('a proposal knows which units its query gained and lost', async () => {
  const { tagId } = await alice.propose(where, replicas(41))
  expect((await alice.news(tagId)).matches).toEqual({ kind: 'known', gained: [], moreGained: 0, lost: [] })

  const [first, , , fourth] = units
  if (first === undefined || fourth === undefined) throw new Error('there are too few units')
  await label(fourth, 'yes')
  await label(first, null)
  const gone = await alice.propose(`UnitID = '${first.UnitID}' AND Labels.Try IS NULL`, replicas(40))

  expect((await bob.news(tagId)).matches).toMatchObject({
    kind: 'known',
    gained: [{ UnitID: fourth.UnitID, Slug: 'trade-service' }],
    lost: [{ UnitID: first.UnitID, Slug: 'trade-service' }],
  })
  await label(fourth, null)
  expect(await alice.writeProposal(gone)).toBe('written')
  // What others changed is not written as it was proposed, whatever it matches.
  expect((await bob.news(tagId)).matches).toMatchObject({ kind: 'known', gained: [], lost: [] })
  await label(first, 'yes')
})

it('knows other open proposals of its units with the paths of both, until one is written', async () => {
  const raised = await alice.propose(where, replicas(42))
  const owned = await bob.propose(`UnitID = '${idOf(0)}'`, annotation)
  const lowered = await bob.propose(`UnitID IN ('${idOf(1)}', '${idOf(2)}')`, replicas(43))
  const seenFrom = async ({ tagId }: { tagId: string }) =>
    (await alice.news(tagId)).overlaps.map((each) => [each.TagID, each.units, each.paths])
  const seen = await seenFrom(raised)

  expect(seen).toContainEqual([lowered.tagId, 2, ['spec.replicas']])
  expect(seen.at(-1)).toEqual([owned.tagId, 1, []])
  expect(await seenFrom(owned)).toContainEqual([raised.tagId, 1, []])
  expect(await seenFrom(lowered)).toContainEqual([raised.tagId, 2, ['spec.replicas']])

  const scaled = await bob.propose(`UnitID = '${idOf(1)}'`, scale)
  expect(await seenFrom(scaled)).toContainEqual([raised.tagId, 1, undefined])

  expect(await bob.writeProposal(lowered)).toBe('written')
  expect((await seenFrom(raised)).map(([tagId]) => tagId)).not.toContain(lowered.tagId)
  expect(await seenFrom(lowered)).toEqual([])
})
