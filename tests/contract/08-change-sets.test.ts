import { describe, expect, inject, it } from 'vitest'
import { z } from 'zod'
import { call, get } from '#tests/contract/http.ts'
import type { HubAddress } from '#tests/contract/hub-address.ts'
import { invocation } from '#tests/contract/invocations.ts'
import { type Ground, newGround } from '#tests/contract/residents.ts'
import { EnvelopeShape, ExtendedRevisionShape, ExtendedUnitShape } from '#tests/contract/shapes/answers.ts'
import { extendedShapes } from '#tests/contract/shapes/extended.ts'
import { InvocationShape } from '#tests/contract/shapes/function.ts'
import { MergedUnitShape } from '#tests/contract/shapes/merge.ts'
import { ChangeSetShape } from '#tests/contract/shapes/resident.ts'
import { document, putDocument, revisions, written } from '#tests/contract/units.ts'

const openChangeSet = 'https://docs.confighub.com/errors/open-changeset'
const deployment = (replicas: number) =>
  `apiVersion: apps/v1\nkind: Deployment\nmetadata:\n  name: trade\nspec:\n  replicas: ${replicas}\n`

async function newChangeSet(ground: Ground, Slug: string) {
  const path = `/space/${ground.SpaceID}/change_set`
  const answer = await call(ground.hub, 'POST', path, { body: { Slug, Description: 'Scale' } })
  return ChangeSetShape.parse(answer.json)
}

async function newGroundWithData(hub: HubAddress, slug: string): Promise<Ground> {
  const ground = await newGround(hub, slug)
  for (const unit of ground.units)
    written(await putDocument(hub, { path: `/space/${ground.SpaceID}/unit/${unit}` }, deployment(1)))
  return ground
}

describe.each(inject('writingHubs'))('8d change sets on $database', (hub) => {
  const itemsOf = (json: unknown) => z.array(MergedUnitShape).parse(json)
  const stateOf = async ({ SpaceID }: Ground, id: string) =>
    extendedShapes.ChangeSet.parse(
      (await get(hub, `/space/${SpaceID}/change_set/${id}`, { include: 'StartTagID,EndTagID' })).json,
    )

  it('go from opening to rolling back, closing and applying again', async () => {
    const ground = await newGroundWithData(hub, 'change-set-life')
    const ids = `UnitID IN (${ground.units.map((id) => `'${id}'`).join(', ')})`
    const paths = ground.units.map((id) => ({ path: `/space/${ground.SpaceID}/unit/${id}` }))
    const { ChangeSetID } = await newChangeSet(ground, 'scale-trade')
    const inSet = `ChangeSetID = '${ChangeSetID}'`
    const patch = (where: string, body: unknown, query = {}) =>
      call(hub, 'PATCH', '/unit', { query: { where, ...query }, body })
    const invoke = (query = {}) =>
      call(hub, 'POST', '/function/invoke', {
        query: { where: ids, ...query },
        body: invocation('set-replicas', { replicas: 5 }, 'Scale to 5'),
      })

    // 2. Opening makes a revision per unit, without a change of data, and places the start Tag.
    const opened = await patch(ids, { ChangeSetID, LastChangeDescription: 'open' })
    expect([opened.status, itemsOf(opened.json).map(({ Unit }) => Unit?.ChangeSetID)]).toEqual([
      200,
      [ChangeSetID, ChangeSetID],
    ])
    const { StartTag, EndTag, ChangeSet } = await stateOf(ground, ChangeSetID)
    expect(ChangeSet.State).toBe('Open')
    for (const unit of paths) {
      const [head, before] = (await revisions(hub, unit)).map(({ Revision }) => Revision)
      expect(head).toMatchObject({
        RevisionNum: 3,
        Description: 'open',
        ChangeSetID,
        DataHash: before?.DataHash,
      })
      expect(Object.keys(head?.Tags ?? {})).toEqual([StartTag?.TagID])
    }

    // 3. Only writes that name the ChangeSet are accepted.
    const refused = await invoke()
    expect(refused.status).toBe(207)
    const refusals = z.array(InvocationShape).parse(refused.json)
    expect(refusals.map((item) => item.Error?.Type)).toEqual([openChangeSet, openChangeSet])
    expect((await putDocument(hub, paths[0] ?? { path: '' }, deployment(2))).status).toBe(409)
    const scaled = await invoke({ change_set_id: ChangeSetID })
    expect([scaled.status, z.array(InvocationShape).parse(scaled.json).length]).toEqual([200, 2])
    for (const unit of paths) expect(await document(hub, unit)).toBe(deployment(5))

    // 4. Listing what was done in it.
    const query = { where: inSet, distinct_on: 'Off', limit: 100, include: 'ChangeSetID,UnitID' }
    const done = z.array(ExtendedRevisionShape).parse((await get(hub, '/revision', query)).json)
    expect(done.map(({ Revision }) => Revision.RevisionNum).sort()).toEqual([3, 3, 4, 4])
    const bySlug = { ...query, where: "ChangeSet.Slug = 'scale-trade' AND Space.Slug = 'change-set-life'" }
    expect(z.array(z.unknown()).parse((await get(hub, '/revision', bySlug)).json)).toHaveLength(4)

    // 5. and 6. Rolling back, first as a dry run.
    const back = {
      restore: `Before:ChangeSet:${ChangeSetID}`,
      change_set_id: ChangeSetID,
      include: 'ConfigData',
    }
    const preview = await patch(inSet, null, { ...back, dry_run: true })
    expect(itemsOf(preview.json).map(({ ConfigData }) => ConfigData)).toEqual([deployment(1), deployment(1)])
    for (const unit of paths) expect(await document(hub, unit)).toBe(deployment(5))
    const rolled = await patch(inSet, { LastChangeDescription: 'Roll back scale-trade' }, back)
    expect(rolled.status).toBe(200)
    for (const unit of paths) {
      expect(await document(hub, unit)).toBe(deployment(1))
      const [head] = await revisions(hub, unit)
      expect(head?.Revision).toMatchObject({ RevisionNum: 5, Source: 'RestoreRevision' })
    }

    // 7. Closing places the end Tag on the head.
    const closed = await patch(inSet, { ChangeSetID: null })
    expect(itemsOf(closed.json).map(({ Unit }) => Unit?.ChangeSetID)).toEqual([undefined, undefined])
    expect((await stateOf(ground, ChangeSetID)).ChangeSet.State).toBe('Closed')
    for (const unit of paths) {
      const [head] = await revisions(hub, unit)
      expect(Object.keys(head?.Revision.Tags ?? {})).toContain(EndTag?.TagID)
    }
    expect((await putDocument(hub, paths[0] ?? { path: '' }, `# after\n${deployment(1)}`)).status).toBe(200)

    // 8. Applying again: the difference between the last content of the ChangeSet and the one before it. After rolling
    // back there is none.
    const again = {
      merge_source: 'Self',
      merge_base: `Before:ChangeSet:${ChangeSetID}`,
      merge_end: `ChangeSet:${ChangeSetID}`,
    }
    expect((await patch(ids, null, again)).status).toBe(200)
    expect(await document(hub, paths[0] ?? { path: '' })).toBe(`# after\n${deployment(1)}`)
  })

  it('are rolled back after closing, and applied again later', async () => {
    const ground = await newGroundWithData(hub, 'change-set-after')
    const [unit = ''] = ground.units
    const path = `/space/${ground.SpaceID}/unit/${unit}`
    const { ChangeSetID } = await newChangeSet(ground, 'after')
    const change = (body: unknown, query = {}) =>
      call(hub, 'PATCH', '/unit', { query: { where: `UnitID = '${unit}'`, ...query }, body })
    await change({ ChangeSetID })
    written(await putDocument(hub, { path }, deployment(5), { query: { change_set_id: ChangeSetID } }))
    expect((await change({ ChangeSetID: null })).status).toBe(200)

    expect((await change(null, { restore: `Before:ChangeSet:${ChangeSetID}` })).status).toBe(200)
    expect(await document(hub, { path })).toBe(deployment(1))
    const again = {
      merge_source: 'Self',
      merge_base: `Before:ChangeSet:${ChangeSetID}`,
      merge_end: `ChangeSet:${ChangeSetID}`,
    }
    expect((await change({ LastChangeDescription: 'Again' }, again)).status).toBe(200)
    expect(await document(hub, { path })).toBe(deployment(5))
    const [head] = await revisions(hub, { path })
    expect(head?.Revision).toMatchObject({ RevisionNum: 6, Source: 'MergeUnits', Description: 'Again' })
  })

  it('lock a unit exclusively, and cannot be reopened', async () => {
    const ground = await newGroundWithData(hub, 'change-set-exclusive')
    const [unit = ''] = ground.units
    const path = `/space/${ground.SpaceID}/unit/${unit}`
    const [first, second] = [await newChangeSet(ground, 'first'), await newChangeSet(ground, 'second')]
    const enter = (ChangeSetID: string | null) =>
      call(hub, 'PATCH', '/unit', { query: { where: `UnitID = '${unit}'` }, body: { ChangeSetID } })

    expect((await enter(first.ChangeSetID)).status).toBe(200)
    const held = await enter(second.ChangeSetID)
    expect([held.status, itemsOf(held.json)[0]?.Error?.Type]).toEqual([207, openChangeSet])
    // Entering again changes nothing.
    const head = (await revisions(hub, { path })).length
    expect((await enter(first.ChangeSetID)).status).toBe(200)
    expect(await revisions(hub, { path })).toHaveLength(head)
    const removals = [
      await call(hub, 'DELETE', `/space/${ground.SpaceID}/change_set/${first.ChangeSetID}`),
      await call(hub, 'DELETE', path),
      await call(hub, 'DELETE', `/space/${ground.SpaceID}/tag/${first.StartTagID}`),
    ]
    expect(removals.map(({ status }) => status)).toEqual([409, 409, 409])
    for (const answer of removals) EnvelopeShape.parse(answer.json)

    expect((await enter(null)).status).toBe(200)
    const reopened = await enter(first.ChangeSetID)
    expect([reopened.status, itemsOf(reopened.json)[0]?.Error?.Status]).toEqual([207, 409])
    expect((await enter('0f4e7a52-1111-4222-8333-944455566677')).status).toBe(207)
    const removed = await call(hub, 'DELETE', `/space/${ground.SpaceID}/change_set/${first.ChangeSetID}`)
    expect(removed.status).toBe(200)
    const left = (await revisions(hub, { path })).flatMap(({ Revision }) => Object.keys(Revision.Tags ?? {}))
    expect(left).toEqual([])
  })

  it('have two Tags of their own, whatever the length of their Slug and the existing Tags', async () => {
    const ground = await newGround(hub, 'change-set-tags')
    const long = `x-${'y'.repeat(126)}`
    for (const Slug of ['plain-start', 'plain-end'])
      await call(hub, 'POST', `/space/${ground.SpaceID}/tag`, { body: { Slug } })
    const sets = [
      await newChangeSet(ground, 'plain'),
      await newChangeSet(ground, long),
      await newChangeSet(ground, `${long.slice(0, 127)}z`),
    ]
    const slugs = (await Promise.all(sets.map(({ ChangeSetID }) => stateOf(ground, ChangeSetID)))).flatMap(
      ({ StartTag, EndTag }) => [StartTag?.Slug ?? '', EndTag?.Slug ?? ''],
    )

    expect(new Set(slugs).size).toBe(6)
    expect(
      slugs.filter((slug) => !/^[px].*-(start|end)(-[0-9a-f]{8})?$/.test(slug) || slug.length > 128),
    ).toEqual([])
  })

  it('allow dry runs that do not name them, and store nothing when opened in a dry run', async () => {
    const ground = await newGroundWithData(hub, 'change-set-dry')
    const [unit = ''] = ground.units
    const path = `/space/${ground.SpaceID}/unit/${unit}`
    const { ChangeSetID } = await newChangeSet(ground, 'dry')
    const where = `UnitID = '${unit}'`
    const rehearsed = await call(hub, 'PATCH', '/unit', {
      query: { where, dry_run: true },
      body: { ChangeSetID },
    })

    expect(itemsOf(rehearsed.json)[0]?.Unit?.ChangeSetID).toBe(ChangeSetID)
    const read = async () => ExtendedUnitShape.parse((await get(hub, path)).json).Unit
    expect((await read()).ChangeSetID).toBeUndefined()
    await call(hub, 'PATCH', path, { body: { ChangeSetID } })
    const before = await read()
    const dry = await call(hub, 'POST', '/function/invoke', {
      query: { where, dry_run: true },
      body: invocation('set-replicas', { replicas: 3 }),
    })
    expect([dry.status, z.array(InvocationShape).parse(dry.json)[0]?.ConfigData]).toEqual([
      200,
      deployment(3),
    ])
    expect(await read()).toEqual(before)
  })
})
