import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type RunningHub, startHub } from '#hub/start.ts'
import { type BaselineOf, BaselinesResponse } from '#lib/confighub/baselines.ts'
import type { ConfigHub } from '#lib/confighub/client.ts'
import type { ExtendedUnit } from '#lib/confighub/schema/entities.ts'
import { clientFor } from '#lib/confighub/testing/client-for.ts'
import { answerBaselines } from '#lib/server/reads/baselines.ts'
import { readValues } from '#lib/server/reads/values.ts'

let hub: RunningHub
let client: ConfigHub
let units: readonly ExtendedUnit[]
const replicas = { resourceType: 'apps/v1/Deployment', path: 'spec.replicas' }
const nowhere = '9f3a1c00-0000-4000-bfff-000000000001'

beforeAll(async () => {
  hub = await startHub({ data: 'memory', fleet: 'microtraderx' })
  client = clientFor(hub)
  units = await client.allUnits({ where: "Slug = 'trade-service'", include: 'SpaceID,UpstreamUnitID' })
})

afterAll(() => hub.stop())

async function post(body: unknown): Promise<Response> {
  const session = { token: '', UserID: '', OrganizationID: '', DisplayName: '' }
  const request = new Request('http://deck.test/api/baselines', {
    method: 'POST',
    body: JSON.stringify(body),
  })
  return answerBaselines(request, { hub: client, requestId: 'req-1', session })
}

async function baselines(of: BaselineOf) {
  const unitIds = [...units.map(({ Unit }) => Unit.UnitID), nowhere]
  const body: unknown = await (await post({ of, unitIds, columns: [replicas] })).json()
  return BaselinesResponse.parse(body).units
}

const unitIn = (space: string) => {
  const found = units.find(({ Space }) => Space?.Slug === space)
  if (found === undefined) throw new Error(`another fleet: ${space}`)
  return found.Unit
}

/** What a revision of a unit has, by the number of the revision. */
async function replicasAt(
  unitId: string,
  isMeant: (revision: { CreatedAt: string; RevisionNum: number }) => boolean,
) {
  const revisions = await client.allRevisions({ where: `UnitID = '${unitId}'`, order_by: 'DESC:RevisionNum' })
  const found = revisions.find(({ Revision: { CreatedAt = '', RevisionNum } }) =>
    isMeant({ CreatedAt, RevisionNum }),
  )
  if (found === undefined) return undefined
  const [data] = await client.revisionDataById([found.Revision.RevisionID])
  const text = /^ +replicas: (\d+)/m.exec(data?.Data ?? '')?.[1]
  return {
    name: `r${found.Revision.RevisionNum}`,
    DataHash: data?.DataHash,
    replicas: text === undefined ? [] : [Number(text)],
  }
}

describe('what units are compared with', () => {
  it('is the head of the upstream unit, and nothing where there is none', async () => {
    const found = await baselines({ kind: 'upstream' })
    const heads = await readValues(
      client,
      {
        unitIds: units.flatMap(({ Unit }) => Unit.UpstreamUnitID ?? []),
        columns: [replicas],
      },
      { owner: 'alice' },
    )
    for (const { Unit, UpstreamUnit } of units) {
      if (Unit.UpstreamUnitID === undefined) expect(found[Unit.UnitID]).toEqual({ kind: 'nothing' })
      else
        expect(found[Unit.UnitID]).toEqual({
          kind: 'document',
          name: `${UpstreamUnit?.SpaceSlug}/${UpstreamUnit?.Slug}`,
          UnitID: Unit.UpstreamUnitID,
          ...heads.units[Unit.UpstreamUnitID],
        })
    }
    expect(Object.values(found).some(({ kind }) => kind === 'document')).toBe(true)
    expect(found[nowhere]).toBe(undefined)
  })

  it('is the head of one of them, which is read without columns as well', async () => {
    const { UnitID, DataHash } = unitIn('moss-cub-traderx-prod-eu-lon')
    const answer = await post({ of: { kind: 'head' }, unitIds: [UnitID, nowhere], columns: [] })
    const { units: found } = BaselinesResponse.parse(await answer.json())
    expect(Object.keys(found)).toEqual([UnitID])
    const name = 'moss-cub-traderx-prod-eu-lon/trade-service'
    expect(found[UnitID]).toEqual({ kind: 'document', name, UnitID, DataHash, cells: [] })
  })

  it('is the revision released last, and nothing for a unit that never was', async () => {
    const found = await baselines({ kind: 'released' })
    for (const { Unit } of units) {
      const released = Unit.LastReleasedRevisionNum ?? 0
      const was = await replicasAt(Unit.UnitID, ({ RevisionNum }) => RevisionNum === released)
      if (was === undefined) expect(found[Unit.UnitID]).toEqual({ kind: 'nothing' })
      else
        expect(found[Unit.UnitID]).toEqual({
          kind: 'document',
          name: was.name,
          DataHash: was.DataHash,
          cells: [was.replicas.map((value) => ({ value }))],
        })
    }
  })

  it('is the revision that was the head at a time, and nothing for a unit that came later', async () => {
    const { UnitID } = unitIn('moss-cub-traderx-prod-eu-lon')
    const revisions = await client.allRevisions({ where: `UnitID = '${UnitID}'`, order_by: 'RevisionNum' })
    const times = revisions.flatMap(({ Revision }) => Revision.CreatedAt ?? [])
    expect(times.length).toBeGreaterThan(2)
    for (const time of times) {
      const found = await baselines({ kind: 'at', time: new Date(time).toISOString() })
      const was = await replicasAt(UnitID, ({ CreatedAt }) => Date.parse(CreatedAt) <= Date.parse(time))
      expect(found[UnitID]).toMatchObject({ kind: 'document', name: was?.name })
      expect(found[UnitID]).toMatchObject({ cells: [was?.replicas.map((value) => ({ value }))] })
    }
    expect((await baselines({ kind: 'at', time: '2000-01-01T00:00:00.000Z' }))[UnitID]).toEqual({
      kind: 'nothing',
    })
  })
})

it.each([
  {},
  { of: { kind: 'majority' }, unitIds: [], columns: [] },
  { of: { kind: 'at', time: "2026' OR 'a" }, unitIds: [], columns: [] },
  { of: { kind: 'upstream' }, unitIds: ["' OR 1=1"], columns: [] },
])('refuses %j', async (body) => {
  expect((await post(body)).status).toBe(400)
})
