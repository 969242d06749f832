import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type RunningHub, startHub } from '#hub/start.ts'
import type { PreviewEvent, PreviewRow } from '#lib/change/model.ts'
import { previewChange } from '#lib/change/preview/preview.ts'
import { query, type Rehearsal, rehearse, replicas, rowsIn, statuses } from '#lib/change/testing/rehearsal.ts'
import type { ConfigHub } from '#lib/confighub/client.ts'
import { clientFor } from '#lib/confighub/testing/client-for.ts'

// What a preview says about permissions, ChangeSets, consent and overrides, and what a commit then does, on the real hub.
let hub: RunningHub
let stage: Rehearsal

beforeAll(async () => {
  hub = await startHub({ data: 'memory', fleet: 'microtraderx' })
  stage = await rehearse(hub)
})
afterAll(() => hub.stop())

const where = "Slug = 'trade-service' AND Space.Slug LIKE '%prod-a%'"

async function send(
  token: string,
  method: string,
  path: string,
  body: object,
): Promise<Record<string, unknown>> {
  const answer = await fetch(`${hub.url}${path}`, {
    method,
    headers: {
      Authorization: `Bearer ${token}`,
      'Content-Type': method === 'PATCH' ? 'application/merge-patch+json' : 'application/json',
    },
    body: JSON.stringify(body),
  })
  expect(answer.status, await answer.clone().text()).toBeLessThan(300)
  return answer.json()
}

async function rowsFor(client: ConfigHub, selection = query(where)): Promise<PreviewRow[]> {
  const events: PreviewEvent[] = []
  const terms = { secret: stage.key.secret, author: stage.key.author, minutes: 15, now: () => new Date() }
  await previewChange(client, { selection, patch: replicas(12) }, terms, (event) => {
    events.push(event)
  })
  expect(events.at(-1)).toMatchObject({ event: 'done', unasked: 0 })
  return rowsIn(events)
}

const refusalOf = (row: PreviewRow | undefined) => (row?.status === 'change' ? row.refusal : row?.status)

function clientOf(username: string, calls: string[] = []): ConfigHub {
  return clientFor(hub, {
    username,
    send: (request) => {
      calls.push(`${request.method} ${new URL(request.url).pathname}`)
      return fetch(request)
    },
  })
}

describe('a preview reports what the hub would refuse', () => {
  it('nothing for someone who may write, at the cost of one call for a batch', async () => {
    const calls: string[] = []

    const rows = await rowsFor(clientOf('alice@trading.com', calls))

    expect(rows.length).toBeGreaterThan(3)
    expect(rows.map(refusalOf).filter(Boolean)).toEqual([])
    expect(calls.filter((call) => call.startsWith('PATCH'))).toEqual(['PATCH /api/unit'])
  })

  it('every unit for a viewer, in the words of the hub, and still what would change', async () => {
    const rows = await rowsFor(clientOf('auditor@trading.com'))

    for (const row of rows) {
      expect(row).toMatchObject({
        status: 'change',
        refusal: expect.stringMatching(/Permission Edit is needed/),
      })
    }
  })

  it('a unit in an open ChangeSet, by name, and the units of a Space reserved for others', async () => {
    const [held, kept] = [...(await stage.heads(where)).values()].map(({ unit }) => unit)
    if (held === undefined || kept === undefined) throw new Error('too few units')
    const bob = hub.tokenFor('bob@trading.com')
    const { ChangeSetID } = await send(bob, 'POST', `/space/${held.SpaceID}/change_set`, {
      Slug: 'night-shift',
    })
    await send(bob, 'PATCH', `/space/${held.SpaceID}/unit/${held.UnitID}`, { ChangeSetID })
    const { UserID } = await stage.bob.me()
    const Permissions = { Edit: { UserIDs: { [UserID]: true } } }
    await send(hub.adminToken, 'PATCH', `/space/${kept.SpaceID}`, { Permissions })

    const rows = await rowsFor(stage.alice)

    const byId = new Map(rows.map((row) => [row.UnitID, refusalOf(row)]))
    expect(byId.get(held.UnitID)).toMatch(/open ChangeSet night-shift/)
    expect(byId.get(kept.UnitID)).toMatch(/Permission Edit on this Space is needed/)
    expect([...byId.values()].filter((refusal) => refusal !== undefined)).toHaveLength(2)
  })

  it('and such units are not written, even when included by name', async () => {
    const shown = await stage.preview({ selection: query(where), patch: replicas(12) })
    const refused = shown.rows.filter((row) => row.status === 'change' && row.refusal !== undefined)
    expect(refused).toHaveLength(2)

    const { outcomes } = await stage.commit({ seal: shown.seal })

    expect(statuses(outcomes)).toEqual(['written'])
    const written = new Set(outcomes.map(({ UnitID }) => UnitID))
    expect(refused.filter(({ UnitID }) => written.has(UnitID))).toEqual([])
  })

  it('says of how many units it does not know when the hub cannot be asked', async () => {
    const mute = stage.aliceOver((request) =>
      request.method === 'PATCH'
        ? Promise.resolve(
            Response.json(
              { Message: 'not here' },
              { status: 501, headers: { 'ConfigHub-Version': '0.8.12' } },
            ),
          )
        : fetch(request),
    )
    const events: PreviewEvent[] = []
    const terms = { secret: stage.key.secret, author: stage.key.author, minutes: 15, now: () => new Date() }

    await previewChange(mute, { selection: query(where), patch: replicas(13) }, terms, (event) => {
      events.push(event)
    })

    const rows = rowsIn(events)
    const done = events.at(-1)
    expect(done).toMatchObject({ event: 'done' })
    // The unit in the ChangeSet is known without a request.
    expect(done?.event === 'done' && done.unasked).toBe(rows.length - 1)
  })
})

describe('a commit', () => {
  const whereB = "Slug = 'trade-service' AND Space.Slug LIKE '%prod-i%'"

  it('does not write what needs consent unless each unit is decided and a reason is given', async () => {
    const shown = await stage.preview({ selection: query(whereB), patch: replicas(0) })
    const ids = shown.rows.map(({ UnitID }) => UnitID)
    expect(shown.classes.map(({ standing }) => standing)).not.toContain('change')
    const request = {
      seal: shown.seal,
      reason: 'Closed',
      excludedUnitIds: [],
      recordSpaceId: stage.recordSpaceId,
    }

    expect(await stage.admit(request)).toMatchObject({ ok: false, code: 'consent-missing' })
    expect(await stage.admit({ ...request, includedUnitIds: ids })).toMatchObject({ code: 'consent-missing' })
    const one = {
      ...request,
      includedUnitIds: ids.slice(0, 1),
      excludedUnitIds: ids.slice(1),
      consentReason: 'Meant',
    }
    expect(await stage.admit(one)).toMatchObject({
      ok: true,
      plan: { reason: 'Closed\n\nConsent, 1 unit: Meant', units: [{ UnitID: ids[0] }] },
    })
  })

  it('leaves local overrides as they are unless they are named', async () => {
    const whereEu = "Slug = 'trade-service' AND Space.Slug LIKE '%-prod-eu'"
    const shown = await stage.preview({ selection: query(whereEu), patch: replicas(11) })
    expect(shown.classes.map(({ standing }) => standing)).toEqual(['override'])
    const request = {
      seal: shown.seal,
      reason: 'Eleven',
      excludedUnitIds: [],
      recordSpaceId: stage.recordSpaceId,
    }

    expect(await stage.admit(request)).toMatchObject({ ok: false, code: 'nothing-to-write' })
    const named = { ...request, includedUnitIds: shown.rows.map(({ UnitID }) => UnitID) }
    expect(await stage.admit(named)).toMatchObject({ ok: true })
  })

  it('accepts a patch without a resource type, and the preview names every resource', async () => {
    const patch = { kind: 'set-fields', fields: [{ path: 'metadata.labels.team', value: 'x' }] } as const

    const shown = await stage.preview({ selection: query(whereB), patch })

    expect(shown.classes[0]?.label).toMatch(
      /apps\/v1\/Deployment trade-service: .*; v1\/Service trade-service: /,
    )
  })
})
