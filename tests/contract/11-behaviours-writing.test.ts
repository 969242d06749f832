import { beforeAll, describe, expect, inject, it } from 'vitest'
import { z } from 'zod'
import { call, get, userAgent } from '#tests/contract/http.ts'
import { invocation } from '#tests/contract/invocations.ts'
import { add, type Ground, kindOf, kubernetes, newGround } from '#tests/contract/residents.ts'
import {
  EnvelopeShape,
  ExtendedMutationShape,
  ExtendedUnitShape,
  MeShape,
  UnitWriteShape,
} from '#tests/contract/shapes/answers.ts'
import { CloneShape } from '#tests/contract/shapes/clone.ts'
import { InvocationShape } from '#tests/contract/shapes/function.ts'
import { MergedUnitShape } from '#tests/contract/shapes/merge.ts'
import { ChangeSetShape } from '#tests/contract/shapes/resident.ts'
import { awaiting, settled } from '#tests/contract/triggers.ts'
import { document, putDocument, revisions, written } from '#tests/contract/units.ts'

// The behaviours of writing (contract 11); the others are in 11-behaviours.test.ts.

const deployment = (replicas: number) =>
  `apiVersion: apps/v1\nkind: Deployment\nmetadata:\n  name: trade\nspec:\n  replicas: ${replicas}\n`

describe.each(inject('writingHubs'))('behaviours of writing on $database (contract 11)', (hub) => {
  let ground: Ground
  beforeAll(async () => {
    ground = await newGround(hub, 'behaviours')
  })
  async function newUnit(Slug: string, text?: string) {
    const body = { Slug, ToolchainType: kubernetes }
    const answer = await call(hub, 'POST', `/space/${ground.SpaceID}/unit`, { body })
    const { UnitID } = UnitWriteShape.parse(answer.json).Unit
    const path = `/space/${ground.SpaceID}/unit/${UnitID}`
    if (text !== undefined) written(await putDocument(hub, { path }, text))
    return { UnitID, path, where: `UnitID = '${UnitID}'` }
  }
  const read = async (path: string) => ExtendedUnitShape.parse((await get(hub, path)).json).Unit

  it('answers 200 for creating and deleting, and 207 with an Error per failed item (contract 11.3)', async () => {
    const { where } = await newUnit('status')
    const kept = await newUnit('kept')
    await call(hub, 'PATCH', kept.path, { body: { DeleteGates: { audit: true } } })
    const both = { where: `Slug IN ('status', 'kept') AND SpaceID = '${ground.SpaceID}'` }

    const mixed = await call(hub, 'DELETE', '/unit', { query: both })
    expect([
      mixed.status,
      z
        .array(z.looseObject({}))
        .parse(mixed.json)
        .filter((item) => 'Error' in item).length,
    ]).toEqual([207, 1])
    await call(hub, 'PATCH', kept.path, { body: { DeleteGates: null } })
    const gone = await call(hub, 'DELETE', kept.path)
    expect([gone.status, Object.keys(z.record(z.string(), z.string()).parse(gone.json))]).toEqual([
      200,
      ['Message'],
    ])
    expect((await get(hub, '/unit', { where })).json).toEqual([])
  })

  it('makes one revision per change of data, with who, what and why, and none for the same bytes (contract 11.6)', async () => {
    const { path } = await newUnit('revised')
    const write = (text: string) =>
      putDocument(hub, { path }, text, {
        query: { last_change_description: 'Because' },
        as: 'alice@trading.com',
      })
    const { UserID } = MeShape.parse((await call(hub, 'GET', '/me', { as: 'alice@trading.com' })).json)

    written(await write(deployment(1)))
    written(await write(deployment(1)))
    const [second, first, ...older] = (await revisions(hub, { path })).map(({ Revision }) => Revision)
    expect(older).toEqual([])
    expect(first).toMatchObject({ RevisionNum: 1, Source: 'CreateUnit' })
    expect(first?.DataSize).toBeUndefined()
    expect(second).toMatchObject({
      RevisionNum: 2,
      Source: 'UpdateUnit',
      Description: 'Because',
      UserAgent: userAgent,
      UserID,
    })
  })

  it('uses the hash of the data as its ETag: 304 if equal, 409 for a write over another (contract 11.8)', async () => {
    const { path } = await newUnit('tagged', deployment(1))
    const { headers } = await get(hub, `${path}/data`)
    const tag = headers.get('ETag') ?? ''

    expect(tag).toBe(`"${(await read(path)).DataHash}"`)
    expect(tag).toMatch(/^"[0-9a-f]{64}"$/)
    const same = await call(hub, 'GET', `${path}/data`, { headers: { 'If-None-Match': tag } })
    expect([same.status, same.text]).toEqual([304, ''])
    expect((await putDocument(hub, { path }, deployment(2), { ifMatch: tag.slice(1, -1) })).status).toBe(200)
    const late = await putDocument(hub, { path }, deployment(3), { ifMatch: tag.slice(1, -1) })
    expect([late.status, EnvelopeShape.parse(late.json).Code]).toEqual([409, '409'])
    expect(await document(hub, { path })).toBe(deployment(2))
  })

  it('stores nothing on a dry run of functions (contract 11.9)', async () => {
    const { path, where } = await newUnit('rehearsed', deployment(1))
    const everything = async () =>
      Promise.all(
        ['', '/data', '/revision', '/mutation', '/mutation_sources'].map(async (below) =>
          below === '/data' ? document(hub, { path }) : (await get(hub, path + below)).json,
        ),
      )
    const before = await everything()
    const run = await call(hub, 'POST', '/function/invoke', {
      query: { where, dry_run: true, include: 'ConfigData,Diff' },
      body: invocation('set-replicas', { replicas: 7 }, 'Never'),
    })

    expect(z.array(InvocationShape).parse(run.json)[0]?.ConfigData).toBe(deployment(7))
    expect(await everything()).toEqual(before)
  })

  it('runs functions on units of a ChangeSet only when it is named, except as a dry run (contract 11.10)', async () => {
    const { path, where } = await newUnit('in-change-set', deployment(1))
    const answer = await call(hub, 'POST', `/space/${ground.SpaceID}/change_set`, { body: { Slug: 'open' } })
    const { ChangeSetID } = ChangeSetShape.parse(answer.json)
    expect((await call(hub, 'PATCH', path, { body: { ChangeSetID } })).status).toBe(200)
    const run = async (query: Record<string, string | boolean>) => {
      const body = invocation('set-replicas', { replicas: 2 })
      const ran = await call(hub, 'POST', '/function/invoke', { query: { where, ...query }, body })
      return [ran.status, z.array(InvocationShape).parse(ran.json)[0]?.Success]
    }

    expect(await run({})).toEqual([207, false])
    expect(await run({ change_set_id: '0f4e7a52-1111-4222-8333-944455566677' })).toEqual([207, false])
    expect(await run({ dry_run: true })).toEqual([200, true])
    expect(await document(hub, { path })).toBe(deployment(1))
    expect(await run({ change_set_id: ChangeSetID })).toEqual([200, true])
    expect(await document(hub, { path })).toBe(deployment(2))
  })

  it('merges metadata patches: null deletes, null as body, read-only and unknown fields ignored (contract 11.11)', async () => {
    const { path, UnitID } = await newUnit('patched', deployment(1))
    const patch = async (body: unknown) => {
      const answer = await call(hub, 'PATCH', path, { body })
      if (answer.status !== 200) throw new Error(answer.text)
      return read(path)
    }
    const before = await patch({ Labels: { a: '1', b: '2' }, DestroyGates: { x: true } })

    expect((await patch({ Labels: { a: null }, DestroyGates: { x: null } })).Labels).toEqual({ b: '2' })
    expect(await read(path)).not.toHaveProperty('DestroyGates')
    const quiet = await patch(null)
    expect(quiet).toMatchObject({ Labels: { b: '2' }, HeadRevisionNum: before.HeadRevisionNum })
    const ignored = await patch({
      UnitID: ground.units[0],
      HeadRevisionNum: 99,
      DataHash: 'x',
      Colour: 'red',
      SpaceSlug: 'y',
    })
    expect({ ...ignored, UpdatedAt: '' }).toEqual({ ...quiet, UpdatedAt: '' })
    expect(ignored.UnitID).toBe(UnitID)
  })

  it('marks restores and upgrades, and their mutations (contract 11.12)', async () => {
    const upstream = await newUnit('upstream', deployment(1))
    const query = { upstream_space_id: ground.SpaceID, upstream_unit_id: upstream.UnitID }
    const cloned = await call(hub, 'POST', `/space/${ground.SpaceID}/unit`, {
      query,
      body: { Slug: 'downstream' },
    })
    const path = `/space/${ground.SpaceID}/unit/${CloneShape.parse(cloned.json).Unit.UnitID}`
    written(await putDocument(hub, upstream, deployment(2)))
    const headMutation = async (unit: string) =>
      ExtendedUnitShape.extend({ HeadMutation: ExtendedMutationShape.shape.Mutation }).parse(
        (await get(hub, unit, { include: 'HeadMutationNum,HeadRevisionNum' })).json,
      )

    const upgraded = await call(hub, 'PATCH', path, { query: { upgrade: true }, body: null })
    expect(MergedUnitShape.parse(upgraded.json).Unit?.UpstreamRevisionNum).toBe(3)
    const upgrade = await headMutation(path)
    expect([upgrade.HeadRevision?.Source, upgrade.HeadMutation.UpgradedFromUpstreamRevisionNum]).toEqual([
      'UpgradeUnit',
      3,
    ])
    expect(await document(hub, { path })).toBe(deployment(2))
    await call(hub, 'PATCH', upstream.path, { query: { restore: 2 }, body: null })
    const restore = await headMutation(upstream.path)
    expect([restore.HeadRevision?.Source, restore.HeadMutation.RestoredRevisionNum]).toEqual([
      'RestoreRevision',
      2,
    ])
    expect(await document(hub, upstream)).toBe(deployment(1))
  })

  it('refuses to delete what is gated or referenced, and says why (contract 11.13)', async () => {
    const [one, two] = [await newUnit('from'), await newUnit('to')]
    await call(hub, 'PATCH', one.path, { body: { DeleteGates: { 'keep-me': true } } })
    await add(ground, kindOf('Link'), { Slug: 'from-to', FromUnitID: one.UnitID, ToUnitID: two.UnitID })

    for (const [{ path }, reason] of [
      [one, 'keep-me'],
      [two, 'from-to'],
    ] as const) {
      const answer = await call(hub, 'DELETE', path)
      expect([answer.status, EnvelopeShape.parse(answer.json).Message]).toEqual([
        409,
        expect.stringContaining(reason),
      ])
    }
  })

  it('gates changed data until its Triggers have run (contract 11.14)', async () => {
    const own = await newGround(hub, 'behaviours-triggers')
    await add(own, kindOf('Trigger'), {
      Slug: 'vetting',
      WhereUnit: undefined,
      FunctionName: 'vet-placeholders',
    })
    const path = `/space/${own.SpaceID}/unit/${own.units[0]}`
    const { Unit } = written(await putDocument(hub, { path }, deployment(999999999)))

    expect(Unit.ValidationErrors).toEqual({ [awaiting]: true })
    const { ValidationErrors } = await settled(hub, { path })
    expect(ValidationErrors).toEqual({ 'behaviours-triggers/vetting/vet-placeholders': true })
  })
})
