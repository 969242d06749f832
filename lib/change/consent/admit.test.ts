import { describe, expect, it } from 'vitest'
import { admitCommit } from '#lib/change/consent/admit.ts'
import { seal } from '#lib/change/seal/seal.ts'
import type { SealContents } from '#lib/change/seal/seal-contents.ts'

const secret = 'a-secret-of-at-least-thirty-two-characters'
const author = { UserID: 'alice', OrganizationID: 'org', hub: 'https://hub.test' }
const now = new Date('2026-11-23T06:20:00Z')
const unit = (UnitID: string) => ({
  UnitID,
  SpaceID: 's',
  Slug: 'trade-service',
  SpaceSlug: 'prod-eu',
  HeadRevisionNum: 3,
  DataHash: 'aa',
})
const contents: SealContents = {
  selection: { kind: 'query', where: '' },
  patch: { kind: 'restore', to: '3' },
  units: [{ ...unit('u1'), resultHash: 'bb' }, { ...unit('u2'), resultHash: 'bb' }, unit('unchanged')],
  author,
  sealedAt: now.toISOString(),
  expiresAt: '2026-11-23T06:35:00Z',
}

async function admit(request: object) {
  const sealed = await seal(contents, secret)
  const whole = {
    seal: sealed.seal,
    reason: 'Market open',
    excludedUnitIds: [],
    recordSpaceId: 's',
    ...request,
  }
  return admitCommit(whole, { secret, author, now })
}

describe('a commit', () => {
  it('covers the units that change and were not excluded', async () => {
    const admission = await admit({ excludedUnitIds: ['u1'], ticket: ' ' })

    expect(admission).toMatchObject({ ok: true, plan: { reason: 'Market open', ticket: undefined } })
    expect(admission.ok && admission.plan.units.map(({ UnitID }) => UnitID)).toEqual(['u2'])
  })

  it('keeps no secret in the names of its waves', async () => {
    const name = 'postgres://app:hunter2@db'
    const admission = await admit({ waves: [{ name, hold: false, unitIds: ['u1', 'u2'] }] })

    expect(admission.ok && admission.plan.waves?.waves[0]?.name).toMatch(/^postgres:.*@db$/)
    expect(JSON.stringify(admission)).not.toContain('hunter2')
  })

  it('excludes a unit however its id is spelled', async () => {
    const admission = await admit({ excludedUnitIds: ['U1'] })

    expect(admission.ok && admission.plan.units.map(({ UnitID }) => UnitID)).toEqual(['u2'])
  })

  it('reports an excluded unit that is not part of the preview', async () => {
    expect(await admit({ excludedUnitIds: ['u1', 'u7'] })).toMatchObject({
      ok: false,
      code: 'excluded-unknown',
      message: expect.stringMatching(/: u7\. Nothing was written/),
    })
  })

  it('stores no secret from its reason or ticket', async () => {
    const admission = await admit({
      reason: 'New login, password=tuesday-horse',
      ticket: 'https://bot:tuesday-horse@tickets.test/1',
    })

    expect(admission).toMatchObject({ ok: true, plan: { reason: expect.stringContaining('New login') } })
    expect(JSON.stringify(admission.ok && [admission.plan.reason, admission.plan.ticket])).not.toMatch(
      /tuesday/,
    )
  })

  it.each([
    [{ tagId: 'ABC' }, { kind: 'resume', tagId: 'abc' }],
    [{}, { kind: 'new', spaceId: 's' }],
    [{ continues: 'ABC' }, { kind: 'continue', spaceId: 's', continues: 'abc' }],
    [
      { recordSpaceId: undefined, tagId: 'abc', continues: 'x' },
      { kind: 'resume', tagId: 'abc' },
    ],
  ])('with %j is recorded as %j', async (request, record) => {
    expect(await admit(request)).toMatchObject({ ok: true, plan: { record } })
  })

  it('goes on with a change whose reason says nothing: nobody can give it another one now', async () => {
    expect(await admit({ reason: 'x', tagId: 'abc' })).toMatchObject({ ok: true, plan: { reason: 'x' } })
    expect(await admit({ reason: 'x', continues: 'abc' })).toMatchObject({ ok: true })
  })

  it('with a truncated emoji in its reason still has a reason', async () => {
    const admission = await admit({ reason: 'Market open \ud83d' })

    expect(admission).toMatchObject({ ok: true, plan: { reason: 'Market open \ufffd' } })
  })

  it.each([
    ['without a reason', { reason: '' }, 'reason-missing'],
    ['with blanks for a reason', { reason: ' \n ' }, 'reason-missing'],
    ['with a reason that cannot be seen', { reason: '\u200b\u2060\u200b' }, 'reason-missing'],
    ['with a reason that reads backwards', { reason: 'Scale \u202e5 ot' }, 'text-deceptive'],
    ['with a ticket that reads backwards', { ticket: 'OPS-\u202e71' }, 'text-deceptive'],
    ['with a reason that does not fit', { reason: 'x'.repeat(4000) }, 'reason-too-long'],
    ['with a reason that says nothing', { reason: 'test' }, 'reason-senseless'],
    ['without a place for its record', { recordSpaceId: undefined }, 'record-space-missing'],
    ['with everything excluded', { excludedUnitIds: ['u1', 'u2'] }, 'nothing-to-write'],
    ['with a seal that is none', { seal: 'x.y' }, 'seal-tampered'],
  ])('%s is refused', async (_, request, code) => {
    expect(await admit(request)).toMatchObject({
      ok: false,
      code,
      message: expect.stringMatching(/\w{2,} \w+/),
    })
  })
})
