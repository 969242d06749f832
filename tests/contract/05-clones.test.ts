import { describe, expect, inject, it } from 'vitest'
import { z } from 'zod'
import { call, get } from '#tests/contract/http.ts'
import type { HubAddress } from '#tests/contract/hub-address.ts'
import { EnvelopeShape, ExtendedMutationShape } from '#tests/contract/shapes/answers.ts'
import {
  CloneShape,
  configMap,
  contents,
  entity,
  listed,
  type MadeUnit,
  nobody,
  space,
  UnitCloneShape,
  unit,
} from '#tests/contract/shapes/clone.ts'
import { LinkShape } from '#tests/contract/shapes/resident.ts'
import { document, putDocument, revisions } from '#tests/contract/units.ts'

type Query = Record<string, string | boolean | number>

async function clone(hub: HubAddress, query: Query, body: unknown = {}, as?: string) {
  const answer = await call(hub, 'POST', '/unit', { query, body, ...(as ? { as } : {}) })
  if (answer.status >= 400) throw new Error(`${answer.status} ${answer.text}`)
  return {
    status: answer.status,
    items: z.array(UnitCloneShape).parse(answer.json),
    next: answer.headers.get('ConfigHub-Continue'),
  }
}

const slugs = (items: { Unit?: { Slug: string } | undefined }[]) =>
  items.map((item) => item.Unit?.Slug ?? 'error').toSorted()

describe.each(inject('writingHubs'))('one clone on $database (contract 5.2)', (hub) => {
  const cloneOne = (SpaceID: string, upstream: MadeUnit, body: object, query: Query = {}) =>
    call(hub, 'POST', `/space/${SpaceID}/unit`, {
      body,
      query: { upstream_unit_id: upstream.UnitID, ...query },
    })

  it('has the content of its upstream as Revision 2 and names its upstream', async () => {
    const base = await space(hub, 'clone-one-base')
    const dev = await space(hub, 'clone-one-dev')
    const upstream = await unit(hub, base, 'app', {
      Labels: { team: 'blue', tier: 'web' },
      Annotations: { note: 'kept' },
      DeleteGates: { audit: true },
    })
    await putDocument(hub, upstream, configMap('app', 2))

    const body = { Slug: 'copy', Labels: { tier: 'api' }, LastChangeDescription: 'A copy' }
    const answer = await cloneOne(dev, upstream, body, { upstream_space_id: base })

    const { Unit, Links } = CloneShape.parse(answer.json)
    expect(Links).toEqual([
      {
        Link: expect.objectContaining({
          Slug: 'upgrade-copy',
          SpaceID: dev,
          FromUnitID: Unit.UnitID,
          ToUnitID: upstream.UnitID,
          ToSpaceID: base,
          UpdateType: 'UpgradeUnit',
          UpstreamLastMergedRevisionNum: 3,
          DownstreamLastMergedRevisionNum: 2,
        }),
      },
    ])
    expect(Unit.FromLinkID).toEqual([Links?.[0]?.Link?.LinkID])
    expect(Unit).toMatchObject({
      Slug: 'copy',
      SpaceID: dev,
      SpaceSlug: 'clone-one-dev',
      Labels: { team: 'blue', tier: 'api' },
      Annotations: { note: 'kept' },
      UpstreamUnitID: upstream.UnitID,
      UpstreamSpaceID: base,
      UpstreamRevisionNum: 3,
      HeadRevisionNum: 2,
    })
    expect(Unit).not.toHaveProperty('DeleteGates')
    const made = { path: `/space/${dev}/unit/${Unit.UnitID}` }
    expect(await document(hub, made)).toBe(configMap('app', 2))
    expect(
      (await revisions(hub, made)).map(({ Revision }) => [Revision.Source, Revision.Description]),
    ).toEqual([
      ['CloneUnit', 'A copy'],
      ['CreateUnit', 'A copy'],
    ])
    const mutations = await get(hub, `${made.path}/mutation`, { where: 'RevisionNum = 2' })
    const known = ExtendedMutationShape.extend({ Mutation: z.looseObject({ MergeSourceID: z.string() }) })
    expect(
      z
        .array(known)
        .parse(mutations.json)
        .map(({ Mutation }) => Mutation),
    ).toEqual([expect.objectContaining({ MergeSourceID: upstream.UnitID, MergeEndRevisionNum: 3 })])
  })

  it('is upgraded from there later', async () => {
    const base = await space(hub, 'clone-upgrade')
    const upstream = await unit(hub, base, 'app')
    const { Unit } = CloneShape.parse((await cloneOne(base, upstream, { Slug: 'copy' })).json)
    await putDocument(hub, upstream, configMap('app', 7))

    const path = `/space/${base}/unit/${Unit.UnitID}`
    expect((await call(hub, 'PATCH', path, { body: {}, query: { upgrade: true } })).status).toBe(200)
    expect(await document(hub, { path })).toBe(configMap('app', 7))
  })

  it('may be of an older revision, or of nothing yet', async () => {
    const base = await space(hub, 'clone-old')
    const upstream = await unit(hub, base, 'app')
    await putDocument(hub, upstream, configMap('app', 2))

    const old = CloneShape.parse(
      (await cloneOne(base, upstream, { Slug: 'old' }, { upstream_revision: 2 })).json,
    )
    expect(old.Unit.UpstreamRevisionNum).toBe(2)
    expect(await document(hub, { path: `/space/${base}/unit/${old.Unit.UnitID}` })).toBe(configMap('app', 1))
    const bare = CloneShape.parse(
      (await cloneOne(base, upstream, { Slug: 'bare' }, { upstream_revision: 1 })).json,
    )
    expect(bare.Unit).toMatchObject({ HeadRevisionNum: 1, UpstreamRevisionNum: 1 })
  })

  it('is refused with a reason, and stores nothing', async () => {
    const base = await space(hub, 'clone-refused')
    const upstream = await unit(hub, base, 'app')
    const missing = '0f4e7a52-1111-4222-8333-944455566677'
    const before = await contents(hub, [base])
    const refusals = [
      [409, await cloneOne(base, upstream, { Slug: 'app' })],
      [400, await cloneOne(base, upstream, {})],
      [400, await cloneOne(base, upstream, { Slug: 'x', ToolchainType: 'AppConfig/YAML' })],
      [404, await cloneOne(base, { ...upstream, UnitID: missing }, { Slug: 'x' })],
      [404, await cloneOne(base, upstream, { Slug: 'x' }, { upstream_space_id: missing })],
      [404, await cloneOne(base, upstream, { Slug: 'x' }, { upstream_revision: 99 })],
      [400, await cloneOne(base, upstream, { Slug: 'x' }, { upstream_revision: 'yesterday' })],
      [501, await cloneOne(base, upstream, { Slug: 'x' }, { syncback: true })],
    ] as const
    expect(refusals.map(([, answer]) => answer.status)).toEqual(refusals.map(([status]) => status))
    for (const [status, answer] of refusals)
      expect(EnvelopeShape.parse(answer.json).Code).toBe(String(status))
    const dry = await cloneOne(base, upstream, { Slug: 'x' }, { dry_run: true })
    expect(CloneShape.parse(dry.json).Unit.Slug).toBe('x')
    expect(await contents(hub, [base])).toBe(before)
    const welcome = await cloneOne(base, upstream, { Slug: 'app' }, { allow_exists: true })
    expect(CloneShape.parse(welcome.json).Unit.UnitID).toBe(upstream.UnitID)
  })
})

describe.each(inject('writingHubs'))('bulk clones on $database (contract 5.2)', (hub) => {
  it('are made in every Space chosen, with the Links among them', async () => {
    const base = await space(hub, 'bulk-base')
    const there = [
      await space(hub, 'bulk-dev', { Labels: { bulk: 'yes' } }),
      await space(hub, 'bulk-qa', { Labels: { bulk: 'yes' } }),
    ]
    const api = await unit(hub, base, 'api')
    const db = await unit(hub, base, 'db')
    await entity(hub, base, 'link', {
      Slug: 'uses',
      FromUnitID: api.UnitID,
      ToUnitID: db.UnitID,
      UpdateType: 'None',
    })
    const query = { where: `SpaceID = '${base}'`, where_space: "Labels.bulk = 'yes'" }
    const before = await contents(hub, [base, ...there])

    const dry = await clone(hub, { ...query, dry_run: true })
    expect(await contents(hub, [base, ...there])).toBe(before)
    const { status, items } = await clone(hub, query, { Labels: { made: 'here' } })

    expect([status, slugs(items)]).toEqual([200, ['api', 'api', 'db', 'db']])
    expect(slugs(dry.items)).toEqual(slugs(items))
    // For each clone the Link to its source, and the Link between the two.
    expect(dry.items.flatMap((item) => item.Links ?? [])).toHaveLength(4 + 2)
    for (const SpaceID of there) {
      const units = await listed(hub, SpaceID, 'unit')
      const idOf = (slug: string) => units.find(({ Slug }) => Slug === slug)?.UnitID
      const links = z.array(LinkShape).parse(await listed(hub, SpaceID, 'link'))
      expect(links).toEqual([
        expect.objectContaining({ Slug: 'upgrade-api', ToUnitID: api.UnitID, ToSpaceID: base }),
        expect.objectContaining({ Slug: 'upgrade-db', ToUnitID: db.UnitID, ToSpaceID: base }),
        expect.objectContaining({
          Slug: 'uses',
          FromUnitID: idOf('api'),
          ToUnitID: idOf('db'),
          ToSpaceID: SpaceID,
        }),
      ])
      expect(units.map(({ Labels }) => Labels)).toEqual([{ made: 'here' }, { made: 'here' }])
    }
    const again = await clone(hub, query)
    expect([again.status, again.items.map((item) => item.Error?.Status)]).toEqual([207, [409, 409, 409, 409]])
    const welcome = await clone(hub, { ...query, allow_exists: true })
    expect([welcome.status, slugs(welcome.items)]).toEqual([200, slugs(items)])
  })

  it('can be variants in the Space of their source, by prefixes, labels and a pattern', async () => {
    const base = await space(hub, 'bulk-variants')
    await unit(hub, base, 'web', { Labels: { team: 'blue' } })
    const where = `SpaceID = '${base}' AND Slug = 'web'`
    const made = async (query: Query) => {
      const { status, items } = await clone(hub, { where, ...query })
      expect(status).toBe(200)
      return Object.fromEntries(items.map(({ Unit }) => [Unit?.Slug, Unit?.Labels]))
    }

    expect(await made({ name_prefixes: 'a-,b-' })).toEqual({
      'a-web': { team: 'blue' },
      'b-web': { team: 'blue' },
    })
    expect(await made({ variant_labels: 'env=dev|qa,region=eu' })).toEqual({
      'web-dev-eu': { team: 'blue', env: 'dev', region: 'eu' },
      'web-qa-eu': { team: 'blue', env: 'qa', region: 'eu' },
    })
    expect(
      await made({
        variant_labels: 'env=x',
        name_pattern: 'template:{{.Labels.team}}-{{.SourceEntitySlug}}-{{.Labels.env}}',
      }),
    ).toEqual({ 'blue-web-x': { team: 'blue', env: 'x' } })
  })

  it('have a valid name or are refused, one by one', async () => {
    const base = await space(hub, 'bulk-names')
    await unit(hub, base, 'one', { Labels: { zone: 'z' } })
    await unit(hub, base, 'two')
    const where = `SpaceID = '${base}' AND Slug IN ('one', 'two')`

    const same = await clone(hub, { where, name_pattern: 'same' })
    expect([same.status, slugs(same.items)]).toEqual([207, ['error', 'same']])
    const half = await clone(hub, { where, name_pattern: 'template:{{.SourceEntitySlug}}-{{.Labels.zone}}' })
    expect([half.status, slugs(half.items)]).toEqual([207, ['error', 'one-z']])
    expect(half.items.flatMap((item) => item.Error?.Message ?? [])[0]).toContain('two has no label zone')
    const bad = await clone(hub, { where, name_prefixes: '-' })
    expect(bad.items.map((item) => item.Error?.Status)).toEqual(bad.items.map(() => 400))
    for (const query of [{}, { name_pattern: 'template:{{.Space.Slug}}' }, { variant_labels: 'x' }])
      expect((await call(hub, 'POST', '/unit', { query: { where, ...query }, body: {} })).status).toBe(400)
  })

  it('proceed page by page over the sources', async () => {
    const base = await space(hub, 'clone-pages')
    const there = await space(hub, 'clone-pages-there')
    for (const slug of ['a', 'b', 'c']) await unit(hub, base, slug)
    const query = { where: `SpaceID = '${base}'`, where_space: `SpaceID = '${there}'`, limit: 2 }

    const first = await clone(hub, query)
    expect([first.items.length, first.next]).toEqual([2, expect.any(String)])
    const last = await clone(hub, { ...query, continue: String(first.next) })
    expect([last.items.length, last.next]).toEqual([1, null])
    expect(slugs([...first.items, ...last.items])).toEqual(['a', 'b', 'c'])
  })

  it('need Use of the source and CreateChildren of the destination', async () => {
    const base = await space(hub, 'bulk-may')
    await unit(hub, base, 'app')
    const closed = await space(hub, 'bulk-may-not', { Permissions: { CreateChildren: nobody } })
    const query = { where: `SpaceID = '${base}'`, where_space: `SpaceID = '${closed}'` }

    const refused = await clone(hub, query, {}, 'alice@trading.com')
    expect([refused.status, refused.items.map((item) => item.Error?.Status)]).toEqual([207, [403]])
    await call(hub, 'PATCH', `/space/${base}`, { body: { Permissions: { Use: nobody } } })
    const own = { where: `SpaceID = '${base}'`, name_prefixes: 'x-' }
    expect((await clone(hub, own, {}, 'alice@trading.com')).items[0]?.Error?.Status).toBe(403)
    // Refused as a whole, or Unit by Unit if some Space lets the viewer write.
    const viewer = await call(hub, 'POST', '/unit', { query: own, body: {}, as: 'auditor@trading.com' })
    expect(viewer.text).toMatch(/"(Code":"|Status":)403/)
    expect((await clone(hub, own)).status).toBe(200)
  })
})
