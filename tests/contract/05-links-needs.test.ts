import { describe, expect, inject, it } from 'vitest'
import { z } from 'zod'
import { call, get } from '#tests/contract/http.ts'
import type { HubAddress } from '#tests/contract/hub-address.ts'
import { EnvelopeShape, ExtendedMutationShape } from '#tests/contract/shapes/answers.ts'
import { CloneShape } from '#tests/contract/shapes/clone.ts'
import { LinkShape } from '#tests/contract/shapes/resident.ts'
import { addSpace, addUnit, deployment, type Made, read } from '#tests/contract/triggers.ts'
import { document, putDocument } from '#tests/contract/units.ts'

const LinkAnswer = z.looseObject({ Link: LinkShape })
const namespace = (name: string) => `apiVersion: v1\nkind: Namespace\nmetadata:\n  name: ${name}\n`
const placeholder = 'confighubplaceholder'

async function link(hub: HubAddress, from: Made, to: Made, more: object = {}) {
  const body = { Slug: 'needs', FromUnitID: from.UnitID, ToUnitID: to.UnitID, ...more }
  const answer = await call(hub, 'POST', `/space/${from.SpaceID}/link`, { body })
  if (answer.status !== 200) throw new Error(`${answer.status} ${answer.text}`)
  return LinkShape.parse(answer.json)
}

async function linkNow(hub: HubAddress, { SpaceID, LinkID }: { SpaceID?: string; LinkID: string }) {
  return LinkAnswer.parse((await get(hub, `/space/${SpaceID}/link/${LinkID}`)).json).Link
}

async function becomes(hub: HubAddress, unit: Made, text: string): Promise<void> {
  await expect.poll(() => document(hub, unit)).toBe(text)
}

describe.each(inject('writingHubs'))('NeedsProvides Links on $database (contract 4.8)', (hub) => {
  it('created without UpdateType fill in what is needed, at once and after each change of either Unit', async () => {
    const space = await addSpace(hub, 'needs-auto')
    const home = await addUnit(hub, space, 'ns', namespace('first'))
    const app = await addUnit(hub, space, 'app', deployment('app', 1, placeholder))
    const made = await link(hub, app, home)
    expect(made).toMatchObject({ UpdateType: 'NeedsProvides', AutoUpdate: true })

    await becomes(hub, app, deployment('app', 1, 'first'))
    const { HeadRevisionNum = 0 } = await read(hub, app)
    const where = `RevisionNum = ${HeadRevisionNum}`
    const mutations = z
      .array(ExtendedMutationShape)
      .parse((await get(hub, `${app.path}/mutation`, { where, include: 'RevisionID,LinkID' })).json)
    expect(mutations).toMatchObject([
      {
        Mutation: {
          LinkID: made.LinkID,
          ProvidedPath: 'metadata.name',
          ProvidedResource: { ResourceType: 'v1/Namespace', ResourceName: '/first' },
        },
        Revision: { Source: 'Resolve', UserID: '00000000-0000-0000-0000-000000000000' },
      },
    ])
    expect(await linkNow(hub, made)).toMatchObject({
      DownstreamLastMergedRevisionNum: HeadRevisionNum,
      UpstreamLastMergedRevisionNum: 2,
      Bindings: [
        {
          NeededResource: { ResourceType: 'apps/v1/Deployment', ResourceName: 'first/app' },
          NeededPath: 'metadata.namespace',
          ProvidedResource: { ResourceType: 'v1/Namespace', ResourceName: '/first' },
          ProvidedPath: 'metadata.name',
        },
      ],
    })

    await putDocument(hub, home, namespace('second'))
    await becomes(hub, app, deployment('app', 1, 'second'))
    await putDocument(hub, app, deployment('app', 9, placeholder))
    await becomes(hub, app, deployment('app', 9, 'second'))
  })

  it('that do not update themselves wait for a resolve; get-needed lists what is still missing', async () => {
    const space = await addSpace(hub, 'needs-by-hand')
    const home = await addUnit(hub, space, 'ns', namespace('home'))
    const binding =
      'apiVersion: rbac.authorization.k8s.io/v1\nkind: RoleBinding\nmetadata:\n  name: b\n' +
      `  namespace: ${placeholder}\nroleRef:\n  kind: Role\n  name: ${placeholder}\n`
    const app = await addUnit(hub, space, 'app', binding)
    await link(hub, app, home, { UpdateType: 'NeedsProvides' })

    const query = { resolve: 'Link:*' }
    expect((await call(hub, 'PATCH', app.path, { query, body: null })).status).toBe(200)

    expect(await document(hub, app)).toBe(binding.replace(placeholder, 'home'))
    const body = { FunctionInvocations: [{ FunctionName: 'get-needed', Arguments: [] }] }
    const asked = await call(hub, 'POST', '/function/invoke', {
      query: { where: `UnitID = '${app.UnitID}'` },
      body,
    })
    const [item] = z.array(z.looseObject({ Outputs: z.record(z.string(), z.string()) })).parse(asked.json)
    const needed = Buffer.from(item?.Outputs.AttributeValueList ?? '', 'base64').toString('utf8')
    expect(JSON.parse(needed)).toMatchObject([{ Path: 'roleRef.name', Value: placeholder }])
  })

  it('of type Insert put the whole upstream document at one place', async () => {
    const space = await addSpace(hub, 'needs-insert')
    const config = await addUnit(hub, space, 'config', 'level: debug\n', { ToolchainType: 'AppConfig/YAML' })
    const holder = 'apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: settings\ndata:\n  app: none\n'
    const app = await addUnit(hub, space, 'app', holder)
    const NeededResource = { ResourceType: 'v1/ConfigMap', ResourceName: '/settings' }
    await link(hub, app, config, {
      UpdateType: 'Insert',
      AutoUpdate: true,
      ManualBindings: [{ NeededResource, NeededPath: 'data.app' }],
    })

    await becomes(hub, app, holder.replace('app: none\n', 'app: |\n    level: debug\n'))
    await putDocument(hub, config, 'level: info\n')
    await becomes(hub, app, holder.replace('app: none\n', 'app: |\n    level: info\n'))
  })

  it('keep their UpdateType', async () => {
    const space = await addSpace(hub, 'needs-type')
    const up = await addUnit(hub, space, 'up', namespace('n'))
    const down = await addUnit(hub, space, 'down', deployment('app', 1))
    const { LinkID, Version } = await link(hub, down, up, { UpdateType: 'MergeUnits' })
    const path = `/space/${space}/link/${LinkID}`

    const patched = await call(hub, 'PATCH', path, { body: { UpdateType: 'None' } })
    expect([patched.status, EnvelopeShape.parse(patched.json).Message]).toEqual([
      400,
      expect.stringMatching(/^UpdateType: .*cannot be changed/),
    ])
    const body = { Slug: 'needs', FromUnitID: down.UnitID, ToUnitID: up.UnitID, Version, DisplayName: 'Put' }
    expect((await call(hub, 'PUT', path, { body })).status).toBe(200)
    expect(await linkNow(hub, { SpaceID: space, LinkID })).toMatchObject({
      UpdateType: 'MergeUnits',
      DisplayName: 'Put',
    })
  })
})

describe.each(inject('writingHubs'))('the UpgradeUnit Link of a clone on $database (contract 4.3)', (hub) => {
  async function cloned(name: string) {
    const base = await addSpace(hub, `${name}-base`)
    const upstream = await addUnit(hub, base, 'app', deployment('app', 1))
    const SpaceID = await addSpace(hub, `${name}-dev`)
    const query = { upstream_unit_id: upstream.UnitID }
    const answer = await call(hub, 'POST', `/space/${SpaceID}/unit`, { query, body: { Slug: 'copy' } })
    const { Unit, Links } = CloneShape.parse(answer.json)
    const path = `/space/${SpaceID}/unit/${Unit.UnitID}`
    return { upstream, clone: { SpaceID, UnitID: Unit.UnitID, path }, LinkID: Links?.[0]?.Link?.LinkID ?? '' }
  }

  it('is found by lists, filters and expansions, and moves with an upgrade', async () => {
    const { upstream, clone, LinkID } = await cloned('upgrade-moves')
    const where = `FromLink.*.UpdateType = 'UpgradeUnit' AND UnitID = '${clone.UnitID}'`
    const found = (await get(hub, '/unit', { where, include: 'FromLinkID' })).json
    expect(found).toMatchObject([{ FromLink: [{ LinkID, Slug: 'upgrade-copy' }] }])

    await putDocument(hub, upstream, deployment('app', 4))
    await call(hub, 'PATCH', clone.path, { query: { upgrade: true }, body: null })

    const { HeadRevisionNum, UpstreamRevisionNum } = await read(hub, clone)
    expect(await linkNow(hub, { SpaceID: clone.SpaceID, LinkID })).toMatchObject({
      UpstreamLastMergedRevisionNum: UpstreamRevisionNum,
      DownstreamLastMergedRevisionNum: HeadRevisionNum,
    })
  })

  it('upgrades the clone when it is resolved', async () => {
    const { upstream, clone } = await cloned('upgrade-resolves')
    await putDocument(hub, upstream, deployment('app', 6))
    await call(hub, 'PATCH', clone.path, { query: { resolve: 'Link:*' }, body: null })
    expect(await document(hub, clone)).toBe(deployment('app', 6))
    expect((await read(hub, clone)).UpstreamRevisionNum).toBe((await read(hub, upstream)).HeadRevisionNum)
  })

  it('determines the upstream of the clone, also when it is changed or deleted', async () => {
    const { upstream, clone, LinkID } = await cloned('upgrade-says')
    const path = `/space/${clone.SpaceID}/link/${LinkID}`
    const other = await addUnit(hub, clone.SpaceID, 'other', deployment('app', 1))
    await call(hub, 'PATCH', path, { body: { UpstreamLastMergedRevisionNum: 1 } })
    expect(await read(hub, clone)).toMatchObject({ UpstreamUnitID: upstream.UnitID, UpstreamRevisionNum: 1 })
    await call(hub, 'PATCH', path, { body: { ToUnitID: other.UnitID } })
    expect(await read(hub, clone)).toMatchObject({
      UpstreamUnitID: other.UnitID,
      UpstreamSpaceID: clone.SpaceID,
    })

    expect((await call(hub, 'DELETE', path)).status).toBe(200)
    const { UpstreamUnitID, UpstreamRevisionNum, FromLinkID } = await read(hub, clone)
    expect([UpstreamUnitID, UpstreamRevisionNum, FromLinkID]).toEqual([undefined, undefined, undefined])
  })

  it('protects the upstream Unit, and is deleted with the clone', async () => {
    const { upstream, clone, LinkID } = await cloned('upgrade-keeps')
    const refused = await call(hub, 'DELETE', upstream.path)
    expect([refused.status, refused.text]).toEqual([409, expect.stringContaining('upgrade-copy')])

    expect((await call(hub, 'DELETE', clone.path)).status).toBe(200)
    expect((await get(hub, `/space/${clone.SpaceID}/link/${LinkID}`)).status).toBe(404)
    expect((await call(hub, 'DELETE', upstream.path)).status).toBe(200)
  })
})
