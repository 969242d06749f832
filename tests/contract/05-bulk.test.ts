import { describe, expect, inject, it } from 'vitest'
import { z } from 'zod'
import { call, get } from '#tests/contract/http.ts'
import type { HubAddress } from '#tests/contract/hub-address.ts'
import {
  add,
  create,
  entityOf,
  type Ground,
  kindOf,
  kubernetes,
  list,
  newGround,
} from '#tests/contract/residents.ts'
import {
  ExtendedRevisionShape,
  ExtendedUnitShape,
  ResponseErrorShape,
  SpaceShape,
  UnitWriteItemShape,
  UnitWriteShape,
} from '#tests/contract/shapes/answers.ts'

import { putDocument } from '#tests/contract/units.ts'

const tag = kindOf('Tag')
const ItemsShape = z.array(z.looseObject({}))

async function groundWithTags(hub: HubAddress, slug: string, count: number): Promise<Ground> {
  const ground = await newGround(hub, slug)
  for (let index = 0; index < count; index += 1)
    await add(ground, tag, { Slug: `tag-${index}`, DisplayName: index % 2 === 0 ? 'even' : 'odd' })
  return ground
}

/** Calls until no page is left, as a client does; returns the number of items of each page. */
async function pages(
  hub: HubAddress,
  method: string,
  path: string,
  query: Record<string, string | number>,
  body?: unknown,
) {
  const sizes: number[] = []
  const asked = { ...query }
  for (let page = 0; page < 20; page += 1) {
    const answer = await call(hub, method, path, { query: asked, body })
    expect(answer.status).toBe(200)
    sizes.push(ItemsShape.parse(answer.json).length)
    const next = answer.headers.get('ConfigHub-Continue')
    if (next === null) return sizes
    asked.continue = next
  }
  throw new Error('twenty pages and no end')
}

const deletable = [
  'unit',
  'tag',
  'filter',
  'view',
  'link',
  'target',
  'trigger',
  'invocation',
  'change_set',
  '_space',
]

describe.each(inject('writingHubs'))('bulk operations on $database (contract 5.1)', (hub) => {
  it.each(deletable)('delete no %s without a selection', async (path) => {
    const forgotten = [
      {},
      { where: '' },
      { where: ' ' },
      { contains: '' },
      { dry_run: 'false' },
      { limit: 1 },
    ]
    for (const query of forgotten) {
      const answer = await call(hub, 'DELETE', `/${path}`, { query })
      expect(answer.status, JSON.stringify(query)).toBe(400)
      expect(answer.json).toMatchObject({ Message: expect.stringContaining('entities are selected') })
    }
    const nobody = await call(hub, 'DELETE', `/${path}`, {
      query: { where: "Slug = 'nothing-is-called-this'" },
    })
    expect(nobody.status).toBe(200)
  })

  it('proceed page by page, each over the next slice', async () => {
    const ground = await groundWithTags(hub, 'bulk-pages', 7)
    const where = `SpaceID = '${ground.SpaceID}'`

    const sizes = await pages(hub, 'PATCH', '/tag', { where, limit: 3 }, { Labels: { seen: 'yes' } })
    expect(sizes).toEqual([3, 3, 1])
    const patched = await list(ground, tag)
    expect(patched.map(({ fields, Version }) => [fields.Labels, Version])).toEqual(
      Array(7).fill([{ seen: 'yes' }, 2]),
    )
    // Nothing is missed, although items leave the selection on the way.
    const shrinking = { where: `${where} AND Labels.seen = 'yes'`, limit: 2 }
    expect(await pages(hub, 'PATCH', '/tag', shrinking, { Labels: null })).toEqual([2, 2, 2, 1])
    expect(await pages(hub, 'DELETE', '/tag', { where, limit: 4 })).toEqual([4, 3])
    expect(await list(ground, tag)).toEqual([])
  })

  it('accept contains, and touch hidden entities only on request', async () => {
    const ground = await groundWithTags(hub, 'bulk-selection', 4)
    await add(ground, tag, { Slug: 'hidden', DisplayName: 'even', HiddenReason: 'retired' })
    const query = { where: `SpaceID = '${ground.SpaceID}'`, contains: 'EVEN' }
    const patch = (more = {}) =>
      call(hub, 'PATCH', '/tag', { query: { ...query, ...more }, body: { Annotations: { seen: 'yes' } } })

    expect(ItemsShape.parse((await patch()).json)).toHaveLength(2)
    expect(ItemsShape.parse((await patch({ include_hidden: '*' })).json)).toHaveLength(3)
    expect(ItemsShape.parse((await call(hub, 'DELETE', '/tag', { query })).json)).toHaveLength(2)
    expect((await list(ground, tag, { include_hidden: '*' })).map(({ Slug }) => Slug).sort()).toEqual([
      'hidden',
      'tag-1',
      'tag-3',
    ])
  })

  it('on an empty selection return an empty list', async () => {
    const query = { where: "Slug = 'nobody-has-this'" }
    for (const [method, path] of [
      ['PATCH', '/unit'],
      ['DELETE', '/unit'],
      ['PATCH', '/_space'],
      ['DELETE', '/_space'],
      ['PATCH', '/filter'],
      ['DELETE', '/view'],
    ] as const) {
      const answer = await call(hub, method, path, { query, body: {} })
      expect([path, answer.status, answer.json]).toEqual([path, 200, []])
    }
  })

  it('tag units, refusing them one by one', async () => {
    const ground = await newGround(hub, 'bulk-tags')
    const { id: TagID } = await add(ground, tag, { Slug: 'tagging' })
    const where = `SpaceID = '${ground.SpaceID}'`
    const tagged = async () =>
      ItemsShape.parse((await get(hub, '/revision', { where: `${where} AND Tags ? '${TagID}'` })).json).length
    const put = (Revision: string) =>
      call(hub, 'POST', '/unit/tag', { query: { where }, body: { TagID, Revision } })

    expect([(await put('HeadRevisionNum')).status, await tagged()]).toEqual([200, 2])
    const missing = await put('7')
    const items = z.array(z.strictObject({ Error: ResponseErrorShape })).parse(missing.json)
    expect([missing.status, items.map((item) => item.Error.ErrorMetadata?.EntityType)]).toEqual([
      207,
      ['Unit', 'Unit'],
    ])
    expect([(await put('Remove')).status, await tagged()]).toEqual([200, 0])
  })

  it('move a Tag from the revision it marks, if it is only one', async () => {
    const ground = await newGround(hub, 'bulk-move-tag')
    const { id: TagID } = await add(ground, tag, { Slug: 'moving' })
    const [first = '', second = ''] = ground.units
    const put = (body: object, where: string) =>
      call(hub, 'POST', '/unit/tag', { query: { where }, body: { TagID, ...body } })
    const marked = async () => {
      const query = { where: `Tags ? '${TagID}'`, distinct_on: 'Off', limit: 10 }
      const items = z.array(ExtendedRevisionShape).parse((await get(hub, '/revision', query)).json)
      return items.map(({ Revision }) => [Revision.UnitID, Revision.RevisionNum])
    }
    await putDocument(hub, { path: `/space/${ground.SpaceID}/unit/${first}` }, 'kind: Some\n')
    await put({ Revision: '1' }, `UnitID = '${first}'`)

    const moved = await put({ Revision: '2', Move: true }, `UnitID IN ('${first}', '${second}')`)

    expect(moved.status).toBe(207)
    expect(z.array(z.looseObject({ Error: z.looseObject({}).optional() })).parse(moved.json)).toHaveLength(2)
    expect(await marked()).toEqual([[first, 2]])
    expect((await put({ Revision: 'Remove', Move: true }, `UnitID = '${first}'`)).status).toBe(400)
    expect(await marked()).toEqual([[first, 2]])
  })

  it('leave the Tags of ChangeSets alone', async () => {
    const ground = await newGround(hub, 'bulk-foreign-tag')
    const { id } = await add(ground, kindOf('ChangeSet'), { Slug: 'set' })
    const set = await get(hub, `/space/${ground.SpaceID}/change_set/${id}`)
    const { StartTagID: TagID } = z
      .looseObject({ ChangeSet: z.looseObject({ StartTagID: z.uuid() }) })
      .parse(set.json).ChangeSet
    const query = { where: `SpaceID = '${ground.SpaceID}'` }

    for (const Revision of ['HeadRevisionNum', 'Remove'])
      expect((await call(hub, 'POST', '/unit/tag', { query, body: { TagID, Revision } })).status).toBe(400)
    const path = `/space/${ground.SpaceID}/unit/${ground.units[0]}`
    const written = await putDocument(hub, { path }, 'kind: Other\n', { query: { tag: TagID } })
    expect(written.status).toBe(400)
  })

  it('patch units page by page', async () => {
    const ground = await newGround(hub, 'bulk-units')
    const where = `SpaceID = '${ground.SpaceID}'`
    expect(await pages(hub, 'PATCH', '/unit', { where, limit: 1 }, { Labels: { seen: 'yes' } })).toEqual([
      1, 1,
    ])
    const units = z.array(ExtendedUnitShape).parse((await get(hub, '/unit', { where })).json)
    expect(units.map(({ Unit }) => Unit.Labels)).toEqual([{ seen: 'yes' }, { seen: 'yes' }])
    const clash = await call(hub, 'PATCH', '/unit', { query: { where }, body: { Slug: 'same' } })
    const items = z.array(UnitWriteItemShape).parse(clash.json)
    expect([clash.status, items.map((item) => item.Error?.Status).sort()]).toEqual([207, [409, undefined]])
  })
})

describe.each(inject('writingHubs'))(
  'concurrent writers of one entity on $database (contract 4.1)',
  (hub) => {
    const many = Array.from({ length: 12 }, (_, index) => index)

    it('create it once', async () => {
      const ground = await newGround(hub, 'at-once')
      const created = await Promise.all(many.map(() => create(ground, tag, { Slug: 'once' })))
      expect(created.map(({ status }) => status).sort()).toEqual([200, ...Array(11).fill(409)])

      const welcome = await Promise.all(
        many.map(() => create(ground, tag, { Slug: 'welcome' }, { query: { allow_exists: true } })),
      )
      expect(welcome.map(({ status }) => status)).toEqual(Array(12).fill(200))
      expect(new Set(welcome.map(({ json }) => entityOf(tag, json).id)).size).toBe(1)
      const spaces = await Promise.all(
        many.map(() =>
          call(hub, 'POST', '/space', { query: { allow_exists: true }, body: { Slug: 'at-once-space' } }),
        ),
      )
      expect(spaces.map(({ status }) => status)).toEqual(Array(12).fill(200))
      expect(new Set(spaces.map(({ json }) => SpaceShape.parse(json).SpaceID)).size).toBe(1)
      const unit = { Slug: 'welcome', ToolchainType: kubernetes }
      const units = await Promise.all(
        many.map(() =>
          call(hub, 'POST', `/space/${ground.SpaceID}/unit`, { query: { allow_exists: true }, body: unit }),
        ),
      )
      expect(units.map(({ status }) => status)).toEqual(Array(12).fill(200))
      expect(new Set(units.map(({ json }) => UnitWriteShape.parse(json).Unit.UnitID)).size).toBe(1)
    })

    it('with the same Version change it once, without a Version one after the other', async () => {
      const ground = await newGround(hub, 'versions')
      const made = await add(ground, tag, { Slug: 'versioned' })
      const path = `/space/${ground.SpaceID}/tag/${made.id}`
      const puts = await Promise.all(
        many.map((index) =>
          call(hub, 'PUT', path, { body: { Slug: 'versioned', DisplayName: `by ${index}`, Version: 1 } }),
        ),
      )
      expect(puts.map(({ status }) => status).sort()).toEqual([200, ...Array(11).fill(409)])
      const patches = await Promise.all(
        many.map((index) => call(hub, 'PATCH', path, { body: { Labels: { [`of-${index}`]: 'yes' } } })),
      )
      expect(patches.map(({ status }) => status)).toEqual(Array(12).fill(200))
      const [after] = await list(ground, tag)
      expect(after).toMatchObject({ Version: 14 })
      expect(Object.keys(after?.fields.Labels ?? {})).toHaveLength(12)
    })
  },
)
