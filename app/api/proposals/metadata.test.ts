import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import { type Desk, sitDown } from '#app/api/proposals/testing/desk.ts'
import { type RunningHub, startHub } from '#hub/start.ts'
import type { Patch } from '#lib/change/model.ts'

// Changes of metadata of units that a second person has to approve, over HTTP on the routes of the dashboard.
let hub: RunningHub
let alice: Desk
let bob: Desk
const guarded = "Slug = 'trade-service' AND Space.Slug LIKE '%prod-a%'"
const labelled =
  "Slug = 'reference-data' AND Space.Slug LIKE '%prod-us%' AND Labels.component = 'market-data'"
const patch: Patch = { kind: 'metadata', edits: [{ field: 'Labels', key: 'Tier', value: 'critical' }] }

beforeAll(async () => {
  hub = await startHub({ data: 'memory', fleet: 'microtraderx' })
  vi.stubEnv('CONFIGHUB_URL', new URL(hub.url).origin)
  vi.stubEnv('HUBDECK_APPROVALS', `${guarded}: 1; ${labelled}: 1`)
  const [infra] = await ask<{ Space: { SpaceID: string } }[]>('GET', "/space?where=Slug LIKE '%-infra'")
  const desk = (username: string) => sitDown(hub.tokenFor(username), infra?.Space.SpaceID ?? '')
  alice = await desk('alice@trading.com')
  bob = await desk('bob@trading.com')
})
afterAll(async () => {
  await hub.stop()
  vi.unstubAllEnvs()
})

async function ask<T>(method: string, path: string, body?: object): Promise<T> {
  const answer = await fetch(hub.url + encodeURI(path), {
    method,
    headers: {
      Authorization: `Bearer ${hub.tokenFor('bob@trading.com')}`,
      'Content-Type': 'application/merge-patch+json',
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  })
  if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${await answer.text()}`)
  return answer.json()
}

it('is refused without the approval, written with it, and not where someone changed the label since', async () => {
  expect(await alice.writeDirectly(guarded, patch)).toBe('approval-missing')
  const proposal = await alice.propose(guarded, patch)
  expect(await alice.writeProposal(proposal)).toBe('approval-missing')
  const { proposalHash } = await bob.view(proposal.tagId)
  expect(await bob.approve(proposal.tagId, proposalHash)).toBe('approved')

  const [moved = '', ...others] = proposal.unitIds
  await ask('PATCH', `/unit?where=UnitID = '${moved}'`, { Labels: { Tier: 'other' } })
  expect(await alice.writeProposal(proposal)).toBe('proposal-outrun')
  // What moved waits for no approval any more, and nobody can give one.
  expect(await bob.revoke(proposal.tagId)).toBe('revoked')
  expect((await bob.view(proposal.tagId)).missing).toBe(others.length)
  expect(await bob.approve(proposal.tagId, proposalHash)).toBe('approval-outrun')
  await ask('PATCH', `/unit?where=UnitID = '${moved}'`, { Labels: { Tier: null } })
  expect(await bob.approve(proposal.tagId, proposalHash)).toBe('approved')
  await ask('PATCH', `/unit?where=UnitID = '${moved}'`, { Labels: { Tier: 'other' } })
  expect(await alice.writeProposal({ ...proposal, unitIds: others })).toBe('written')
  const values = await ask<{ Unit: { UnitID: string; Labels: Record<string, string> } }[]>(
    'GET',
    `/unit?where=${guarded}`,
  )
  for (const { Unit } of values) expect(Unit.Labels.Tier).toBe(Unit.UnitID === moved ? 'other' : 'critical')
})

it('cannot take units out of the protection of a label without the approval that the label asks for', async () => {
  const out: Patch = { kind: 'metadata', edits: [{ field: 'Labels', key: 'component', value: null }] }
  expect(await alice.writeDirectly(labelled, out)).toBe('approval-missing')
  const proposal = await alice.propose(labelled, out)
  const { proposalHash } = await bob.view(proposal.tagId)
  expect(await bob.approve(proposal.tagId, proposalHash)).toBe('approved')
  expect(await alice.writeProposal(proposal)).toBe('written')
  expect(await ask('GET', `/unit?where=${labelled}`)).toEqual([])
})
