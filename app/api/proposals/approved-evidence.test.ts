import { generateKeyPairSync } from 'node:crypto'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import { type Desk, sitDown } from '#app/api/proposals/testing/desk.ts'
import { type RunningHub, startHub } from '#hub/start.ts'
import { checkOffline } from '#lib/change/evidence/check-offline.ts'
import { checkOnline } from '#lib/change/evidence/check-online.ts'
import { compareDocuments } from '#lib/change/evidence/compare-documents.ts'
import type { Statement } from '#lib/change/evidence/statement.ts'
import type { Patch } from '#lib/change/model.ts'
import { replicas } from '#lib/change/testing/rehearsal.ts'
import type { Unit } from '#lib/confighub/schema/entities.ts'
import { clientFor } from '#lib/confighub/testing/client-for.ts'

// Evidence of changes that another person approved, made by the routes of the dashboard and held against a real hub.
let hub: RunningHub
let alice: Desk
let bob: Desk
let folder: string
const where = "Slug = 'trade-service' AND Space.Slug LIKE '%prod-a%'"
const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })

beforeAll(async () => {
  hub = await startHub({ data: 'memory', fleet: 'microtraderx' })
  folder = await mkdtemp(join(tmpdir(), 'hubdeck-approved-'))
  const key = join(folder, 'key.pem')
  await writeFile(key, privateKey.export({ type: 'pkcs8', format: 'pem' }))
  vi.stubEnv('CONFIGHUB_URL', new URL(hub.url).origin)
  vi.stubEnv('HUBDECK_SIGNING_KEY', key)
  vi.stubEnv('HUBDECK_APPROVALS', `${where}: 1`)
  const headers = { Authorization: `Bearer ${hub.tokenFor('alice@trading.com')}` }
  const [infra] = await (
    await fetch(encodeURI(`${hub.url}/space?where=Slug LIKE '%-infra'`), { headers })
  ).json()
  alice = await sitDown(hub.tokenFor('alice@trading.com'), infra.Space.SpaceID)
  bob = await sitDown(hub.tokenFor('bob@trading.com'), infra.Space.SpaceID)
})
afterAll(async () => {
  vi.unstubAllEnvs()
  await hub.stop()
  await rm(folder, { recursive: true, force: true })
})

const later = new Date(Date.now() + 3_600_000).toISOString()

async function approved(value: number, without: number) {
  const { unitIds } = await alice.propose(where, replicas(value))
  const proposal = await alice.propose(where, replicas(value), {
    excludedUnitIds: unitIds.slice(0, without),
    includedUnitIds: unitIds.slice(without),
  })
  const { proposalHash } = await bob.view(proposal.tagId)
  expect(await bob.approve(proposal.tagId, proposalHash, { expiresAt: later })).toBe('approved')
  return { ...proposal, unitIds: unitIds.slice(without), proposalHash }
}

/** Someone who may read everything, and approve nothing. */
function auditor() {
  return clientFor(hub, { username: 'auditor@trading.com' })
}

function online(statement: Statement) {
  return checkOnline(auditor(), statement, (pairs) => Promise.all(pairs.map(compareDocuments)))
}

/** What the file says, and what is found when it is checked, offline and against ConfigHub. */
async function checked(text: string): Promise<{ says: Statement; verdicts: Record<string, string> }> {
  const { checks, statement } = checkOffline(text, publicKey)
  if (statement === undefined) throw new Error(JSON.stringify(checks))
  const verdicts = [...checks, ...(await online(statement))].map(({ name, verdict, details = [] }) => [
    name,
    [verdict, ...details].join('; '),
  ])
  return { says: statement, verdicts: Object.fromEntries(verdicts) }
}

it('says who approved what until when, and what was left out; a later revocation takes nothing from it', async () => {
  const proposal = await approved(31, 1)
  expect(await alice.writeProposal(proposal)).toBe('written')

  const { says, verdicts } = await checked(await alice.evidence(proposal.tagId))

  const { approvals, approvalRules, leftOut, people } = says.predicate
  const subjects = `0-${proposal.unitIds.length - 1}`
  expect(approvalRules).toEqual([{ condition: where, needed: 1, given: 1, subjects }])
  expect(verdicts).toMatchObject({
    Facts: 'passed',
    'Approval rules': 'passed',
    Approvals: 'passed',
    Attestations: 'passed',
    Documents: 'passed',
  })
  expect(leftOut).toMatchObject([{ why: 'excluded', units: [expect.stringMatching(/\/trade-service$/)] }])
  expect(approvals?.proposal).toMatchObject({ TagID: proposal.tagId, hash: proposal.proposalHash })
  expect(approvals?.given).toMatchObject([
    {
      standing: 'counted',
      Result: 'Pass',
      hash: proposal.proposalHash,
      expiresAt: expect.stringContaining(later.slice(0, 19)),
      note: 'Looked at',
      subjects,
    },
  ])
  expect(people[approvals?.given[0]?.UserID ?? '']).toMatch(/Bob/)

  expect(await bob.revoke(proposal.tagId)).toBe('revoked')
  const after = await checked(await alice.evidence(proposal.tagId))
  expect(after.verdicts).toMatchObject({ Approvals: 'passed', Attestations: 'passed' })
  expect(after.says.predicate.approvals?.given).toMatchObject([
    { standing: 'counted', revokedAt: expect.any(String) },
  ])
})

it('follows a change to its proposal, tells an approval that was revoked before, and finds an invented one', async () => {
  const proposal = await approved(32, 0)
  expect(await bob.revoke(proposal.tagId)).toBe('revoked')
  expect(await bob.approve(proposal.tagId, proposal.proposalHash)).toBe('approved')
  expect(await bob.continueProposal(proposal)).toBe('written')
  const continuing = `Annotations.hubdeck.dev/continues = '${proposal.tagId}'`
  const { items } = await auditor().tagPage({ where: continuing, limit: 1 })

  const { says, verdicts } = await checked(await bob.evidence(items[0]?.Tag.TagID ?? ''))

  expect(verdicts).toMatchObject({ Approvals: 'passed', Attestations: 'passed' })
  const { approvals } = says.predicate
  expect(approvals?.proposal.TagID).toBe(proposal.tagId)
  expect(approvals?.given.map(({ standing }) => standing).sort()).toEqual(['counted', 'revoked'])

  const [first, ...rest] = approvals?.given.filter(({ standing }) => standing === 'counted') ?? []
  if (approvals === undefined || first === undefined) throw new Error('nobody approved')
  const invented = { ...first, UserID: crypto.randomUUID() }
  const predicate = { ...says.predicate, approvals: { ...approvals, given: [invented, ...rest] } }
  const details = async (predicate: Statement['predicate']) =>
    (await online({ ...says, predicate })).find(({ name }) => name === 'Attestations')?.details
  expect(await details(predicate)).toContainEqual(expect.stringMatching(/UserID: the file says/))

  const other = await alice.propose(where, replicas(34))
  const { proposalHash } = await bob.view(other.tagId)
  const borrowed = { ...approvals.proposal, TagID: other.tagId, hash: proposalHash }
  expect(await details({ ...says.predicate, approvals: { proposal: borrowed, given: [] } })).toEqual([
    'the change neither is this proposal nor continues it',
  ])

  const revoked = approvals.given.filter(({ standing }) => standing === 'revoked')
  const revived = revoked.map((each) => ({ ...each, standing: 'counted' as const, subjects: first.subjects }))
  const alone = { ...says.predicate, approvals: { ...approvals, given: revived } }
  expect(await details(alone)).toContainEqual(
    expect.stringMatching(/had not approved it when it was written/),
  )
})

it('of metadata is what the signed record says, and tells what stands of it now, which proves nothing', async () => {
  const patch: Patch = { kind: 'metadata', edits: [{ field: 'Labels', key: 'Tier', value: 'critical' }] }
  const proposal = await alice.propose(where, patch)
  const { proposalHash } = await bob.view(proposal.tagId)
  expect(await bob.approve(proposal.tagId, proposalHash)).toBe('approved')
  expect(await alice.writeProposal(proposal)).toBe('written')

  const { says, verdicts } = await checked(await alice.evidence(proposal.tagId))

  const { predicate, subject } = says
  expect(predicate.metadata).toMatch(/keeps no revision of metadata/)
  expect(predicate.proof.standing).toBe('signed')
  expect(subject).toHaveLength(proposal.unitIds.length)
  expect(subject[0]?.name).toMatch(/\/trade-service@metadata$/)
  expect(predicate.classes).toMatchObject([
    { comparison: { changes: [{ path: 'Labels.Tier', change: 'Add', to: 'critical' }] } },
  ])
  expect(predicate.approvalRules).toMatchObject([{ condition: where, needed: 1, given: 1 }])
  expect(predicate.approvals?.given).toMatchObject([{ standing: 'undated', subjects: '' }])
  expect(verdicts).toEqual({
    Form: 'passed',
    Signature: 'passed',
    Record: 'unknown',
    Approvals: 'unknown',
    'Approval rules': 'unknown',
    Facts: 'passed',
    'Recorded values': 'passed',
    'Values now': 'unknown',
    Attestations: 'passed',
  })

  const [moved = ''] = proposal.unitIds
  const { items } = await auditor().unitPage({ where: `UnitID = '${moved}'`, limit: 1 })
  await relabel(items[0]?.Unit, 'other')
  const later = await checked(await alice.evidence(proposal.tagId))
  expect(later.verdicts['Values now']).toMatch(/^unknown; \S+\/trade-service: changed since$/)
  expect(later.verdicts).toMatchObject({ Facts: 'passed', 'Recorded values': 'passed' })

  const [first] = predicate.classes
  if (first === undefined || 'unknown' in first.comparison) throw new Error('nothing changed')
  const changes = first.comparison.changes.map((each) => ({ ...each, to: 'harmless' }))
  const invented = { ...predicate, classes: [{ ...first, comparison: { changes } }] }
  const recorded = (await online({ ...says, predicate: invented })).find(
    ({ name }) => name === 'Recorded values',
  )
  expect(recorded).toMatchObject({ verdict: 'failed' })
  expect(recorded?.details).toHaveLength(subject.length)
})

async function relabel(unit: Unit | undefined, Tier: string): Promise<void> {
  const headers = {
    Authorization: `Bearer ${hub.tokenFor('bob@trading.com')}`,
    'Content-Type': 'application/merge-patch+json',
  }
  const path = `${hub.url}/space/${unit?.SpaceID}/unit/${unit?.UnitID}`
  const answer = await fetch(path, { method: 'PATCH', headers, body: JSON.stringify({ Labels: { Tier } }) })
  expect(answer.status).toBe(200)
}

it('is given without the approvals, and says so, where the record of the proposal is gone', async () => {
  const proposal = await approved(33, 0)
  expect(await bob.continueProposal(proposal)).toBe('written')
  const { items } = await auditor().tagPage({
    where: `Annotations.hubdeck.dev/continues = '${proposal.tagId}'`,
    limit: 1,
  })
  const [{ Tag: { TagID = '', SpaceID = '' } = {} } = {}] = items
  const headers = { Authorization: `Bearer ${hub.tokenFor('alice@trading.com')}` }
  const gone = await fetch(`${hub.url}/space/${SpaceID}/tag/${proposal.tagId}`, { method: 'DELETE', headers })
  expect(gone.status).toBe(200)

  const { says, verdicts } = await checked(await bob.evidence(TagID))

  expect(says.predicate.approvals).toBeUndefined()
  expect(says.predicate.approvalsUnknown).toMatch(/deleted/)
  expect(verdicts).toMatchObject({ Approvals: 'unknown', Documents: 'passed' })
})
