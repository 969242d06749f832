import { describe, expect, inject, it } from 'vitest'
import { z } from 'zod'
import { call, get } from '#tests/contract/http.ts'
import type { HubAddress } from '#tests/contract/hub-address.ts'
import { EnvelopeShape, inSpace, ResponseErrorShape } from '#tests/contract/shapes/answers.ts'
import { entity } from '#tests/contract/shapes/clone.ts'
import { TargetShape } from '#tests/contract/shapes/resident.ts'
import {
  QueuedOperationShape,
  ResourceShape,
  UnitEventShape,
  UnitShape,
} from '#tests/contract/shapes/unit.ts'
import { addSpace, addUnit, type Made } from '#tests/contract/triggers.ts'
import { putDocument, unitAt, written } from '#tests/contract/units.ts'

const ExtendedResourceShape = z.strictObject({
  ...inSpace,
  Resource: ResourceShape,
  Unit: UnitShape.optional(),
  Target: TargetShape.optional(),
  RawData: z.base64().optional(),
})

type Query = Record<string, string | number | boolean>

async function list(hub: HubAddress, query: Query) {
  const answer = await get(hub, '/resource', query)
  if (answer.status !== 200) throw new Error(`/resource: ${answer.status} ${answer.text}`)
  return z.array(ExtendedResourceShape).parse(answer.json)
}

async function names(hub: HubAddress, query: Query): Promise<string[]> {
  const items = await list(hub, { order_by: 'ResourceName', ...query })
  return items.map(({ Resource }) => Resource.ResourceName)
}

const part = (kind: string, name: string, replicas = 1) =>
  `apiVersion: apps/v1\nkind: ${kind}\nmetadata:\n  name: ${name}\n  labels:\n    example.com/team: a-${name}\nspec:\n  replicas: ${replicas}\n`

const document = (...parts: string[]) => parts.join('---\n')

async function ground(hub: HubAddress, slug: string, text: string): Promise<Made & { where: string }> {
  const SpaceID = await addSpace(hub, slug)
  return { ...(await addUnit(hub, SpaceID, 'web', text)), where: `SpaceID = '${SpaceID}'` }
}

describe.each(inject('writingHubs'))('GET /resource on $database (contract 5.4)', (hub) => {
  it('lists what is in the heads of Units, with its content', async () => {
    const text = document(part('Deployment', 'one', 2), part('StatefulSet', 'two'))
    const { SpaceID, UnitID, where } = await ground(hub, 'resource-list', text)

    const [one, two, ...others] = await list(hub, { where, order_by: 'ResourceIndex' })

    expect(others).toEqual([])
    expect(one?.Resource).toMatchObject({
      SpaceID,
      UnitID,
      ResourceType: 'apps/v1/Deployment',
      ResourceName: '/one',
      ToolchainType: 'Kubernetes/YAML',
      Data: { kind: 'Deployment', spec: { replicas: 2 } },
    })
    expect(two?.Resource).toMatchObject({ ResourceName: '/two', ResourceIndex: 1 })
    expect(
      await list(hub, { where: `UnitID = '${UnitID}' AND ResourceID = '${two?.Resource.ResourceID}'` }),
    ).toEqual([two])
  })

  it('can be queried by type, name, content and related entities', async () => {
    const text = document(
      part('Deployment', 'one', 2),
      part('Deployment', 'two', 3),
      part('StatefulSet', 'three', 3),
    )
    const { where } = await ground(hub, 'resource-where', text)
    const asked = (more: string) => names(hub, { where: `${where} AND ${more}` })

    expect(await asked("ResourceType = 'apps/v1/Deployment'")).toEqual(['/one', '/two'])
    expect(await asked("ResourceName LIKE '/t%'")).toEqual(['/three', '/two'])
    expect(await asked("Data.spec.replicas = '3'")).toEqual(['/three', '/two'])
    expect(await asked("Data.spec.replicas IN ('2') AND Unit.Slug = 'web'")).toEqual(['/one'])
    expect(await asked("Space.Slug = 'resource-where' AND ResourceIndex > 1")).toEqual(['/three'])
    expect(await asked("Data ? 'spec'")).toHaveLength(3)
    expect(await asked('LEN(Data) = 4')).toHaveLength(3)
    expect(await asked('TargetID IS NOT NULL')).toEqual([])
  })

  it('keeps the id of a resource that is changed or moved within its document', async () => {
    const twice = part('Deployment', 'twin')
    const unit = await ground(hub, 'resource-ids', document(part('Deployment', 'one'), twice, twice))
    const ids = async () =>
      Object.groupBy(await list(hub, { where: unit.where }), ({ Resource }) => Resource.ResourceName)
    const before = await ids()
    written(
      await putDocument(
        hub,
        unit,
        document(part('Deployment', 'zero'), twice, twice, part('Deployment', 'one', 9)),
      ),
    )

    const after = await ids()

    const of = (items: typeof before, name: string) =>
      items[name]?.map(({ Resource }) => Resource.ResourceID).sort()
    expect(of(after, '/one')).toEqual(of(before, '/one'))
    expect(of(after, '/twin')).toEqual(of(before, '/twin'))
    expect(new Set(of(after, '/twin')).size).toBe(2)
    expect(of(after, '/zero')).toHaveLength(1)
  })

  it('returns the text of each resource on request', async () => {
    const text = `# first\n${document(part('Deployment', 'one', 2), part('StatefulSet', 'two'))}`
    const { SpaceID, UnitID } = await ground(hub, 'resource-raw', text)
    const path = `/space/${SpaceID}/unit/${UnitID}/resource`

    const items = z
      .array(ExtendedResourceShape)
      .parse(
        (await get(hub, path, { raw_data: true, order_by: 'ResourceIndex', select: 'Data,ToolchainType' }))
          .json,
      )

    const texts = items.map(({ RawData = '' }) => Buffer.from(RawData, 'base64').toString('utf8'))
    expect(texts).toEqual([`# first\n${part('Deployment', 'one', 2)}`, part('StatefulSet', 'two')])
    const one = await get(hub, `${path}/${items[1]?.Resource.ResourceID}`, { raw_data: true })
    expect(ExtendedResourceShape.parse(one.json).RawData).toBe(items[1]?.RawData)
  })

  it('selects, expands, orders and pages', async () => {
    const SpaceID = await addSpace(hub, 'resource-pages')
    const TargetID = await entity(hub, SpaceID, 'target', {
      Slug: 'cluster',
    })
    const parts = ['e', 'c', 'a', 'd', 'b'].map((name) => part('Deployment', name))
    await addUnit(hub, SpaceID, 'web', document(...parts), { TargetID })
    // The same bytes in another Unit are different resources.
    await addUnit(hub, SpaceID, 'web2', document(...parts))
    const query = { where: `SpaceID = '${SpaceID}'`, order_by: 'DESC:ResourceName,UnitID', limit: 3 }

    const found: string[] = []
    const tokens: string[] = []
    do {
      const more = tokens.at(-1) === undefined ? {} : { continue: tokens.at(-1) ?? '' }
      const page = await get(hub, '/resource', { ...query, ...more })
      const items = z.array(ExtendedResourceShape).parse(page.json)
      found.push(...items.map(({ Resource }) => Resource.ResourceName))
      tokens.push(page.headers.get('ConfigHub-Continue') ?? '')
    } while (tokens.at(-1) !== '' && tokens.length < 9)

    expect(found).toEqual(['/e', '/e', '/d', '/d', '/c', '/c', '/b', '/b', '/a', '/a'])
    const narrow = await get(hub, '/resource', {
      where: `SpaceID = '${SpaceID}' AND Target.Slug = 'cluster'`,
      select: 'ResourceIndex',
      include: 'SpaceID,TargetID,UnitID,OrganizationID',
    })
    const Narrow = ExtendedResourceShape.extend({ Resource: ResourceShape.partial({ ToolchainType: true }) })
    const items = z.array(Narrow).parse(narrow.json)
    expect(items).toHaveLength(5)
    for (const { Resource, Unit, Target, Space, Organization } of items) {
      expect(Resource.Data).toBeUndefined()
      expect([Unit?.Slug, Target?.TargetID, Space?.Slug]).toEqual(['web', TargetID, 'resource-pages'])
      expect(Organization?.OrganizationID).toBe(Resource.OrganizationID)
    }
  })

  it('accepts a stored Filter, searches text, and leaves hidden ones out', async () => {
    const { SpaceID, path, where } = await ground(
      hub,
      'resource-filter',
      document(part('Deployment', 'one'), part('Job', 'two')),
    )
    const body = { Slug: 'jobs', From: 'Resource', Where: "ResourceType LIKE '%/Job'" }
    const filter = await entity(hub, SpaceID, 'filter', body)

    expect(await names(hub, { where, filter })).toEqual(['/two'])
    expect(await names(hub, { where, contains: 'DEPLOY' })).toEqual(['/one'])
    // Text search does not look into documents (contract 7.2).
    expect(await names(hub, { where, contains: 'a-one' })).toEqual([])
    await call(hub, 'PATCH', path, { body: { HiddenReason: 'retired' } })
    expect(await names(hub, { where })).toEqual([])
    expect(await names(hub, { where, include_hidden: '*' })).toEqual(['/one', '/two'])
  })

  it('handles documents that are not maps, and Units whose documents are not parsed', async () => {
    const SpaceID = await addSpace(hub, 'resource-odd')
    const where = `SpaceID = '${SpaceID}'`
    await addUnit(hub, SpaceID, 'list', '- 1\n- 2\n', { ToolchainType: 'AppConfig/YAML' })
    await addUnit(hub, SpaceID, 'text', part('Deployment', 'x'), { ToolchainType: 'AppConfig/Text' })
    await addUnit(hub, SpaceID, 'yaml', part('Deployment', 'x'))

    const items = (await get(hub, '/resource', { where, include: 'UnitID', contains: '' })).json
    const found = z.array(z.object({ Unit: z.object({ Slug: z.string() }) })).parse(items)
    expect(found.map(({ Unit }) => Unit.Slug).sort()).toEqual(['list', 'yaml'])
    for (const more of ['LEN(Data) > 0', "Data ? 'spec'", "Data.spec.replicas = '1'"])
      expect(await names(hub, { where: `${where} AND ${more}` })).toEqual(['/x'])
  })

  it.each([
    [{ where: 'Colour = 1' }],
    [{ select: 'Colour' }],
    [{ include: 'TagID' }],
    [{ order_by: 'Data' }],
    [{ limit: 1001 }],
    [{ where_data: 'spec.replicas > 1' }],
    [{ continue: 'nonsense' }],
  ])('refuses %j', async (query) => {
    const answer = await get(hub, '/resource', query)

    expect(answer.status).toBe(400)
    EnvelopeShape.parse(answer.json)
  })

  it('shows nothing from Spaces that the caller may not view', async () => {
    const { SpaceID, where } = await ground(hub, 'resource-kept', part('Deployment', 'secret'))
    const nobody = { UserIDs: { '0f4e7a52-1111-4222-8333-944455566677': true } }
    await call(hub, 'PATCH', `/space/${SpaceID}`, { body: { Permissions: { View: nobody } } })

    expect(await names(hub, { where })).toEqual(['/secret'])
    const answer = await call(hub, 'GET', '/resource', { query: { where }, as: 'alice@trading.com' })
    expect(answer.json).toEqual([])
  })
})

describe.each(inject('readingHubs'))('unit events and actions on $database (contract 5.3)', (hub) => {
  const parameters = {
    where: "Status = 'Completed' AND CreatedAt > '2020-01-01'",
    contains: 'x',
    limit: 10,
  }

  it.each([
    ['unit_event', UnitEventShape, 'UnitEventNum'],
    ['unit_action', QueuedOperationShape, 'UnitActionNum'],
  ])('%s lists exist, and are empty because there are no workers', async (path, shape, number) => {
    const unit = await unitAt(hub, 'prod-us', 'trade-service')
    const Items = z.array(z.strictObject({ item: shape }))

    for (const place of [`/${path}`, `${unit.path}/${path}`]) {
      const answer = await get(hub, place, { ...parameters, order_by: `DESC:${number}` })
      expect(answer.status).toBe(200)
      expect(Items.parse(answer.json)).toEqual([])
      expect((await get(hub, place, { where: 'Colour = 1' })).status).toBe(400)
      expect((await get(hub, place, { order_by: 'Colour' })).status).toBe(400)
    }
    expect((await get(hub, `/${path}`, { distinct_on: 'Off', limit: 5 })).json).toEqual([])
    expect((await get(hub, `/${path}`, { distinct_on: 'Off' })).status).toBe(400)
    const nobody = '0f4e7a52-1111-4222-8333-944455566677'
    expect((await get(hub, `${unit.path}/${path}/${nobody}`)).status).toBe(404)
    expect((await get(hub, `/space/${unit.SpaceID}/unit/${nobody}/${path}`)).status).toBe(404)
  })

  it('cancel finds nothing to cancel on any Unit', async () => {
    const unit = await unitAt(hub, 'prod-us', 'trade-service')
    const query = { where: `UnitID = '${unit.UnitID}'` }

    const answer = await call(hub, 'POST', '/unit/cancel', { query })

    expect(answer.status).toBe(207)
    const items = z.array(z.strictObject({ Error: ResponseErrorShape })).parse(answer.json)
    expect(items).toMatchObject([{ Error: { Status: 422, ErrorMetadata: { EntityID: unit.UnitID } } }])
    expect(items[0]?.Error.Message).toContain('nothing to cancel')
    const none = await call(hub, 'POST', '/unit/cancel', { query: { where: "Slug = 'nobody'" } })
    expect([none.status, none.json]).toEqual([200, []])
  })
})
