import { describe, expect, inject, it } from 'vitest'
import { z } from 'zod'
import { call, get } from '#tests/contract/http.ts'
import {
  ExtendedMutationShape,
  ExtendedUnitShape,
  UnitWriteItemShape,
} from '#tests/contract/shapes/answers.ts'
import { TagShape } from '#tests/contract/shapes/resident.ts'
import { document, putDocument, revisions, unitAt, written } from '#tests/contract/units.ts'

describe.each(inject('writingHubs'))('metadata patch on $database (contract 3)', (hub) => {
  const unitOf = async (path: string) => ExtendedUnitShape.parse((await get(hub, path)).json).Unit

  it('merges labels, removes one with null, and makes no revision', async () => {
    const unit = await unitAt(hub, 'prod-ca-tor', 'trade-service')
    const patch = (body: unknown) => call(hub, 'PATCH', unit.path, { body })

    expect((await patch({ Labels: { Tier: 'gold', Desk: 'fx' } })).status).toBe(200)
    expect((await unitOf(unit.path)).Labels).toEqual({
      app: 'trade-service',
      component: 'trading-engine',
      Tier: 'gold',
      Desk: 'fx',
    })
    await patch({ Labels: { Desk: null }, DisplayName: 'Trade service' })
    const after = await unitOf(unit.path)
    expect(after.Labels).toEqual({ app: 'trade-service', component: 'trading-engine', Tier: 'gold' })
    expect(after.DisplayName).toBe('Trade service')
    expect(after).toMatchObject({ HeadRevisionNum: unit.HeadRevisionNum, DataHash: unit.DataHash })
    expect(await revisions(hub, unit)).toHaveLength(unit.HeadRevisionNum)
  })

  it('cannot change configuration: nothing in it reaches the document', async () => {
    const unit = await unitAt(hub, 'prod-ca-tor', 'reference-data')
    await call(hub, 'PATCH', unit.path, { body: { spec: { replicas: 9 } } })

    expect(await unitAt(hub, 'prod-ca-tor', 'reference-data')).toEqual(unit)
  })

  it.each([
    ['a label value with a quote', { Labels: { Tier: "it's" } }],
    ['a label key that begins with a dash', { Labels: { '-Tier': 'x' } }],
    ['a slug with a blank', { Slug: 'trade service' }],
    ['a label that is a number', { Labels: { Tier: 3 } }],
  ])('refuses %s', async (_what, body) => {
    const unit = await unitAt(hub, 'prod-ca-tor', 'trade-service')

    expect((await call(hub, 'PATCH', unit.path, { body })).status).toBe(400)
  })
})

describe.each(inject('writingHubs'))('restore on $database (contract 4.4)', (hub) => {
  it('makes a new head with the bytes of the named revision', async () => {
    const unit = await unitAt(hub, 'prod-ca-mtl', 'trade-service')
    const before = await document(hub, unit)
    written(await putDocument(hub, unit, before.replace('replicas: 3', 'replicas: 8')))
    const answer = await call(hub, 'PATCH', unit.path, {
      query: { restore: unit.HeadRevisionNum, include: 'ConfigData' },
      body: { LastChangeDescription: 'Back to three' },
    })

    const { Unit, ConfigData } = written(answer)
    expect([Unit.HeadRevisionNum, Unit.DataHash]).toEqual([unit.HeadRevisionNum + 2, unit.DataHash])
    expect(ConfigData ?? before).toBe(before)
    expect(await document(hub, unit)).toBe(before)
    const [head] = await revisions(hub, unit)
    expect(head?.Revision).toMatchObject({ Source: 'RestoreRevision', Description: 'Back to three' })
    const where = `RevisionNum = ${unit.HeadRevisionNum + 2}`
    const [mutation] = z
      .array(ExtendedMutationShape)
      .parse((await get(hub, `${unit.path}/mutation`, { where })).json)
    expect(mutation?.Mutation.RestoredRevisionNum).toBe(unit.HeadRevisionNum)
  })

  it('understands Before:Tag, and a dry run of it in bulk stores nothing', async () => {
    const unit = await unitAt(hub, 'prod-ca-van', 'trade-service')
    const before = await document(hub, unit)
    const tag = TagShape.parse(
      (await call(hub, 'POST', `/space/${unit.SpaceID}/tag`, { body: { Slug: 'restore-tag' } })).json,
    )
    const query = { tag: tag.TagID }
    written(await putDocument(hub, unit, before.replace('replicas: 3', 'replicas: 8'), { query }))
    const restore = { restore: `Before:Tag:${tag.TagID}`, where: `UnitID = '${unit.UnitID}'` }

    const dry = await call(hub, 'PATCH', '/unit', {
      query: { ...restore, dry_run: true, include: 'ConfigData' },
      body: null,
    })
    expect(z.array(UnitWriteItemShape).parse(dry.json)[0]?.ConfigData).toBe(before)
    expect(await revisions(hub, unit)).toHaveLength(unit.HeadRevisionNum + 1)
    const real = await call(hub, 'PATCH', '/unit', { query: restore, body: null })
    expect([real.status, z.array(UnitWriteItemShape).parse(real.json).length]).toEqual([200, 1])
    expect(await document(hub, unit)).toBe(before)
  })

  it.each(['0', '9999', 'Revision:nonsense', 'Tag:0f4e7a52-1111-4222-8333-944455566677', 'Yesterday'])(
    'refuses to restore %s',
    async (restore) => {
      const unit = await unitAt(hub, 'prod-ca-mtl', 'reference-data')
      const answer = await call(hub, 'PATCH', unit.path, { query: { restore }, body: null })

      expect([400, 404, 422]).toContain(answer.status)
      expect(await unitAt(hub, 'prod-ca-mtl', 'reference-data')).toEqual(unit)
    },
  )
})

describe.each(inject('writingHubs'))('tags on $database (contract 4.6)', (hub) => {
  it('are created once per space, read back and patched', async () => {
    const { SpaceID } = await unitAt(hub, 'prod-br-rio', 'trade-service')
    const body = {
      Slug: 'a-change',
      Labels: { 'hubdeck.dev/kind': 'change' },
      Annotations: { note: 'why: "so"' },
    }
    const created = await call(hub, 'POST', `/space/${SpaceID}/tag`, { body, as: 'alice@trading.com' })
    const tag = TagShape.parse(created.json)

    expect(tag).toMatchObject({ ...body, SpaceID })
    const path = `/space/${SpaceID}/tag/${tag.TagID}`
    expect((await get(hub, path)).json).toMatchObject({ Tag: body })
    expect((await call(hub, 'POST', `/space/${SpaceID}/tag`, { body })).status).toBe(409)
    const patched = await call(hub, 'PATCH', path, { body: { Annotations: { note: null, done: 'yes' } } })
    expect(TagShape.parse(patched.json).Annotations).toEqual({ done: 'yes' })
  })

  it.each([
    ['a slug with a slash', { Slug: 'a/b' }],
    ['no slug', {}],
    ['a slug of 129 characters', { Slug: 'x'.repeat(129) }],
    ['an annotation of 1,025 characters', { Slug: 'long', Annotations: { a: 'x'.repeat(1025) } }],
  ])('refuse %s', async (_what, body) => {
    const { SpaceID } = await unitAt(hub, 'prod-br-rio', 'trade-service')

    expect((await call(hub, 'POST', `/space/${SpaceID}/tag`, { body })).status).toBe(400)
  })
})
