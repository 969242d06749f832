import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { type RunningHub, startHub } from '#hub/start.ts'
import type { ConfigHub } from '#lib/confighub/client.ts'
import { SinceResponse } from '#lib/confighub/since.ts'
import { clientFor } from '#lib/confighub/testing/client-for.ts'
import { answerSince } from '#lib/server/reads/since.ts'

let hub: RunningHub
let client: ConfigHub
const replicas = { resourceType: 'apps/v1/Deployment', path: 'spec.replicas' }
const image = { resourceType: 'apps/v1/Deployment', path: 'spec.template.spec.containers.*.image' }
const nobodys = { resourceType: '*', path: 'spec.nobodys' }

beforeAll(async () => {
  hub = await startHub({ data: 'memory', fleet: 'microtraderx' })
  client = clientFor(hub)
})

afterAll(() => hub.stop())

async function post(body: unknown): Promise<Response> {
  const session = { token: '', UserID: '', OrganizationID: '', DisplayName: '' }
  const request = new Request('http://deck.test/api/since', { method: 'POST', body: JSON.stringify(body) })
  return answerSince(request, { hub: client, requestId: 'req-1', session })
}

async function write(method: string, path: string, body: string): Promise<unknown> {
  const headers = { Authorization: `Bearer ${hub.tokenFor('alice@trading.com')}` }
  const response = await fetch(`${hub.url}${path}`, { method, headers, body })
  expect(response.ok).toBe(true)
  return response.json()
}

/** The revisions of a unit, the newest first, with what a pattern finds in each document. */
async function history(unitId: string, pattern: RegExp) {
  const revisions = await client.allRevisions({ where: `UnitID = '${unitId}'`, order_by: 'DESC:RevisionNum' })
  const documents = await client.revisionDataById(revisions.map(({ Revision }) => Revision.RevisionID))
  return revisions.map(({ Revision }) => ({
    ...Revision,
    found: pattern.exec(
      documents.find(({ RevisionID }) => RevisionID === Revision.RevisionID)?.Data ?? '',
    )?.[1],
  }))
}

describe('since when a value is what it is', () => {
  it('is the revision after the newest one that had another, for every unit of a name', async () => {
    const units = await client.allUnits({ where: "Slug = 'trade-service' AND Space.Slug LIKE '%prod-eu%'" })
    expect(units.length).toBeGreaterThan(3)
    for (const { Unit } of units) {
      const columns = [replicas, image, nobodys]
      const answer: unknown = await (
        await post({ spaceId: Unit.SpaceID, unitId: Unit.UnitID, columns })
      ).json()
      const [ofReplicas, ofImage, ofNobodys] = SinceResponse.parse(answer).columns
      for (const [since, pattern] of [
        [ofReplicas, /^ +replicas: (\d+)/m],
        [ofImage, /image: *(\S*trade-service\S*)/],
      ] as const) {
        const revisions = await history(Unit.UnitID, pattern)
        const other = revisions.findIndex(({ found }) => found !== revisions[0]?.found)
        const set = revisions[other - 1]
        expect(since).toMatchObject({ kind: 'since', RevisionNum: set?.RevisionNum, UserID: set?.UserID })
      }
      // Nobody ever had it, so it is so since the first revision.
      expect(ofNobodys).toMatchObject({ kind: 'since', RevisionNum: 1 })
    }
  })
})

it('compares a value as a whole that is too long to be shown', async () => {
  const [named] = await client.allUnits({ where: "Slug = 'trade-service'" })
  const spaceId = named?.Unit.SpaceID ?? ''
  const created = await write(
    'POST',
    `/space/${spaceId}/unit`,
    '{"Slug":"long","ToolchainType":"Kubernetes/YAML"}',
  )
  const unitId = z.object({ Unit: z.object({ UnitID: z.string() }) }).parse(created).Unit.UnitID
  const long = 'x'.repeat(600)
  for (const end of ['a', 'b'])
    await write(
      'PUT',
      `/space/${spaceId}/unit/${unitId}/data`,
      `apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\ndata: {long: ${long}${end}, short: a}\n`,
    )
  const columns = ['long', 'short'].map((key) => ({ resourceType: 'v1/ConfigMap', path: `data.${key}` }))

  const answer: unknown = await (await post({ spaceId, unitId, columns })).json()

  expect(SinceResponse.parse(answer).columns).toMatchObject([
    { kind: 'since', RevisionNum: 3 },
    { kind: 'since', RevisionNum: 2 },
  ])
})

it.each([{}, { spaceId: 'x', unitId: 'y', columns: [replicas] }])('refuses %j', async (body) => {
  expect((await post(body)).status).toBe(400)
})
