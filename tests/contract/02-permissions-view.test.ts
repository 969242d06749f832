import { beforeAll, describe, expect, inject, it } from 'vitest'
import { z } from 'zod'
import { alice, bob, deployment, guarded, peopleOf, statusAs, subjects } from '#tests/contract/guarded.ts'
import { call } from '#tests/contract/http.ts'
import { invocation } from '#tests/contract/invocations.ts'
import { add, type Ground, kindOf, kinds, newGround } from '#tests/contract/residents.ts'
import { EnvelopeShape } from '#tests/contract/shapes/answers.ts'
import { putDocument, written } from '#tests/contract/units.ts'

describe.each(inject('writingHubs'))('permission View on $database (contract 2.4)', (hub) => {
  let people: Awaited<ReturnType<typeof peopleOf>>
  const users = (...names: string[]) => subjects(people, ...names)
  const statusOf = (as: string, method: string, path: string, options = {}) =>
    statusAs(hub, as, method, path, options)

  let ground: Ground
  let space = ''
  let unit = ''
  let where = ''
  beforeAll(async () => {
    people = await peopleOf(hub)
    ground = await guarded(hub, 'permissions-view', {})
    for (const kind of kinds) await add(ground, kind, { Slug: `a-${kind.name}` })
    space = `/space/${ground.SpaceID}`
    unit = `${space}/unit/${ground.units[0]}`
    await call(hub, 'POST', `${unit}/review_comment`, { body: { RevisionNum: 1, Text: 'for alice' } })
    const Permissions = { View: users(alice) }
    await call(hub, 'PATCH', space, { body: { Permissions } })
    where = `SpaceID = '${ground.SpaceID}'`
  })

  it('hides a Space and everything in it from the lists of those who are not listed', async () => {
    const lists = [
      '/space',
      '/unit',
      '/unit_data',
      '/unit_mutation_sources',
      '/revision',
      '/revision_data',
      '/review_comment',
    ]
    for (const path of [...lists, ...kinds.map(({ path }) => `/${path}`)]) {
      const query = { where, include_hidden: '*' }
      const [seen, unseen] = await Promise.all(
        [alice, bob].map(async (as) => (await call(hub, 'GET', path, { as, query })).json),
      )
      expect([path, z.array(z.unknown()).parse(seen).length > 0, unseen]).toEqual([path, true, []])
    }
  })

  it.each([
    ['GET', ''],
    ['PATCH', ''],
    ['DELETE', ''],
    ['GET', '/unit'],
    ['POST', '/unit'],
    ['GET', '/tag'],
    ['POST', '/tag'],
  ])('answers %s of the Space%s as if it did not exist', async (method, below) => {
    const answer = await call(hub, method, `${space}${below}`, {
      as: bob,
      ...(method === 'GET' ? {} : { body: { Slug: 'x', ToolchainType: 'Kubernetes/YAML' } }),
    })

    expect([answer.status, EnvelopeShape.parse(answer.json).Code]).toEqual([404, '404'])
  })

  it('answers for its Units and entities as if they did not exist', async () => {
    const statuses = [
      await statusOf(bob, 'GET', unit),
      await statusOf(bob, 'GET', `${unit}/data`),
      await statusOf(bob, 'PUT', `${unit}/data`, { body: deployment }),
      await statusOf(bob, 'PATCH', unit, { body: {} }),
      await statusOf(bob, 'DELETE', unit),
      await statusOf(bob, 'GET', `${unit}/revision`),
      await statusOf(bob, 'GET', `${unit}/revision/1/data`),
      await statusOf(bob, 'GET', `${unit}/mutation`),
      await statusOf(bob, 'GET', `${unit}/mutation_sources`),
      await statusOf(bob, 'GET', `${unit}/review_comment`),
      await statusOf(bob, 'POST', `${unit}/review_comment`, { body: { RevisionNum: 1, Text: 'x' } }),
    ]

    expect(statuses).toEqual(statuses.map(() => 404))
    expect(await statusOf(alice, 'GET', `${unit}/data`)).toBe(200)
  })

  it('keeps functions and bulk operations out', async () => {
    const body = invocation('set-replicas', { replicas: 4 })
    for (const [method, path] of [
      ['POST', '/function/invoke'],
      ['PATCH', '/unit'],
      ['DELETE', '/unit'],
      ['PATCH', '/filter'],
      ['DELETE', '/_space'],
    ] as const) {
      const answer = await call(hub, method, path, { as: bob, query: { where }, body })
      expect([path, answer.status, answer.json]).toEqual([path, 200, []])
    }
  })

  it('counts only what is seen', async () => {
    const query = { where, summary: true }
    const spaces = (as: string) => call(hub, 'GET', '/space', { as, query })

    expect((await spaces(bob)).json).toEqual([])
    expect((await spaces(alice)).json).toMatchObject([{ TotalUnitCount: 2 }])
  })

  it('leaks nothing through relations, expansions, Filters and Views', async () => {
    const copy = { Slug: 'seen-copy' }
    const open = await newGround(hub, 'permissions-open')
    const upstream = { upstream_space_id: ground.SpaceID, upstream_unit_id: ground.units[0] ?? '' }
    const cloned = await call(hub, 'POST', `/space/${open.SpaceID}/unit`, { query: upstream, body: copy })
    expect(cloned.status).toBe(200)
    const ask = async (as: string, condition: string) =>
      z.array(z.looseObject({})).parse(
        (
          await call(hub, 'GET', '/unit', {
            as,
            query: {
              where: `Slug = 'seen-copy' AND ${condition}`,
              include: 'UpstreamUnitID,UpstreamSpaceID',
            },
          })
        ).json,
      )
    for (const condition of [
      "UpstreamSpace.Slug = 'permissions-view'",
      "UpstreamUnit.Slug = 'one'",
      'HeadRevisionNum <= UpstreamUnit.HeadRevisionNum',
      "UpstreamUnit.Slug != 'two' IS TRUE",
    ])
      expect([condition, (await ask(alice, condition)).length, (await ask(bob, condition)).length]).toEqual([
        condition,
        1,
        0,
      ])
    const upgradable = async (as: string) =>
      (await call(hub, 'GET', `/space/${open.SpaceID}`, { as, query: { summary: true } })).json
    const unit = `/space/${ground.SpaceID}/unit/${ground.units[0]}`
    written(await putDocument(hub, { path: unit }, `# newer\n${deployment}`))
    expect(await upgradable(alice)).toMatchObject({ UpgradableUnitCount: 1 })
    expect(await upgradable(bob)).not.toHaveProperty('UpgradableUnitCount')
    const [seen] = await ask(alice, 'UpstreamRevisionNum > 0')
    const [unseen] = await ask(bob, 'UpstreamRevisionNum > 0')
    expect(Object.keys(seen ?? {}).sort()).toEqual(['Unit', 'UpstreamSpace', 'UpstreamUnit'])
    expect(Object.keys(unseen ?? {})).toEqual(['Unit'])

    const filter = await add(ground, kindOf('Filter'), { Slug: 'secret' })
    const view = await add(ground, kindOf('View'), { Slug: 'secret-view' })
    for (const query of [{ filter: filter.id }, { view: view.id }, { view: 'secret-view' }]) {
      expect(await statusOf(alice, 'GET', '/unit', { query })).toBe(200)
      expect(await statusOf(bob, 'GET', '/unit', { query })).toBe(404)
    }
    const body = { ...kindOf('View').body(open), Slug: 'stolen', FilterID: filter.id }
    expect(await statusOf(bob, 'POST', `/space/${open.SpaceID}/view`, { body })).toBe(404)
    const link = { Slug: 'stolen', FromUnitID: open.units[0], ToUnitID: ground.units[1] }
    expect(await statusOf(bob, 'POST', `/space/${open.SpaceID}/link`, { body: link })).toBe(404)
  })

  it('does not keep administrators out', async () => {
    expect((await call(hub, 'GET', space)).status).toBe(200)
    expect((await call(hub, 'PATCH', space, { body: { Labels: { by: 'admin' } } })).status).toBe(200)
  })
})
