import { describe, expect, inject, it } from 'vitest'
import { z } from 'zod'
import { bob, peopleOf, subjects } from '#tests/contract/guarded.ts'
import { call, get } from '#tests/contract/http.ts'
import type { HubAddress } from '#tests/contract/hub-address.ts'
import {
  EnvelopeShape,
  ExtendedMutationShape,
  ExtendedRevisionShape,
} from '#tests/contract/shapes/answers.ts'
import { MergedUnitShape } from '#tests/contract/shapes/merge.ts'
import { LinkShape } from '#tests/contract/shapes/resident.ts'
import { addSpace, addUnit, deployment, type Made, read, setter } from '#tests/contract/triggers.ts'
import { document, putDocument } from '#tests/contract/units.ts'

const LinkAnswer = z.looseObject({ Link: LinkShape })

async function link(hub: HubAddress, from: Made, to: Made, more: object = {}) {
  const body = {
    Slug: 'takes',
    FromUnitID: from.UnitID,
    ToUnitID: to.UnitID,
    UpdateType: 'MergeUnits',
    ...more,
  }
  const answer = await call(hub, 'POST', `/space/${from.SpaceID}/link`, { body })
  if (answer.status !== 200) throw new Error(`${answer.status} ${answer.text}`)
  return LinkShape.parse(answer.json)
}

/** Waits until a Unit's document contains a text. */
async function arrives(hub: HubAddress, unit: Made, text: string): Promise<string> {
  let now = ''
  const read = async () => {
    now = await document(hub, unit)
    return now
  }
  await expect.poll(read, { message: unit.path }).toContain(text)
  return now
}

async function write(hub: HubAddress, unit: Made, text: string): Promise<void> {
  const answer = await putDocument(hub, unit, text)
  if (answer.status !== 200) throw new Error(answer.text)
}

describe.each(inject('writingHubs'))('AutoUpdate of Links on $database (contract 4.8)', (hub) => {
  it('takes over what the upstream Unit has and later gets, as automation, with a Mutation that names the Link', async () => {
    const space = await addSpace(hub, 'auto-takes')
    const up = await addUnit(hub, space, 'up', deployment('app', 1))
    const down = await addUnit(hub, space, 'down', '')
    const { LinkID } = await link(hub, down, up, { AutoUpdate: true })
    await arrives(hub, down, 'replicas: 1')

    await write(hub, down, `${await document(hub, down)}# mine\n`)
    await write(hub, up, deployment('app', 5))

    expect(await arrives(hub, down, 'replicas: 5')).toBe(`${deployment('app', 5)}# mine\n`)
    const { HeadRevisionNum = 0 } = await read(hub, down)
    const query = { where: `RevisionNum = ${HeadRevisionNum}`, include: 'UserID' }
    const [revision] = z
      .array(ExtendedRevisionShape)
      .parse((await get(hub, `${down.path}/revision`, query)).json)
    expect(revision?.Revision).toMatchObject({
      Source: 'Resolve',
      UserID: '00000000-0000-0000-0000-000000000000',
    })
    const where = `LinkID = '${LinkID}' AND RevisionNum = ${HeadRevisionNum}`
    const mutations = z
      .array(ExtendedMutationShape)
      .parse((await get(hub, `${down.path}/mutation`, { where, include: 'LinkID' })).json)
    expect(mutations).toMatchObject([{ Mutation: { MergeSourceID: up.UnitID }, Link: { Slug: 'takes' } }])
    const { Link } = LinkAnswer.parse((await get(hub, `/space/${space}/link/${LinkID}`)).json)
    expect(Link.UpstreamLastMergedRevisionNum).toBe((await read(hub, up)).HeadRevisionNum)
    expect(Link.DownstreamLastMergedRevisionNum).toBe(HeadRevisionNum)
  })

  it('works along a chain, keeps what is protected and reports it', async () => {
    const space = await addSpace(hub, 'auto-chain')
    const units = []
    for (const name of ['a', 'b', 'c']) units.push(await addUnit(hub, space, name, deployment('app', 1)))
    const [a, b, c] = units as [Made, Made, Made]
    const current = async (of: Made) => ({
      UpstreamLastMergedRevisionNum: (await read(hub, of)).HeadRevisionNum,
    })
    await link(hub, b, a, { Slug: 'b-a', AutoUpdate: true, ...(await current(a)) })
    await link(hub, c, b, { Slug: 'c-b', AutoUpdate: true, ...(await current(b)) })
    const Resource = { ResourceType: 'apps/v1/Deployment', ResourceName: 'default/app' }
    const body = { ResourceProtection: [{ Resource, Protected: { 'spec.replicas': true } }] }
    expect((await call(hub, 'POST', `${c.path}/protection`, { body })).status).toBe(200)

    await write(hub, a, deployment('app', 7).replace('app:v1', 'app:v2'))

    expect(await arrives(hub, c, 'app:v2')).toContain('replicas: 1')
    expect(await document(hub, b)).toContain('replicas: 7')
    expect(await read(hub, c)).toMatchObject({
      Conflicts: [{ Reason: 'ProtectedPath', Path: 'spec.replicas' }],
    })
  })

  it('waits for a ChangeSet of either Unit to be closed', async () => {
    const space = await addSpace(hub, 'auto-change-set')
    const up = await addUnit(hub, space, 'up', deployment('app', 1))
    const down = await addUnit(hub, space, 'down', deployment('app', 1))
    const canary = await addUnit(hub, space, 'canary', deployment('app', 1))
    const { HeadRevisionNum } = await read(hub, up)
    const more = { AutoUpdate: true, UpstreamLastMergedRevisionNum: HeadRevisionNum }
    await link(hub, down, up, more)
    await link(hub, canary, up, { ...more, Slug: 'canary' })
    const set = await call(hub, 'POST', `/space/${space}/change_set`, { body: { Slug: 'set' } })
    const { ChangeSetID } = z.looseObject({ ChangeSetID: z.uuid() }).parse(set.json)
    const enter = (unit: Made, to: string | null) =>
      call(hub, 'PATCH', unit.path, { body: { ChangeSetID: to } })
    expect((await enter(down, ChangeSetID)).status).toBe(200)

    await write(hub, up, deployment('app', 3))
    await arrives(hub, canary, 'replicas: 3')
    expect(await document(hub, down)).toContain('replicas: 1')
    await enter(down, null)
    await arrives(hub, down, 'replicas: 3')
  })

  it('may be turned on later, and off again', async () => {
    const space = await addSpace(hub, 'auto-later')
    const up = await addUnit(hub, space, 'up', deployment('app', 1))
    const down = await addUnit(hub, space, 'down', deployment('app', 1))
    const canary = await addUnit(hub, space, 'canary', deployment('app', 1))
    const { HeadRevisionNum: from } = await read(hub, up)
    const { LinkID } = await link(hub, down, up, { UpstreamLastMergedRevisionNum: from })
    await link(hub, canary, up, { Slug: 'canary', AutoUpdate: true, UpstreamLastMergedRevisionNum: from })
    const path = `/space/${space}/link/${LinkID}`

    await write(hub, up, deployment('app', 2))
    await arrives(hub, canary, 'replicas: 2')
    expect(await document(hub, down)).toContain('replicas: 1')
    const dry = await call(hub, 'PATCH', path, { body: { AutoUpdate: true }, query: { dry_run: true } })
    expect(LinkShape.parse(dry.json).AutoUpdate).toBe(true)
    expect((await call(hub, 'PATCH', path, { body: { AutoUpdate: true } })).status).toBe(200)
    await arrives(hub, down, 'replicas: 2')
    await call(hub, 'PATCH', path, { body: { AutoUpdate: null } })
    await write(hub, up, deployment('app', 4))
    await arrives(hub, canary, 'replicas: 4')
    expect(await document(hub, down)).toContain('replicas: 2')
  })

  it('refuses cycles, types that transfer nothing or are not supported, and revisions that do not exist', async () => {
    const space = await addSpace(hub, 'auto-refused')
    const units: Made[] = []
    for (const name of ['a', 'b', 'c']) units.push(await addUnit(hub, space, name, deployment(name, 1)))
    const [a, b, c] = units as [Made, Made, Made]
    const last = async (unit: Made) => ({
      UpstreamLastMergedRevisionNum: (await read(hub, unit)).HeadRevisionNum,
    })
    await link(hub, a, b, { Slug: 'a-b', AutoUpdate: true, ...(await last(b)) })
    await link(hub, b, c, { Slug: 'b-c', AutoUpdate: true, ...(await last(c)) })
    const attempt = (more: object) =>
      call(hub, 'POST', `/space/${space}/link`, {
        body: { Slug: 'x', FromUnitID: c.UnitID, ToUnitID: a.UnitID, UpdateType: 'MergeUnits', ...more },
      })

    for (const [more, status, message] of [
      [{ AutoUpdate: true }, 409, 'cycle'],
      [{ AutoUpdate: true, UpdateType: 'None' }, 400, 'None'],
      [{ UpdateType: undefined }, 409, 'cycle'],
      [{ AutoUpdate: true, UpdateType: 'Upsert' }, 501, 'Upsert'],
      [{ AutoUpdate: true, UpdateType: 'TransformPaths' }, 501, 'TransformPaths'],
      [{ UpdateType: 'Insert' }, 400, 'exactly one'],
      [{ Protect: true }, 400, 'Protect'],
      [{ UpstreamLastMergedRevisionNum: 99 }, 400, 'no revision 99'],
    ] as const) {
      const answer = await attempt(more)
      expect([more, answer.status]).toEqual([more, status])
      expect(EnvelopeShape.parse(answer.json).Message).toContain(message)
    }
    const manual = await attempt({})
    expect(manual.status).toBe(200)
    const path = `/space/${space}/link/${LinkShape.parse(manual.json).LinkID}`
    expect((await call(hub, 'PATCH', path, { body: { AutoUpdate: true } })).status).toBe(409)
  })
})

describe.each(inject('writingHubs'))('what a merge takes and keeps on $database (contract 5.2)', (hub) => {
  const twoKinds = (replicas: number, color: string) =>
    `${deployment('app', replicas)}---\napiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: colors\n  namespace: default\ndata:\n  main: ${color}\n`
  const pair = async (name: string) => {
    const space = await addSpace(hub, name)
    const up = await addUnit(hub, space, 'up', twoKinds(1, 'red'))
    const down = await addUnit(hub, space, 'down', twoKinds(1, 'red'))
    return { space, up, down, from: (await read(hub, up)).HeadRevisionNum ?? 0 }
  }
  const patch = async (unit: Made, query: Record<string, string | number | boolean>) =>
    call(hub, 'PATCH', unit.path, { query, body: null })

  it('only the resources of WhereResource', async () => {
    const { up, down, from } = await pair('merge-where-resource')
    await link(hub, down, up, {
      WhereResource: "ConfigHub.ResourceType = 'v1/ConfigMap'",
      UpstreamLastMergedRevisionNum: from,
    })
    await call(hub, 'POST', '/function/invoke', {
      query: { where: `UnitID = '${up.UnitID}'` },
      body: { FunctionInvocations: [setter('set-label', 'team', 'fx')] },
    })
    await write(
      hub,
      up,
      (await document(hub, up)).replace('replicas: 1', 'replicas: 9').replace('red', 'blue'),
    )

    expect((await patch(down, { resolve: 'Link:*' })).status).toBe(200)

    const [app = '', colors = ''] = (await document(hub, down)).split('---')
    expect([app.includes('replicas: 1'), app.includes('team')]).toEqual([true, false])
    expect([colors.includes('blue'), colors.includes('team: fx')]).toEqual([true, true])
  })

  it.each(['where_mutation', 'filter_mutation', 'WhereMutation'])(
    'nothing that a Mutation of %s was the last to set',
    async (by) => {
      const { space, up, down, from } = await pair(`merge-keeps-${by.toLowerCase().replace('_', '-')}`)
      await call(hub, 'POST', '/function/invoke', {
        query: { where: `UnitID = '${down.UnitID}'`, subgroup: 'tuning' },
        body: { FunctionInvocations: [setter('set-replicas', 3)] },
      })
      await write(hub, up, twoKinds(9, 'blue'))
      const Where = "Subgroup = 'tuning'"
      const more = by === 'WhereMutation' ? { WhereMutation: Where } : {}
      await link(hub, down, up, { ...more, UpstreamLastMergedRevisionNum: from })
      const filter = await call(hub, 'POST', `/space/${space}/filter`, {
        body: { Slug: 'tuned', From: 'Mutation', Where },
      })
      const { FilterID } = z.looseObject({ FilterID: z.uuid() }).parse(filter.json)
      const query =
        by === 'where_mutation'
          ? { where_mutation: Where }
          : by === 'filter_mutation'
            ? { filter_mutation: FilterID }
            : {}

      const answer = await patch(down, { resolve: 'Link:*', ...query })

      expect(MergedUnitShape.parse(answer.json).Conflicts).toMatchObject([
        { Reason: 'ProtectedPath', Path: 'spec.replicas' },
      ])
      const text = await document(hub, down)
      expect([text.includes('replicas: 3'), text.includes('blue')]).toEqual([true, true])
    },
  )

  it('refuses expressions about Mutations that are wrong or have nothing to be about', async () => {
    const { down } = await pair('merge-keeps-wrong')
    for (const query of [
      { resolve: 'Link:*', where_mutation: 'Colour = 1' },
      { upgrade: true, where_mutation: 'Colour = 1' },
      { where_mutation: 'MutationNum = 1' },
      { restore: 1, filter_mutation: '8a4d5f43-1b7e-4c3a-9d53-3a0b4f2c1d10' },
    ])
      expect([query, (await patch(down, query)).status]).toEqual([query, 400])
    const gone = {
      merge_source: 'Self',
      merge_base: 1,
      filter_mutation: '8a4d5f43-1b7e-4c3a-9d53-3a0b4f2c1d10',
    }
    expect((await patch(down, gone)).status).toBe(404)
  })

  it('no further than merge_end, and an UpgradeUnit Link moves what the Unit says of its upstream', async () => {
    const { up, down, from } = await pair('merge-end')
    await link(hub, down, up, { UpdateType: 'UpgradeUnit', UpstreamLastMergedRevisionNum: from })
    await write(hub, up, twoKinds(2, 'red'))
    await write(hub, up, twoKinds(3, 'red'))

    const dry = await patch(down, { resolve: 'Link:*', merge_end: from + 1, dry_run: true })
    expect(MergedUnitShape.parse(dry.json).Unit?.UpstreamRevisionNum).toBe(from + 1)
    expect((await read(hub, down)).UpstreamRevisionNum).toBe(from)
    const { Unit } = MergedUnitShape.parse(
      (await patch(down, { resolve: 'Link:*', merge_end: from + 1 })).json,
    )

    expect(Unit).toMatchObject({ UpstreamUnitID: up.UnitID, UpstreamRevisionNum: from + 1 })
    expect(await document(hub, down)).toContain('replicas: 2')
    await patch(down, { upgrade: true })
    expect(await document(hub, down)).toContain('replicas: 3')
  })

  it('not as a local override, where they merge', async () => {
    const { up, down, from } = await pair('protected-links')
    const types = ['UpgradeUnit', 'MergeUnits', 'Upsert']
    for (const UpdateType of types)
      await link(hub, down, up, { Slug: UpdateType, UpdateType, UpstreamLastMergedRevisionNum: from })
    await write(hub, up, twoKinds(2, 'red'))

    const statuses: number[] = []
    for (const Slug of types)
      statuses.push((await patch(down, { resolve: `Link:Slug = '${Slug}'`, protect: true })).status)

    expect(statuses).toEqual([400, 400, 501])
  })

  it('nothing through relations to Spaces that are hidden from whoever asks', async () => {
    const people = await peopleOf(hub)
    const secret = await addSpace(hub, 'links-secret', {
      Permissions: { View: subjects(people, 'alice@trading.com') },
    })
    const space = await addSpace(hub, 'links-open')
    const up = await addUnit(hub, secret, 'up', deployment('app', 2))
    const down = await addUnit(hub, space, 'down', deployment('app', 1))
    await link(hub, down, up)
    const { HeadRevisionNum } = await read(hub, down)

    const resolve = (links: string) =>
      call(hub, 'PATCH', down.path, { query: { resolve: links }, body: null, as: bob })
    const guess = await resolve("Link:ToUnit.Slug = 'up'")
    expect([guess.status, MergedUnitShape.parse(guess.json).Unit?.HeadRevisionNum]).toEqual([
      200,
      HeadRevisionNum,
    ])
    expect((await resolve("Link:Slug = 'takes'")).status).toBe(404)
    const stolen = await call(hub, 'POST', `/space/${space}/link`, {
      as: bob,
      body: {
        Slug: 'stolen',
        FromUnitID: down.UnitID,
        ToUnitID: up.UnitID,
        UpdateType: 'MergeUnits',
        AutoUpdate: true,
      },
    })
    expect(stolen.status).toBe(404)
  })
})
