import { generateKeyPairSync, randomUUID, sign } from 'node:crypto'
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest'
import { type Desk, type Proposed, sitDown } from '#app/api/proposals/testing/desk.ts'
import { type RunningHub, startHub } from '#hub/start.ts'
import type { Patch } from '#lib/change/model.ts'
import { log } from '#lib/server/process/log.ts'

// Ways around the second person, tried over HTTP on the routes of the dashboard and a real hub. Alice proposes.
let hub: RunningHub
let alice: Desk
let bob: Desk
let auditor: Desk
let administrator: Desk
let bot: { desk: Desk; token: string }
let recordSpaceId: string
const one = "Slug = 'trade-service' AND Space.Slug LIKE '%prod-a%'"
const two = "Slug = 'trade-service' AND Space.Slug LIKE '%prod-u%'"
const many = "Slug = 'trade-service' AND Space.Slug LIKE '%prod-e%'"
const free = "Slug = 'trade-service' AND Space.Slug LIKE '%prod-i%'"
const logged: Record<string, unknown>[] = []

beforeAll(async () => {
  hub = await startHub({ data: 'memory', fleet: 'microtraderx' })
  vi.stubEnv('CONFIGHUB_URL', new URL(hub.url).origin)
  vi.stubEnv('HUBDECK_APPROVALS', `${one}: 1; ${many}: 1; ${two}: 2`)
  vi.stubEnv('HUBDECK_LIMITS', 'commits=1000')
  vi.spyOn(log, 'info').mockImplementation((entry: unknown) => {
    if (typeof entry === 'object') logged.push({ ...entry })
  })
  const [infra] = await ask<{ Space: { SpaceID: string } }[]>(
    'alice@trading.com',
    'GET',
    "/space?where=Slug LIKE '%-infra'",
  )
  recordSpaceId = infra?.Space.SpaceID ?? ''
  const desk = (username: string) => sitDown(hub.tokenFor(username), recordSpaceId)
  alice = await desk('alice@trading.com')
  bob = await desk('bob@trading.com')
  auditor = await desk('auditor@trading.com')
  administrator = await sitDown(hub.adminToken, recordSpaceId)
  const token = await botToken()
  bot = { token, desk: await sitDown(token, recordSpaceId) }
})
afterAll(async () => {
  await hub.stop()
  vi.unstubAllEnvs()
  vi.restoreAllMocks()
})
afterEach(() => vi.useRealTimers())

/** ConfigHub itself, as someone with a terminal asks it. */
async function ask<T>(who: string, method: string, path: string, body?: object): Promise<T> {
  const token = who.includes('@') ? hub.tokenFor(who) : who
  const type = method === 'PATCH' ? 'application/merge-patch+json' : 'application/json'
  const answer = await fetch(hub.url + encodeURI(path), {
    method,
    headers: { Authorization: `Bearer ${token}`, 'Content-Type': type },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  })
  if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${await answer.text()}`)
  return answer.json()
}

/** A program of the administrator, which may edit everything. */
async function botToken(): Promise<string> {
  const account = await ask<{ ServiceAccountID: string; UserID: string }>(
    hub.adminToken,
    'POST',
    '/service_account',
    {
      Slug: 'approve-bot',
      OrgRole: 'admin',
    },
  )
  const { publicKey, privateKey } = generateKeyPairSync('ed25519')
  const PublicJWK = publicKey.export({ format: 'jwk' })
  const path = `/service_account/${account.ServiceAccountID}/key`
  const { Kid } = await ask<{ Kid: string }>(hub.adminToken, 'POST', path, {
    PublicJWK,
    Description: 'a test',
  })
  const encoded = (part: object) => Buffer.from(JSON.stringify(part)).toString('base64url')
  const now = Math.floor(Date.now() / 1000)
  const claims = {
    iss: account.UserID,
    sub: account.UserID,
    aud: 'confighub-auth',
    jti: randomUUID(),
    iat: now,
    exp: now + 120,
  }
  const text = `${encoded({ alg: 'EdDSA', typ: 'JWT', kid: Kid })}.${encoded(claims)}`
  const client_assertion = `${text}.${sign(null, Buffer.from(text), privateKey).toString('base64url')}`
  const client_assertion_type = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer'
  const answer = await fetch(new URL('/auth/worker', hub.url), {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ client_assertion_type, client_assertion }),
  })
  return (await answer.json()).access_token
}

let replicas = 20
/** Sets what no unit has yet. */
function next(): Patch {
  replicas += 1
  return {
    kind: 'set-fields',
    resourceType: 'apps/v1/Deployment',
    fields: [{ path: 'spec.replicas', value: replicas }],
  }
}

const propose = (where = one, more: object = {}) => alice.propose(where, next(), more)
const hashOf = async ({ tagId }: Proposed) => (await alice.view(tagId)).proposalHash
const approve = async (proposal: Proposed, by = bob, more: object = {}) =>
  by.approve(proposal.tagId, await hashOf(proposal), more)

async function approved(where = one): Promise<Proposed> {
  const proposal = await propose(where)
  expect(await approve(proposal)).toBe('approved')
  return proposal
}

/** With a hold after each of its waves: the first unit, the second, and the others. */
async function approvedInWaves(): Promise<Proposed> {
  const { unitIds } = await propose(many)
  const parts = [unitIds.slice(0, 1), unitIds.slice(1, 2), unitIds.slice(2)]
  const waves = parts.map((part, at) => ({ name: `Wave ${at + 1}`, unitIds: part, hold: at < 2 }))
  const proposal = await propose(many, { waves })
  expect(await approve(proposal)).toBe('approved')
  return { ...proposal, unitIds }
}

const some = ({ unitIds, ...proposal }: Proposed, from: number, to?: number): Proposed => ({
  ...proposal,
  unitIds: unitIds.slice(from, to),
})

/** Alice may not edit this unit, until the returned function is called. */
async function keepFromAlice(unitId: string): Promise<() => Promise<void>> {
  const path = `/unit?where=UnitID = '${unitId}'`
  const [found] = await ask<{ Unit: { SpaceID: string } }[]>(hub.adminToken, 'GET', path)
  const { UserID } = await ask<{ UserID: string }>('bob@trading.com', 'GET', '/me')
  const permit = async (Permissions: object | null) => {
    await ask(hub.adminToken, 'PATCH', `/space/${found?.Unit.SpaceID}`, { Permissions })
  }
  await permit({ Edit: { UserIDs: { [UserID]: true } } })
  return () => permit(null)
}

/** An Attestation made without the dashboard. */
async function attest(who: string, { tagId, unitIds }: Proposed, more: object = {}): Promise<void> {
  const { proposalHash } = await alice.view(tagId)
  await ask(who, 'POST', '/attest', {
    WhereSpace: "Slug LIKE '%'",
    WhereUnit: `UnitID IN (${unitIds.map((id) => `'${id}'`).join(', ')})`,
    Type: 'Approval',
    Result: 'Pass',
    Claims: { 'hubdeck.dev/change': tagId, 'hubdeck.dev/proposal': proposalHash },
    ...more,
  })
}

const first = (ids: readonly string[]): string => ids[0] ?? ''
const later = (minutes: number) => new Date(Date.now() + minutes * 60_000).toISOString()
const inMinutes = (minutes: number) => {
  vi.useFakeTimers({ toFake: ['Date'] })
  vi.setSystemTime(Date.now() + minutes * 60_000)
}

/** Bob changes one unit in a terminal. */
async function move(unitId: string): Promise<void> {
  const headers = { Authorization: `Bearer ${hub.tokenFor('bob@trading.com')}` }
  const [found] = await ask<{ Unit: { SpaceID: string } }[]>(
    'bob@trading.com',
    'GET',
    `/unit?where=UnitID = '${unitId}'`,
  )
  const data = `${hub.url}/space/${found?.Unit.SpaceID}/unit/${unitId}/data`
  const text = await (await fetch(data, { headers })).text()
  const moved = `${text.trimEnd()}\n# seen by Bob\n`
  const type = { 'Content-Type': 'application/octet-stream' }
  const answer = await fetch(data, { method: 'PUT', headers: { ...headers, ...type }, body: moved })
  expect(answer.status).toBe(200)
}

describe('a change that needs another person', () => {
  it('is written by its author once another person approved it', async () => {
    const proposal = await propose()
    expect(await alice.view(proposal.tagId)).toMatchObject({
      mine: 'own',
      missing: proposal.unitIds.length,
      approvals: [],
      needed: [{ condition: one, count: 1, units: proposal.unitIds.length }],
    })

    expect(await approve(proposal)).toBe('approved')

    expect(await bob.view(proposal.tagId)).toMatchObject({
      mine: 'given',
      missing: 0,
      approvals: [{ standing: 'counts', note: 'Looked at', units: proposal.unitIds.length }],
    })
    expect(await alice.writeProposal(proposal)).toBe('written')
  })

  it('is written by the approver under their own name', async () => {
    expect(await bob.continueProposal(await approved())).toBe('written')
  })

  it('is written wave by wave, each previewed alone', async () => {
    const proposal = await approvedInWaves()
    expect(await alice.writeProposal(proposal)).toBe('written')
    expect(await alice.writeProposal(some(proposal, 1, 2), { wave: 2 })).toBe('written')
    expect(await alice.writeProposal(some(proposal, 2), { wave: 3 })).toBe('written')
  })

  it('is gone on with between its waves by the approver, wave by wave', async () => {
    const proposal = await approvedInWaves()
    expect(await alice.writeProposal(proposal)).toBe('written')
    expect(await bob.continueProposal(some(proposal, 1))).toBe('written')
    const [tag] = await ask<{ Tag: { TagID: string } }[]>(
      'bob@trading.com',
      'GET',
      `/tag?where=Annotations.hubdeck.dev/continues = '${proposal.tagId}'`,
    )
    const rest = { ...some(proposal, 2), tagId: tag?.Tag.TagID ?? '' }
    expect(await bob.writeProposal(rest, { wave: 2 })).toBe('written')
  })

  it('may be gone on with, and retried, after a wave that was refused in part', async () => {
    const proposal = await approvedInWaves()
    // Refused when it is written, not when it is previewed.
    const sealed = await alice.sealed(alice.units(proposal.unitIds), proposal.patch, proposal.tagId)
    const release = await keepFromAlice(first(proposal.unitIds))
    expect(await alice.write({ ...sealed, tagId: proposal.tagId })).toBe('refused')
    expect(await alice.writeProposal(some(proposal, 1, 2), { wave: 2 })).toBe('written')
    await release()
    expect(await alice.writeProposal(some(proposal, 0, 1), { wave: 1 })).toBe('written')
  })

  it('is written without what someone changed after the preview, which is left as it is', async () => {
    const proposal = await approved()
    const sealed = await alice.sealed(alice.units(proposal.unitIds), proposal.patch, proposal.tagId)
    await move(first(proposal.unitIds))
    expect(await alice.write({ ...sealed, tagId: proposal.tagId })).toBe('moved, written')
    // It is proposed anew; under this record nobody approved what it would become.
    expect(await alice.writeProposal(some(proposal, 0, 1))).toBe('proposal-outrun')
  })

  it('needs two different people where the rule says two', async () => {
    const proposal = await approved(two)
    expect(await alice.writeProposal(proposal)).toBe('approval-missing')
    expect(await approve(proposal, administrator)).toBe('approved')
    expect(await alice.writeProposal(proposal)).toBe('written')
  })

  it('is none where no rule matches', async () => {
    expect(await alice.writeDirectly(free, next())).toBe('written')
  })

  it('may be undone by its author without another person', async () => {
    const proposal = await approved()
    expect(await alice.writeProposal(proposal)).toBe('written')
    expect(await alice.undo(proposal.tagId, proposal.unitIds)).toBe('written')
  })
})

type Way = readonly [way: string, refusal: string, attempt: () => Promise<string>]

const ways: readonly Way[] = [
  ['written without a proposal', 'approval-missing', () => alice.writeDirectly(one, next())],
  ['written without an approval', 'approval-missing', async () => alice.writeProposal(await propose())],
  ['approved by the one who proposed it', 'approval-own', async () => approve(await propose(), alice)],
  [
    'attested by the one who proposed it, in a terminal',
    'approval-missing',
    async () => {
      const proposal = await propose()
      await attest('alice@trading.com', proposal)
      return alice.writeProposal(proposal)
    },
  ],
  [
    'approved as something else than it is',
    'approval-other-proposal',
    async () => bob.approve((await propose()).tagId, 'f'.repeat(64)),
  ],
  [
    'attested with the hash of another proposal',
    'approval-missing',
    async () => {
      const proposal = await propose()
      const other = await hashOf(await propose())
      await attest('bob@trading.com', proposal, {
        Claims: { 'hubdeck.dev/change': proposal.tagId, 'hubdeck.dev/proposal': other },
      })
      return alice.writeProposal(proposal)
    },
  ],
  [
    'with the approval of another proposal of the same units',
    'approval-missing',
    async () => {
      await approved()
      return alice.writeProposal(await propose())
    },
  ],
  [
    'approved after a unit moved',
    'approval-outrun',
    async () => {
      const proposal = await propose()
      await move(first(proposal.unitIds))
      return approve(proposal)
    },
  ],
  [
    'written after a unit moved',
    'proposal-outrun',
    async () => {
      const proposal = await approved()
      await move(first(proposal.unitIds))
      return alice.writeProposal(proposal)
    },
  ],
  [
    'written after the approval expired',
    'approval-missing',
    async () => {
      const proposal = await propose()
      expect(await approve(proposal, bob, { expiresAt: later(5) })).toBe('approved')
      inMinutes(6)
      return alice.writeProposal(proposal)
    },
  ],
  [
    'approved until a time that has passed',
    'approval-expiry',
    async () => approve(await propose(), bob, { expiresAt: later(-5) }),
  ],
  [
    'written after the approval was revoked',
    'approval-missing',
    async () => {
      const proposal = await approved()
      expect(await bob.revoke(proposal.tagId)).toBe('revoked')
      return alice.writeProposal(proposal)
    },
  ],
  [
    'revoked by someone who did not approve',
    'approval-none',
    async () => administrator.revoke((await approved()).tagId),
  ],
  ['approved twice by one person', 'approval-twice', async () => approve(await approved())],
  [
    'attested twice by one person where two are needed',
    'approval-missing',
    async () => {
      const proposal = await approved(two)
      await attest('bob@trading.com', proposal)
      return alice.writeProposal(proposal)
    },
  ],
  ['approved by someone who may not edit', 'approval-rights', async () => approve(await propose(), auditor)],
  ['approved by a program', 'approval-by-program', async () => approve(await propose(), bot.desk)],
  [
    'attested by a program, in a terminal',
    'approval-missing',
    async () => {
      const proposal = await propose()
      await attest(bot.token, proposal)
      // Whoever made the account sees that it is one.
      return administrator.continueProposal(proposal)
    },
  ],
  [
    'attested as failed',
    'approval-missing',
    async () => {
      const proposal = await propose()
      await attest('bob@trading.com', proposal, { Result: 'Fail' })
      return alice.writeProposal(proposal)
    },
  ],
  [
    'approved, then written without some of its rows',
    'approval-other-rows',
    async () => {
      const proposal = await approved()
      return alice.writeProposal(proposal, {
        excludedUnitIds: [first(proposal.unitIds)],
        includedUnitIds: proposal.unitIds.slice(1),
      })
    },
  ],
  [
    'approved, then previewed without some of its rows',
    'approval-other-rows',
    async () => {
      const { unitIds, ...proposal } = await approved()
      return alice.writeProposal({ ...proposal, unitIds: unitIds.slice(1) })
    },
  ],
  [
    'approved, then written by a query that leaves a row out',
    'approval-other-rows',
    async () => {
      const proposal = await approved()
      const { unitIds, patch, tagId } = proposal
      const selection = { ...alice.units(unitIds), where: `UnitID != '${first(unitIds)}'` }
      return alice.write({ ...(await alice.sealed(selection, patch, tagId)), tagId })
    },
  ],
  [
    'approved, then begun in a record that leaves rows out and writes what needs no approval',
    'approval-other-rows',
    async () => {
      const proposal = await approved(`(${one}) OR (${free})`)
      const { patch, tagId, unitIds } = proposal
      const unprotected = await freeOf(proposal)
      const unitId = unitIds.find((id) => !unprotected.includes(id)) ?? ''
      const part = [unitId, ...unprotected]
      const selection = { ...alice.units(part), where: `UnitID != '${unitId}'` }
      const asked = await alice.sealed(selection, patch, tagId)
      // Under such a record that one unit could be written later without the others that were approved with it.
      return alice.write({ ...asked, recordSpaceId, continues: tagId })
    },
  ],
  [
    'approved in waves, then written without the canary',
    'approval-other-rows',
    async () => alice.writeProposal(some(await approvedInWaves(), 1)),
  ],
  [
    'approved in waves, then begun with the last',
    'approval-other-rows',
    async () => alice.writeProposal(await approvedInWaves(), { wave: 3 }),
  ],
  [
    'approved in waves, then gone on with without some of the next one',
    'approval-other-rows',
    async () => {
      const proposal = await approvedInWaves()
      expect(await alice.writeProposal(proposal)).toBe('written')
      return alice.writeProposal(some(proposal, 2), { wave: 3 })
    },
  ],
  [
    'approved without a row, then written with it',
    'other-change',
    async () => {
      const all = (await propose()).unitIds
      const proposal = await propose(one, { excludedUnitIds: [first(all)], includedUnitIds: all.slice(1) })
      expect(await approve(proposal)).toBe('approved')
      return alice.writeProposal({ ...proposal, unitIds: all })
    },
  ],
  [
    'approved, then written for another reason',
    'approval-other-text',
    async () => bob.continueProposal(await approved(), { reason: 'Something else' }),
  ],
  [
    'approved, then written under its record for another reason',
    'other-change',
    async () => alice.writeProposal(await approved(), { reason: 'Something else' }),
  ],
  [
    'approved, then written with another ticket',
    'approval-other-text',
    async () => bob.continueProposal(await approved(), { ticket: 'TRD-2' }),
  ],
  [
    'approved, then written in other waves',
    'approval-other-waves',
    async () => {
      const proposal = await approved()
      const waves = [{ name: 'all', unitIds: proposal.unitIds, hold: false }]
      return bob.continueProposal(proposal, { waves })
    },
  ],
  [
    'approved, then written with another patch',
    'other-change',
    async () => {
      const { tagId, unitIds } = await approved()
      const { seal, ...terms } = await bob.sealed(bob.units(unitIds), next())
      return bob.write({ ...terms, seal, recordSpaceId, continues: tagId })
    },
  ],
  [
    'written under the record by someone else',
    'record-of-another',
    async () => bob.writeProposal(await approved()),
  ],
  [
    'with facts of the record changed by hand before the approval',
    'proposal-not-proven',
    async () => {
      const proposal = await propose()
      await annotate(proposal, { 'hubdeck.dev/reason': 'Harmless' })
      return approve(proposal)
    },
  ],
  [
    'with facts of the record changed by hand after the approval',
    'record-not-proven',
    async () => {
      const proposal = await approved()
      await annotate(proposal, { 'hubdeck.dev/ticket': 'TRD-2' })
      return alice.writeProposal(proposal)
    },
  ],
  [
    'approved though it was never proposed',
    'not-proposed',
    async () => {
      const [change] = await ask<{ Tag: { TagID: string } }[]>(
        'alice@trading.com',
        'GET',
        "/tag?where=Labels.hubdeck.dev/kind = 'change' AND Annotations.hubdeck.dev/undoes LIKE '%-%'",
      )
      return bob.approve(change?.Tag.TagID ?? '', 'f'.repeat(64))
    },
  ],
  [
    'approved after it was written',
    'proposal-written',
    async () => {
      const proposal = await approved()
      expect(await alice.writeProposal(proposal)).toBe('written')
      return approve(proposal)
    },
  ],
  [
    'undone by someone else without an approval',
    'approval-missing',
    async () => {
      const proposal = await approved()
      expect(await alice.writeProposal(proposal)).toBe('written')
      return bob.undo(proposal.tagId, proposal.unitIds)
    },
  ],
  [
    'undone after someone went on from it',
    'approval-missing',
    async () => {
      const proposal = await approved()
      expect(await alice.writeProposal(proposal)).toBe('written')
      await move(first(proposal.unitIds))
      return alice.undo(proposal.tagId, proposal.unitIds)
    },
  ],
  [
    'brought back by undoing its undo',
    'approval-missing',
    async () => {
      const proposal = await approved()
      expect(await alice.writeProposal(proposal)).toBe('written')
      expect(await alice.undo(proposal.tagId, proposal.unitIds)).toBe('written')
      const [undo] = await ask<{ Tag: { TagID: string } }[]>(
        'alice@trading.com',
        'GET',
        `/tag?where=Annotations.hubdeck.dev/undoes = '${proposal.tagId}'`,
      )
      return alice.undo(undo?.Tag.TagID ?? '', proposal.unitIds)
    },
  ],
  [
    'approved by another organization, or of no proposal',
    'no-such-change',
    () => bob.approve(randomUUID(), 'f'.repeat(64)),
  ],
]

async function freeOf({ unitIds }: Proposed): Promise<string[]> {
  const found = await ask<{ Unit: { UnitID: string } }[]>('alice@trading.com', 'GET', `/unit?where=${free}`)
  const ids = new Set(found.map(({ Unit }) => Unit.UnitID))
  return unitIds.filter((id) => ids.has(id))
}

async function annotate({ tagId }: Proposed, Annotations: Record<string, string>): Promise<void> {
  await ask('alice@trading.com', 'PATCH', `/space/${recordSpaceId}/tag/${tagId}`, { Annotations })
}

describe('is refused by name, writes nothing, and is logged', () => {
  it.each(ways)('%s: %s', async (_way, refusal, attempt) => {
    logged.length = 0

    expect(await attempt()).toBe(refusal)

    expect(logged).toContainEqual(expect.objectContaining({ audit: true, refusal }))
  })
})
