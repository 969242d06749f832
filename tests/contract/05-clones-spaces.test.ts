import { describe, expect, inject, it } from 'vitest'
import { z } from 'zod'
import { call, get } from '#tests/contract/http.ts'
import {
  contents,
  entity,
  listed,
  SpaceCloneShape,
  space,
  UnitCloneShape,
  unit,
} from '#tests/contract/shapes/clone.ts'
import { LinkShape } from '#tests/contract/shapes/resident.ts'

type Query = Record<string, string | boolean | number>

describe.each(inject('writingHubs'))('clones of what is in a Space on $database (contract 5.4)', (hub) => {
  it.each([
    ['filter', { From: 'Unit', Where: "Slug = 'a'" }],
    ['view', { Of: 'Unit' }],
    ['tag', {}],
    [
      'invocation',
      {
        FunctionInvocations: [
          { FunctionName: 'set-replicas', Arguments: [{ ParameterName: 'replicas', Value: 1 }] },
        ],
      },
    ],
    ['trigger', { Event: 'PostClone', ToolchainType: 'Kubernetes/YAML', FunctionName: 'vet-placeholders' }],
    ['change_set', { Description: 'A change' }],
    ['target', {}],
  ])('%s', async (path, body) => {
    const here = await space(hub, `each-${path}-here`)
    const there = await space(hub, `each-${path}-there`)
    const source = await entity(hub, here, path, {
      Slug: 'it',
      Labels: { a: 'b' },
      DeleteGates: { g: true },
      ...body,
    })
    const where = `SpaceID = '${here}' AND Slug = 'it'`
    const post = async (query: Query) => {
      const answer = await call(hub, 'POST', `/${path}`, {
        query: { where, ...query },
        body: { Labels: { c: 'd' } },
      })
      const items = z.array(z.record(z.string(), z.record(z.string(), z.unknown()))).parse(answer.json)
      return { status: answer.status, made: items.flatMap((item) => Object.values(item)) }
    }
    const before = await contents(hub, [here, there])

    expect((await post({ where_space: `SpaceID = '${there}'`, dry_run: true })).status).toBe(200)
    expect(await contents(hub, [here, there])).toBe(before)
    const { status, made } = await post({ where_space: `SpaceID = '${there}'` })
    expect([status, made]).toEqual([
      200,
      [expect.objectContaining({ Slug: 'it', SpaceID: there, Labels: { a: 'b', c: 'd' } })],
    ])
    expect(made[0]).not.toHaveProperty('DeleteGates')
    if (path === 'filter') expect(made[0]?.UpstreamFilterID).toBe(source)
    expect((await post({ where_space: `SpaceID = '${there}'` })).status).toBe(207)
    expect(
      (await post({ name_prefixes: 'x-', variant_labels: 'e=1|2' })).made.map(({ Slug }) => Slug),
    ).toEqual(['x-it-1', 'x-it-2'])
  })

  it('link, which starts at the clone of its From Unit', async () => {
    const here = await space(hub, 'link-here')
    const there = await space(hub, 'link-there')
    const from = await unit(hub, here, 'from')
    const to = await unit(hub, here, 'to')
    const LinkID = await entity(hub, here, 'link', {
      Slug: 'it',
      FromUnitID: from.UnitID,
      ToUnitID: to.UnitID,
    })
    const query = { where: `LinkID = '${LinkID}'`, where_space: `SpaceID = '${there}'` }

    const early = await call(hub, 'POST', '/link', { query, body: {} })
    expect([early.status, early.text]).toEqual([207, expect.stringContaining('no clone')])
    const beside = { where: `UnitID = '${from.UnitID}'`, where_space: query.where_space }
    const made = z
      .array(UnitCloneShape)
      .parse((await call(hub, 'POST', '/unit', { query: beside, body: {} })).json)
    const links = z
      .array(z.strictObject({ Link: LinkShape }))
      .parse((await call(hub, 'POST', '/link', { query, body: {} })).json)
    expect(links[0]?.Link).toMatchObject({
      FromUnitID: made[0]?.Unit?.UnitID,
      ToUnitID: to.UnitID,
      UpstreamLinkID: LinkID,
      UpstreamSpaceID: here,
    })
    expect((await call(hub, 'POST', '/link', { query: { ...query, reverse: true }, body: {} })).status).toBe(
      501,
    )
  })
})

describe.each(inject('writingHubs'))('clones of Spaces on $database (contract 5.4)', (hub) => {
  it('are separate Spaces, whose Units are cloned afterwards with POST /unit', async () => {
    const target = await entity(hub, await space(hub, 'clone-infra'), 'target', {
      Slug: 'cluster',
    })
    const source = await space(hub, 'whole', { Labels: { component: 'whole' }, ReleaseTargetID: target })
    const one = await unit(hub, source, 'one', { TargetID: target })
    const two = await unit(hub, source, 'two')
    await entity(hub, source, 'link', {
      Slug: 'uses',
      FromUnitID: one.UnitID,
      ToUnitID: two.UnitID,
      UpdateType: 'None',
    })
    const query = {
      where: `SpaceID = '${source}'`,
      variant_labels: 'env=dev',
      name_pattern: 'template:{{.SourceEntitySlug}}-{{.Labels.env}}',
    }
    const before = await contents(hub, [source])

    const dry = await call(hub, 'POST', '/_space', { query: { ...query, dry_run: true }, body: null })
    expect(z.array(SpaceCloneShape).parse(dry.json)[0]?.Space?.Slug).toBe('whole-dev')
    expect((await get(hub, '/space', { where: "Slug = 'whole-dev'" })).json).toEqual([])
    const answer = await call(hub, 'POST', '/_space', { query, body: null })
    const [item] = z.array(SpaceCloneShape).parse(answer.json)
    expect(item?.Space).toMatchObject({
      Slug: 'whole-dev',
      UpstreamSpaceID: source,
      ReleaseTargetID: target,
      Labels: { component: 'whole', env: 'dev' },
    })
    const copy = String(item?.Space?.SpaceID)
    expect(await listed(hub, copy, 'unit')).toEqual([])
    const followed = await call(hub, 'POST', '/unit', {
      query: { where: `SpaceID = '${source}'`, where_space: `SpaceID = '${copy}'` },
      body: null,
    })
    expect(followed.status).toBe(200)

    const [first, second] = await listed(hub, copy, 'unit')
    expect(first).toMatchObject({ UpstreamUnitID: one.UnitID, TargetID: target, HeadRevisionNum: 2 })
    expect((await listed(hub, copy, 'link')).at(-1)).toMatchObject({
      FromUnitID: first?.UnitID,
      ToUnitID: second?.UnitID,
      ToSpaceID: copy,
    })
    expect(await contents(hub, [source])).toBe(before)
    const again = await call(hub, 'POST', '/_space', { query, body: null })
    expect([again.status, z.array(SpaceCloneShape).parse(again.json)[0]?.Error?.Status]).toEqual([207, 409])
    const welcome = await call(hub, 'POST', '/_space', {
      query: { ...query, allow_exists: true },
      body: null,
    })
    expect(z.array(SpaceCloneShape).parse(welcome.json)[0]?.Space?.SpaceID).toBe(copy)
  })

  it('need a unique name, and someone who may create Spaces', async () => {
    const source = await space(hub, 'unnamed')
    const query = { where: `SpaceID = '${source}'` }

    expect((await call(hub, 'POST', '/_space', { query, body: {} })).status).toBe(400)
    const viewer = { query: { ...query, name_prefixes: 'x-' }, body: {}, as: 'auditor@trading.com' }
    expect((await call(hub, 'POST', '/_space', viewer)).status).toBe(403)
  })
})
