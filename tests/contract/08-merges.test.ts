import { describe, expect, inject, it } from 'vitest'
import { z } from 'zod'
import { call, get } from '#tests/contract/http.ts'
import type { HubAddress } from '#tests/contract/hub-address.ts'
import { ExtendedMutationShape, ExtendedRevisionShape, SpaceShape } from '#tests/contract/shapes/answers.ts'
import {
  MergedUnitShape,
  RevisionSourcesShape,
  SettledConflictsShape,
  SourcesShape,
  UnitSourcesShape,
} from '#tests/contract/shapes/merge.ts'
import { LinkShape } from '#tests/contract/shapes/resident.ts'
import { document, putDocument, type UnitAt, unitAt } from '#tests/contract/units.ts'

const Deployment = 'apps/v1/Deployment'

/** A unit of the test's own and its clone in another space, both with a demo document. */
async function pair(hub: HubAddress, name: string): Promise<{ clone: UnitAt; upstream: UnitAt }> {
  const text = await document(hub, await unitAt(hub, 'prod-us-nyc', 'trade-service'))
  const spaces = await Promise.all(
    [`${name}-base`, `${name}-prod`].map(async (Slug) =>
      SpaceShape.parse((await call(hub, 'POST', '/space', { body: { Slug } })).json),
    ),
  )
  const [base = '', prod = ''] = spaces.map(({ SpaceID }) => SpaceID)
  const body = { Slug: 'trade', ToolchainType: 'Kubernetes/YAML' }
  const upstream = await created(hub, base, body, {})
  await putDocument(hub, upstream, text)
  const query = { upstream_space_id: base, upstream_unit_id: upstream.UnitID }
  return { upstream, clone: await created(hub, prod, body, query) }
}

async function created(
  hub: HubAddress,
  SpaceID: string,
  body: unknown,
  query: Record<string, string>,
): Promise<UnitAt> {
  const answer = await call(hub, 'POST', `/space/${SpaceID}/unit`, { body, query })
  const { Unit } = MergedUnitShape.parse(answer.json)
  if (!Unit) throw new Error(`no unit: ${answer.status} ${answer.text}`)
  const { UnitID, DataHash = '', HeadRevisionNum = 0 } = Unit
  return { SpaceID, UnitID, DataHash, HeadRevisionNum, path: `/space/${SpaceID}/unit/${UnitID}` }
}

async function protect(hub: HubAddress, unit: UnitAt, path: string, wanted: boolean) {
  const [resource] = SourcesShape.parse(
    (await get(hub, `${unit.path}/mutation_sources`)).json,
  ).MutationSources.filter(({ Resource }) => Resource.ResourceType === Deployment)
  const body = { ResourceProtection: [{ Resource: resource?.Resource, Protected: { [path]: wanted } }] }
  return call(hub, 'POST', `${unit.path}/protection`, { body })
}

const scaled = (text: string, replicas: number) => text.replace(/replicas: \d+/, `replicas: ${replicas}`)

describe.each(inject('writingHubs'))('8g upgrade on $database', (hub) => {
  it('can be previewed, keeps what is protected, records its source and can be undone', async () => {
    const { clone, upstream } = await pair(hub, 'merge-keep')
    const before = await document(hub, clone)
    const own = scaled(before, 77)
    expect((await putDocument(hub, clone, own)).status).toBe(200)
    expect((await protect(hub, clone, 'spec.replicas', true)).status).toBe(200)
    const theirs = await document(hub, upstream)
    await putDocument(hub, upstream, scaled(theirs, 55).replace('kind: Deployment', 'kind: Deployment # new'))

    const where = `UnitID = '${clone.UnitID}' AND UpstreamRevisionNum < UpstreamUnit.HeadRevisionNum`
    const dry = await call(hub, 'PATCH', '/unit', {
      query: { where, upgrade: true, dry_run: true, include: 'ConfigData,Diff' },
      body: null,
    })
    const [preview] = z.array(MergedUnitShape).parse(dry.json)
    expect(preview?.Conflicts?.map(({ Reason, Path }) => [Reason, Path])).toContainEqual([
      'ProtectedPath',
      'spec.replicas',
    ])
    expect(await document(hub, clone)).toBe(own)

    const done = await call(hub, 'PATCH', '/unit', { query: { where, upgrade: true }, body: null })
    const [upgraded] = z.array(MergedUnitShape).parse(done.json)
    expect(await document(hub, clone)).toBe(preview?.ConfigData)
    expect(await document(hub, clone)).toContain('replicas: 77')
    expect((await get(hub, '/unit', { where })).json).toEqual([])
    const history = z
      .array(ExtendedRevisionShape)
      .parse((await get(hub, `${clone.path}/revision`, { order_by: 'DESC:RevisionNum' })).json)
    const back = history.find(({ Revision }) => Revision.Source === 'SetProtection')?.Revision.RevisionNum
    await call(hub, 'PATCH', clone.path, { query: { restore: back ?? 0 }, body: null })
    expect(await document(hub, clone)).toBe(own)
    expect(upgraded?.Error).toBeUndefined()
  })

  it('records which upstream revision a mutation came from', async () => {
    const { clone, upstream } = await pair(hub, 'merge-record')
    await putDocument(hub, upstream, scaled(await document(hub, upstream), 31))

    const answer = await call(hub, 'PATCH', clone.path, {
      query: { upgrade: true, squash: true },
      body: null,
    })

    const { Unit } = MergedUnitShape.parse(answer.json)
    const [mutation] = z.array(ExtendedMutationShape).parse(
      (
        await get(hub, `${clone.path}/mutation`, {
          order_by: 'DESC:MutationNum',
          limit: 1,
          include: 'MergeSourceID',
        })
      ).json,
    )
    expect(mutation?.Mutation).toMatchObject({
      MergeSourceID: upstream.UnitID,
      UpgradedFromUpstreamRevisionNum: Unit?.UpstreamRevisionNum,
      MergeEndRevisionNum: Unit?.UpstreamRevisionNum,
    })
    expect(mutation?.MergeSource?.UnitID).toBe(upstream.UnitID)
  })

  it.each([
    ['two operations at once', { upgrade: true, restore: 1 }, 400],
    ['squash without anything to squash', { squash: true }, 400],
    ['a merge from nowhere', { merge_source: 'Elsewhere', merge_base: 1 }, 400],
    ['a merge without its base', { merge_source: 'Self' }, 400],
    [
      'a merge from a unit that is not there',
      { merge_source: '0f4e7a52-1111-4222-8333-944455566677', merge_base: 1 },
      404,
    ],
    ['links nobody has heard of', { resolve: 'Everything' }, 400],
  ] as const)('refuses %s', async (_what, query, status) => {
    const unit = await unitAt(hub, 'prod-in-bom', 'trade-service')

    const answer = await call(hub, 'PATCH', unit.path, { query, body: null })

    expect(answer.status).toBe(status)
    expect(await unitAt(hub, 'prod-in-bom', 'trade-service')).toEqual(unit)
  })
})

describe.each(inject('writingHubs'))('resolve on $database (contract 5.2)', (hub) => {
  it('merges what changed in the upstream Unit of a Link since the last time', async () => {
    const { clone, upstream } = await pair(hub, 'merge-link')
    const body = {
      Slug: 'takes-from',
      FromUnitID: clone.UnitID,
      ToUnitID: upstream.UnitID,
      UpdateType: 'MergeUnits',
    }
    const link = LinkShape.parse(
      (await call(hub, 'POST', `/space/${clone.SpaceID}/link`, { body: { ...body, Squash: true } })).json,
    )
    const resolve = async (links: string) =>
      MergedUnitShape.parse(
        (await call(hub, 'PATCH', clone.path, { query: { resolve: links }, body: null })).json,
      )
    await resolve(`Link:${link.LinkID}`)
    const before = await document(hub, clone)
    await putDocument(hub, clone, `${before}# mine\n`)
    await putDocument(hub, upstream, scaled(await document(hub, upstream), 23))

    expect((await get(hub, '/unit', { where: `FromLink.*.Slug = 'takes-from'` })).text).toContain(
      clone.UnitID,
    )
    const { Unit } = await resolve(`Link:Slug = 'takes-from'`)

    expect(await document(hub, clone)).toBe(`${scaled(before, 23)}# mine\n`)
    const [mutation] = z.array(ExtendedMutationShape).parse(
      (
        await get(hub, `${clone.path}/mutation`, {
          where: `LinkID = '${link.LinkID}'`,
          order_by: 'DESC:MutationNum',
        })
      ).json,
    )
    expect(mutation?.Mutation.RevisionNum).toBe(Unit?.HeadRevisionNum)
    expect((await resolve('Link:*')).Unit?.HeadRevisionNum).toBe(Unit?.HeadRevisionNum)
  })

  it('reports which kinds of Links it cannot resolve', async () => {
    const { clone, upstream } = await pair(hub, 'merge-needs')
    const body = {
      Slug: 'needs',
      FromUnitID: clone.UnitID,
      ToUnitID: upstream.UnitID,
      UpdateType: 'Upsert',
    }
    await call(hub, 'POST', `/space/${clone.SpaceID}/link`, { body })
    const resolve = (query: Record<string, string | boolean>) =>
      call(hub, 'PATCH', clone.path, { query, body: null })

    const answer = await resolve({ resolve: "Link:UpdateType = 'Upsert'" })
    expect([answer.status, answer.text]).toEqual([501, expect.stringContaining('Upsert')])
    const protecting = await resolve({ resolve: "Link:UpdateType = 'UpgradeUnit'", protect: true })
    expect([protecting.status, protecting.text]).toEqual([400, expect.stringContaining('protect')])
  })
})

describe.each(inject('writingHubs'))('conflicts on $database (contract 5.2)', (hub) => {
  it('are stored, listed, applied and dismissed', async () => {
    const { clone, upstream } = await pair(hub, 'merge-settle')
    await protect(hub, clone, 'spec.replicas', true)
    await putDocument(hub, upstream, scaled(await document(hub, upstream), 66))
    await call(hub, 'PATCH', clone.path, { query: { upgrade: true }, body: null })

    const listed = await get(hub, '/unit', {
      where: `Conflicts.*.Reason = 'ProtectedPath' AND UnitID = '${clone.UnitID}'`,
    })
    expect(z.array(z.unknown()).parse(listed.json)).toHaveLength(1)
    const settle = async (body: unknown) =>
      SettledConflictsShape.parse((await call(hub, 'POST', `${clone.path}/conflicts`, { body })).json)
    expect(await settle({ Action: 'Apply', DryRun: true })).toMatchObject({ Applied: 1 })
    expect(await document(hub, clone)).not.toContain('replicas: 66')
    const query = { dry_run: true }
    const untrue = await call(hub, 'POST', `${clone.path}/conflicts`, { query, body: { Action: 'Apply' } })
    expect([untrue.status, untrue.text]).toEqual([400, expect.stringContaining('DryRun')])
    expect(await settle({ Action: 'Apply', Select: [{ Reason: 'Subtracted' }] })).toMatchObject({
      Applied: 0,
    })
    const applied = await settle({ Action: 'Apply', Select: [{ Reason: 'ProtectedPath' }] })
    expect(applied).toMatchObject({ Applied: 1 })
    expect(applied.Diff?.Resources?.[0]?.Changes?.map(({ Path, ToValue }) => [Path, ToValue])).toEqual([
      ['spec.replicas', '66'],
    ])
    expect(await document(hub, clone)).toContain('replicas: 66')
    expect(await settle({ Action: 'Dismiss' })).toMatchObject({ Dismissed: 0 })
    expect((await call(hub, 'POST', `${clone.path}/conflicts`, { body: { Action: 'Ignore' } })).status).toBe(
      400,
    )
  })
})

describe.each(inject('writingHubs'))('mutation sources on $database (contract 4.5)', (hub) => {
  it('are the same by unit, by revision and in lists', async () => {
    const unit = await unitAt(hub, 'prod-in-del', 'reference-data')
    await putDocument(hub, unit, scaled(await document(hub, unit), 41))
    const { HeadRevisionNum } = await unitAt(hub, 'prod-in-del', 'reference-data')

    const own = SourcesShape.parse((await get(hub, `${unit.path}/mutation_sources`)).json)
    const where = `UnitID = '${unit.UnitID}'`
    const [ofUnit] = z
      .array(UnitSourcesShape)
      .parse((await get(hub, '/unit_mutation_sources', { where })).json)
    const [ofRevision] = z
      .array(RevisionSourcesShape)
      .parse((await get(hub, '/revision_mutation_sources', { where })).json)
    const single = await get(hub, `${unit.path}/revision/${ofRevision?.RevisionID}/mutation_sources`)

    const deployment = own.MutationSources.find(({ Resource }) => Resource.ResourceType === Deployment)
    const mutation = z
      .array(ExtendedMutationShape)
      .parse((await get(hub, `${unit.path}/mutation`, { where: `RevisionNum = ${HeadRevisionNum}` })).json)
    expect(deployment?.PathMutationMap['spec.replicas']).toEqual({
      Index: mutation[0]?.Mutation.MutationNum,
      MutationType: 'Update',
      Value: '41',
    })
    expect(ofUnit?.MutationSources).toEqual(own.MutationSources)
    expect(ofRevision?.MutationSources).toEqual(own.MutationSources)
    expect(single.json).toEqual(own)
  })

  it('carry protection, which makes a revision of its own only when it changes something', async () => {
    const unit = await unitAt(hub, 'prod-in-del', 'trade-service')
    const head = async () => (await unitAt(hub, 'prod-in-del', 'trade-service')).HeadRevisionNum

    const set = SourcesShape.parse((await protect(hub, unit, 'spec.replicas', true)).json)
    expect(JSON.stringify(set.MutationSources)).toContain('"Protected":true')
    expect(await head()).toBe(unit.HeadRevisionNum + 1)
    await protect(hub, unit, 'spec.replicas', true)
    expect(await head()).toBe(unit.HeadRevisionNum + 1)
    expect((await protect(hub, unit, 'spec..replicas', true)).status).toBe(400)
    const body = {
      ResourceProtection: [
        { Resource: { ResourceType: 'v1/Pod', ResourceName: '/x' }, Protected: { '': true } },
      ],
    }
    expect((await call(hub, 'POST', `${unit.path}/protection`, { body })).status).toBe(404)
    await protect(hub, unit, 'spec.replicas', false)
  })
})

describe.each(inject('writingHubs'))('data with a base on $database (contract 5.2)', (hub) => {
  it('merges what the new document changed, and reports what it could not', async () => {
    const unit = await unitAt(hub, 'prod-in-bom', 'reference-data')
    const before = await document(hub, unit)
    await putDocument(hub, unit, scaled(before, 88))
    const newer = `${scaled(before, 99)}# from outside\n`

    const answer = await call(hub, 'PUT', `${unit.path}/data`, {
      body: newer,
      query: { merge_base: unit.HeadRevisionNum, merge_enable_subtraction: true, include: 'ConfigData' },
    })

    const merged = MergedUnitShape.parse(answer.json)
    expect(merged.ConfigData).toContain('replicas: 88')
    expect(merged.Conflicts).toMatchObject([{ Reason: 'Subtracted', Path: 'spec.replicas' }])
  })
})
