import { beforeAll, describe, expect, inject, it } from 'vitest'
import { z } from 'zod'
import { call, get } from '#tests/contract/http.ts'
import { invocation } from '#tests/contract/invocations.ts'
import { add, type Ground, kindOf, newGround } from '#tests/contract/residents.ts'
import {
  EnvelopeShape,
  ExtendedSpaceShape,
  ExtendedUnitShape,
  UnitWriteShape,
} from '#tests/contract/shapes/answers.ts'
import { InvocationShape } from '#tests/contract/shapes/function.ts'
import { putDocument, written } from '#tests/contract/units.ts'
import { data, expression, meta, path } from '#tests/contract/view-columns.ts'

const viewKind = kindOf('View')
const filterKind = kindOf('Filter')
const document = (name: string, replicas: number) => `apiVersion: v1
kind: ConfigMap
metadata:
  name: settings
data:
  replicas: "none"
spec:
  replicas: 77
---
apiVersion: apps/v1
kind: Deployment
metadata:
  name: ${name}
spec:
  replicas: ${replicas}
  template:
    spec:
      containers:
        - name: main
          image: ghcr.io/example/${name}:v1
        - name: side
          image: ghcr.io/example/side:v2
`

const ofDeployments = "ConfigHub.ResourceType = 'apps/v1/Deployment'"

describe.each(inject('writingHubs'))('views on $database (contract 4.7)', (hub) => {
  let ground: Ground
  beforeAll(async () => {
    ground = await newGround(hub, 'views-here')
    for (const [Slug, replicas, Labels] of [
      ['api', 2, { Tier: 'web' }],
      ['worker', 5, {}],
    ] as const) {
      const body = { Slug, ToolchainType: 'Kubernetes/YAML', Labels }
      const answer = await call(hub, 'POST', `/space/${ground.SpaceID}/unit`, { body })
      const { UnitID } = UnitWriteShape.parse(answer.json).Unit
      written(
        await putDocument(hub, { path: `/space/${ground.SpaceID}/unit/${UnitID}` }, document(Slug, replicas)),
      )
    }
  })

  async function view(Slug: string, body: Record<string, unknown>): Promise<string> {
    return (await add(ground, viewKind, { Slug, ...body })).id
  }
  const where = "Slug IN ('api', 'worker') AND Space.Slug = 'views-here'"
  /** Slug -> column -> value. */
  async function columns(query: Record<string, string>) {
    const answer = await get(hub, '/unit', { where, ...query })
    const items = z.array(ExtendedUnitShape).parse(answer.json)
    return Object.fromEntries(
      items.map(({ Unit, ViewColumns = [] }) => [
        Unit.Slug,
        Object.fromEntries(ViewColumns.map(({ Name, Value }) => [Name, Value ?? null])),
      ]),
    )
  }

  it('show metadata by attribute; attributes of the Space need its include', async () => {
    const id = await view('by-attribute', {
      Columns: [
        meta('Unit', 'Slug'),
        meta('Own', 'Unit.Slug'),
        meta('Tier', 'Labels.Tier'),
        meta('Released', 'LastReleasedRevisionNum'),
        meta('Space', 'Space.Slug'),
      ],
    })

    expect(await columns({ view: id, include: 'SpaceID' })).toEqual({
      api: { Unit: 'api', Own: 'api', Tier: 'web', Released: '0', Space: 'views-here' },
      worker: { Unit: 'worker', Own: 'worker', Tier: null, Released: '0', Space: 'views-here' },
    })
    expect(await columns({ view: id })).toMatchObject({ api: { Space: null }, worker: { Space: null } })
    // Columns do not depend on what is selected.
    expect(await columns({ view: id, select: 'Slug' })).toMatchObject({ api: { Tier: 'web' } })
  })

  it('show metadata by CEL, where 0 and empty are values', async () => {
    const id = await view('by-expression', {
      Columns: [
        expression('Name', "Unit.Slug + '/' + string(size(Unit.Labels))"),
        expression('Pending', 'Unit.LastReleasedRevisionNum < Unit.HeadRevisionNum'),
        expression('Tier', "has(Unit.Labels.Tier) ? Unit.Labels.Tier : 'none'"),
        expression('Sum', 'Unit.HeadRevisionNum + 1'),
        expression('Missing', 'Unit.Labels.Tier'),
        expression('Later', "timestamp('2026-01-07T00:00:00Z') + duration('1h')"),
        expression('Hour', "duration('1h')"),
        expression('Bytes', "b'abc'"),
        expression('Kind', 'type(1)'),
        expression('Maybe', "Unit.Labels[?'Tier']"),
        expression('Space', 'Space.Slug'),
      ],
    })

    expect(await columns({ view: id, include: 'SpaceID' })).toEqual({
      api: {
        Name: 'api/1',
        Pending: 'true',
        Tier: 'web',
        Sum: '3',
        Missing: 'web',
        Later: '2026-01-07T01:00:00.000Z',
        Hour: '3600s',
        Bytes: 'YWJj',
        Kind: 'Type<int>',
        Maybe: 'web',
        Space: 'views-here',
      },
      worker: {
        Name: 'worker/0',
        Pending: 'true',
        Tier: 'none',
        Sum: '3',
        Missing: null,
        Later: '2026-01-07T01:00:00.000Z',
        Hour: '3600s',
        Bytes: 'YWJj',
        Kind: 'Type<int>',
        Maybe: null,
        Space: 'views-here',
      },
    })
  })

  it('show data by path, from the resources that WhereResource selects', async () => {
    const id = await view('by-path', {
      Columns: [
        path('Replicas', 'spec.replicas', ofDeployments),
        path('First', 'spec.replicas'),
        path('Image', 'spec.template.spec.containers.?name=side.image', ofDeployments),
        path('Nothing', 'spec.paused', ofDeployments),
      ],
    })

    expect(await columns({ view: id })).toEqual({
      api: { Replicas: '2', First: '77', Image: 'ghcr.io/example/side:v2', Nothing: null },
      worker: { Replicas: '5', First: '77', Image: 'ghcr.io/example/side:v2', Nothing: null },
    })
  })

  it('show data by CEL over each resource; the first result counts', async () => {
    const id = await view('by-data-expression', {
      Columns: [
        data('Images', 'r.spec.template.spec.containers.map(c, c.image)'),
        data('Twice', 'r.spec.template.spec.containers.size() > 0 ? r.spec.replicas * 2 : 0'),
        data('Nothing', 'r.spec.nothing'),
      ],
    })

    expect(await columns({ view: id })).toEqual({
      api: { Images: '["ghcr.io/example/api:v1","ghcr.io/example/side:v2"]', Twice: '4', Nothing: null },
      worker: {
        Images: '["ghcr.io/example/worker:v1","ghcr.io/example/side:v2"]',
        Twice: '10',
        Nothing: null,
      },
    })
  })

  it('are named by id or Slug, and their Filter is one more condition', async () => {
    const { id: FilterID } = await add(ground, filterKind, {
      Slug: 'busy',
      Where: undefined,
      ResourceType: 'apps/v1/Deployment',
      WhereData: 'spec.replicas > 3',
    })
    const id = await view('busy-units', { Of: undefined, FilterID, Columns: [meta('Unit', 'Slug')] })

    expect(await columns({ view: id })).toEqual({ worker: { Unit: 'worker' } })
    expect(await columns({ view: 'busy-units' })).toEqual({ worker: { Unit: 'worker' } })
    const read = await get(hub, `/space/${ground.SpaceID}/view/${id}`, { include: 'FilterID' })
    expect(read.json).toMatchObject({ View: { Of: 'Unit' }, Filter: { Slug: 'busy' } })
    const run = await call(hub, 'POST', '/function/invoke', {
      query: { view: id, where, dry_run: true },
      body: invocation('set-replicas', { replicas: 1 }),
    })
    expect(
      z
        .array(InvocationShape)
        .parse(run.json)
        .map(({ UnitSlug }) => UnitSlug),
    ).toEqual(['worker'])
    // A View keeps its Filter from being deleted.
    const removal = await call(hub, 'DELETE', `/space/${ground.SpaceID}/filter/${FilterID}`)
    expect([removal.status, EnvelopeShape.parse(removal.json).Message]).toEqual([
      409,
      expect.stringContaining('busy-units'),
    ])
  })

  it('show Spaces as well', async () => {
    const id = await view('spaces', {
      Of: 'Space',
      Columns: [meta('Name', 'Slug'), expression('Long', 'size(Space.Slug) > 5')],
    })
    const answer = await get(hub, '/space', { view: id, where: "Slug = 'views-here'" })

    expect(z.array(ExtendedSpaceShape).parse(answer.json)[0]?.ViewColumns).toEqual([
      { Name: 'Name', Value: 'views-here' },
      { Name: 'Long', Value: 'true' },
    ])
    expect((await get(hub, '/unit', { view: id })).status).toBe(400)
  })
})
