import { describe, expect, inject, it } from 'vitest'
import { z } from 'zod'
import { call, get } from '#tests/contract/http.ts'
import type { HubAddress } from '#tests/contract/hub-address.ts'
import { EnvelopeShape } from '#tests/contract/shapes/answers.ts'
import {
  contents,
  entity,
  listed,
  MoveShape,
  nobody,
  space,
  UnitMoveShape,
  unit,
} from '#tests/contract/shapes/clone.ts'
import { document, putDocument, revisions } from '#tests/contract/units.ts'

type Options = { query?: Record<string, string | boolean>; as?: string }

/** Moves what `where` selects of one Space. */
async function move(hub: HubAddress, path: string, from: string, ToSpaceID: string, options: Options = {}) {
  const query = { where: `SpaceID = '${from}'`, ...options.query }
  return call(hub, 'POST', `/${path}/move`, { ...options, query, body: { ToSpaceID } })
}

const unitsOf = (answer: { json: unknown }) => z.array(UnitMoveShape).parse(answer.json)

describe.each(inject('writingHubs'))('moves of Units on $database (contract 5.2)', (hub) => {
  it('include the history and the Links of the Units', async () => {
    const here = await space(hub, 'move-here')
    const there = await space(hub, 'move-there')
    const app = await unit(hub, here, 'app')
    const db = await unit(hub, here, 'db')
    await entity(hub, here, 'link', {
      Slug: 'uses',
      FromUnitID: app.UnitID,
      ToUnitID: db.UnitID,
      UpdateType: 'None',
    })
    const query = { upstream_unit_id: app.UnitID }
    await call(hub, 'POST', `/space/${here}/unit`, { query, body: { Slug: 'clone' } })
    const where = `SpaceID = '${here}' AND Slug IN ('app', 'db')`
    const history = (await revisions(hub, app)).map(({ Revision }) => Revision.RevisionID)
    const before = await contents(hub, [here, there])

    const dry = await move(hub, 'unit', here, there, { query: { where, dry_run: true } })
    expect(
      unitsOf(dry)
        .map((item) => [item.Slug, item.Moved, item.Error])
        .toSorted(),
    ).toEqual([
      ['app', undefined, undefined],
      ['db', undefined, undefined],
    ])
    expect(await contents(hub, [here, there])).toBe(before)
    const moved = await move(hub, 'unit', here, there, { query: { where } })

    expect(moved.status).toBe(200)
    const byName = Object.fromEntries(unitsOf(moved).map((item) => [item.Slug, item]))
    expect(byName.app).toEqual({ UnitID: app.UnitID, Slug: 'app', Moved: true, MovedLinkSlugs: ['uses'] })
    expect(byName.db).toEqual({ UnitID: db.UnitID, Slug: 'db', Moved: true })
    const now = { path: `/space/${there}/unit/${app.UnitID}` }
    expect((await get(hub, app.path)).status).toBe(404)
    const kept = await revisions(hub, now)
    expect(kept.map(({ Revision }) => Revision.RevisionID)).toEqual(history)
    expect(new Set(kept.map(({ Revision }) => Revision.SpaceID))).toEqual(new Set([there]))
    const mutations = z.array(z.object({ Mutation: z.object({ SpaceID: z.string() }) }))
    const made = mutations.parse((await get(hub, `${now.path}/mutation`)).json)
    expect(made.map(({ Mutation }) => Mutation.SpaceID)).toEqual([there, there])
    expect(await listed(hub, here, 'link')).toEqual([
      expect.objectContaining({ Slug: 'upgrade-clone', ToUnitID: app.UnitID, ToSpaceID: there }),
    ])
    expect(await listed(hub, there, 'link')).toEqual([
      expect.objectContaining({ Slug: 'uses', SpaceID: there, ToSpaceID: there, ToUnitID: db.UnitID }),
    ])
    expect(await listed(hub, here, 'unit')).toEqual([
      expect.objectContaining({ Slug: 'clone', UpstreamUnitID: app.UnitID, UpstreamSpaceID: there }),
    ])
    expect((await putDocument(hub, now, 'kind: ConfigMap\nmetadata:\n  name: late\n')).status).toBe(200)
    expect(await document(hub, now)).toContain('late')
  })

  it('move all of a selection or nothing', async () => {
    const here = await space(hub, 'move-all')
    const there = await space(hub, 'move-all-there')
    await unit(hub, here, 'free')
    await unit(hub, here, 'taken')
    await unit(hub, there, 'taken')
    const before = await contents(hub, [here, there])

    const mixed = await move(hub, 'unit', here, there)
    expect(mixed.status).toBe(207)
    expect(
      unitsOf(mixed)
        .map((item) => [item.Slug, item.Moved, item.Error?.Status])
        .toSorted(),
    ).toEqual([
      ['free', undefined, undefined],
      ['taken', undefined, 409],
    ])
    const where = `SpaceID = '${here}' AND Slug = 'taken'`
    const one = await move(hub, 'unit', here, there, { query: { where } })
    expect([one.status, EnvelopeShape.parse(one.json).message]).toEqual([
      409,
      'Unit taken already exists in move-all-there. Rename one of them first.',
    ])
    expect(await contents(hub, [here, there])).toBe(before)
    expect(unitsOf(await move(hub, 'unit', here, here)).map((item) => item.Moved)).toEqual([
      undefined,
      undefined,
    ])
    expect(await contents(hub, [here, there])).toBe(before)
  })

  it('refuse Units in a ChangeSet, names of Links that are taken, and what does not exist', async () => {
    const here = await space(hub, 'move-not')
    const there = await space(hub, 'move-not-there')
    const app = await unit(hub, here, 'app')
    const other = await unit(hub, there, 'other')
    const LinkID = await entity(hub, here, 'link', {
      Slug: 'l',
      FromUnitID: app.UnitID,
      ToUnitID: other.UnitID,
    })
    const foreign = await unit(hub, there, 'foreign')
    await entity(hub, there, 'link', { Slug: 'l', FromUnitID: foreign.UnitID, ToUnitID: other.UnitID })

    expect((await move(hub, 'unit', here, there)).status).toBe(409)
    await call(hub, 'DELETE', `/space/${here}/link/${LinkID}`)
    const ChangeSetID = await entity(hub, here, 'change_set', { Slug: 'cs' })
    await call(hub, 'PATCH', app.path, { body: { ChangeSetID } })
    const held = await move(hub, 'unit', here, there)
    expect([held.status, held.text]).toEqual([409, expect.stringContaining('open ChangeSet')])
    await call(hub, 'PATCH', app.path, { body: { ChangeSetID: null } })
    expect((await move(hub, 'unit', here, app.UnitID)).status).toBe(404)
    for (const body of [{}, { ToSpaceID: 'x' }, null, []])
      expect(
        (await call(hub, 'POST', '/unit/move', { query: { where: "Slug = 'none'" }, body })).status,
      ).toBe(400)
    expect((await move(hub, 'unit', here, there, { query: { where: 'Colour = 1' } })).status).toBe(400)
    const none = await move(hub, 'unit', here, there, {
      query: { where: `SpaceID = '${here}' AND Slug = 'none'` },
    })
    expect([none.status, none.json]).toEqual([200, []])
    expect((await move(hub, 'unit', here, there)).status).toBe(200)
  })

  it('need Manage in the old Space and CreateChildren in the new one', async () => {
    const here = await space(hub, 'move-may')
    const there = await space(hub, 'move-may-there')
    const app = await unit(hub, here, 'app')
    const alice = { as: 'alice@trading.com' }
    const restrict = (SpaceID: string, Permissions: object) =>
      call(hub, 'PATCH', `/space/${SpaceID}`, { body: { Permissions } })

    await restrict(here, { Manage: nobody })
    expect((await move(hub, 'unit', here, there, alice)).status).toBe(403)
    await restrict(here, { Manage: null })
    await restrict(there, { CreateChildren: nobody })
    expect((await move(hub, 'unit', here, there, alice)).status).toBe(403)
    await restrict(there, { CreateChildren: null, View: nobody })
    expect((await move(hub, 'unit', here, there, alice)).status).toBe(404)
    expect((await move(hub, 'unit', here, there, { as: 'auditor@trading.com' })).status).toBe(403)
    expect((await get(hub, app.path)).status).toBe(200)
    await restrict(there, { View: null })
    expect((await move(hub, 'unit', here, there, alice)).status).toBe(200)
  })

  it('put a Unit on the release Target of its new Space, if it was on that of the old', async () => {
    const here = await space(hub, 'move-target')
    const there = await space(hub, 'move-target-there')
    const target = (SpaceID: string) => entity(hub, SpaceID, 'target', { Slug: 't' })
    const [old, fresh, own] = [
      await target(here),
      await target(there),
      await target(await space(hub, 'move-target-x')),
    ]
    await call(hub, 'PATCH', `/space/${here}`, { body: { ReleaseTargetID: old } })
    await call(hub, 'PATCH', `/space/${there}`, { body: { ReleaseTargetID: fresh } })
    await unit(hub, here, 'follows', { TargetID: old })
    await unit(hub, here, 'stays', { TargetID: own })

    const items = unitsOf(await move(hub, 'unit', here, there))
    expect(Object.fromEntries(items.map((item) => [item.Slug, item.TargetID]))).toEqual({
      follows: fresh,
      stays: undefined,
    })
    expect((await listed(hub, there, 'unit')).map(({ TargetID }) => TargetID)).toEqual([fresh, own])
  })
})

describe.each(inject('writingHubs'))('moves of what is in a Space on $database (contract 5.4)', (hub) => {
  it.each([
    ['filter', { From: 'Unit' }],
    ['view', { Of: 'Unit' }],
    ['tag', {}],
    ['invocation', { FunctionInvocations: [{ FunctionName: 'vet-placeholders' }] }],
    ['trigger', { Event: 'PostClone', ToolchainType: 'Kubernetes/YAML', FunctionName: 'vet-placeholders' }],
    ['target', {}],
  ])('%s', async (path, body) => {
    const here = await space(hub, `moves-${path}`)
    const there = await space(hub, `moves-${path}-there`)
    const EntityID = await entity(hub, here, path, { Slug: 'it', ...body })
    const before = await contents(hub, [here, there])

    const dry = await move(hub, path, here, there, { query: { dry_run: true } })
    expect(z.array(MoveShape).parse(dry.json)).toEqual([{ EntityID, Slug: 'it' }])
    expect(await contents(hub, [here, there])).toBe(before)
    const moved = await move(hub, path, here, there)
    expect([moved.status, z.array(MoveShape).parse(moved.json)]).toEqual([
      200,
      [{ EntityID, Slug: 'it', Moved: true }],
    ])
    expect(await listed(hub, here, path)).toEqual([])
    expect(await listed(hub, there, path)).toEqual([expect.objectContaining({ Slug: 'it', SpaceID: there })])
    await entity(hub, here, path, { Slug: 'it', ...body })
    expect((await move(hub, path, here, there)).status).toBe(409)
  })

  it('change_set, with its boundary Tags, which do not move alone', async () => {
    const here = await space(hub, 'moves-change-set')
    const there = await space(hub, 'moves-change-set-there')
    const EntityID = await entity(hub, here, 'change_set', { Slug: 'cs' })

    expect((await move(hub, 'tag', here, there)).status).toBe(207)
    const moved = await move(hub, 'change_set', here, there)
    expect(z.array(MoveShape).parse(moved.json)).toEqual([
      { EntityID, Slug: 'cs', Moved: true, MovedTagSlugs: ['cs-end', 'cs-start'] },
    ])
    expect((await listed(hub, there, 'tag')).map(({ Slug }) => Slug)).toEqual(['cs-end', 'cs-start'])
    expect(await listed(hub, here, 'tag')).toEqual([])
  })

  it('but not a Link, which follows its From Unit', async () => {
    const here = await space(hub, 'moves-link')
    expect((await move(hub, 'link', here, here)).status).toBe(404)
  })
})
