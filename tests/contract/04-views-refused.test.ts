import { beforeAll, describe, expect, inject, it } from 'vitest'
import { get } from '#tests/contract/http.ts'
import { add, create, type Ground, kindOf, newGround } from '#tests/contract/residents.ts'
import { EnvelopeShape } from '#tests/contract/shapes/answers.ts'
import { data, expression, meta, path } from '#tests/contract/view-columns.ts'

const viewKind = kindOf('View')
const filterKind = kindOf('Filter')

describe.each(inject('writingHubs'))('invalid views on $database (contract 4.7)', (hub) => {
  let ground: Ground
  beforeAll(async () => {
    ground = await newGround(hub, 'views-refused')
  })

  it.each(['nobody-has-this', '0f4e7a52-1111-4222-8333-944455566677'])(
    'answer 404 for view=%s',
    async (view) => {
      const answer = await get(hub, '/unit', { view })

      expect([answer.status, EnvelopeShape.parse(answer.json).Code]).toEqual([404, '404'])
    },
  )

  const wrong: readonly (readonly [string, unknown])[] = [
    ['no name', { ...meta('', 'Slug') }],
    ['no type', { Name: 'x', ColumnSource: { MetadataAttribute: 'Slug' } }],
    ['an unknown type', { ...meta('x', 'Slug'), ColumnType: 'Colour' }],
    ['no source', { Name: 'x', ColumnType: 'MetadataAttribute' }],
    [
      'two sources',
      { ...meta('x', 'Slug'), ColumnSource: { MetadataAttribute: 'Slug', DataExpression: 'r' } },
    ],
    ['another source than its type', { ...meta('x', 'Slug'), ColumnType: 'DataPath' }],
    ['an unknown data type', { ...meta('x', 'Slug'), DataType: 'colour' }],
    ['an attribute that is none', meta('x', 'Colour')],
    ['an attribute in the wrong case', meta('x', 'slug')],
    ['a part of an attribute that has none', meta('x', 'Slug.x')],
    ['a related entity that is none', meta('x', 'Cluster.Slug')],
    ['the name of a prototype', meta('x', '__proto__')],
    ['a path that is none', path('x', 'spec..replicas')],
    ['a WhereResource that is none', path('x', 'spec.replicas', 'ConfigHub.ResourceType')],
    ['CEL that does not parse', expression('x', 'Unit.Slug +')],
    ['CEL over data that does not parse', data('x', 'r.spec.(')],
    ['an order that is none', { ...meta('x', 'Slug'), OrderByDirection: 'UP' }],
  ]
  it.each(wrong)('refuse a column with %s', async (_what, column) => {
    const answer = await create(ground, viewKind, { Slug: 'wrong', Columns: [column] })

    expect([answer.status, EnvelopeShape.parse(answer.json).Message]).toEqual([
      400,
      expect.stringContaining('Columns'),
    ])
  })

  it('refuse the same column twice, data columns of an entity without data, and a Filter of another entity', async () => {
    const { id } = await add(ground, filterKind, {
      Slug: 'of-tags',
      From: 'Tag',
      Where: "Slug = 'x'",
      ResourceType: undefined,
    })
    const bodies = [
      { Columns: [meta('x', 'Slug'), meta('x', 'UnitID')] },
      { Of: 'Space', Columns: [path('x', 'spec.replicas')] },
      { Of: 'Unit', FilterID: id },
      { Columns: [meta('x', 'Slug')], GroupBy: 'y' },
    ]
    for (const body of bodies)
      expect([body, (await create(ground, viewKind, { Slug: 'wrong', ...body })).status]).toEqual([body, 400])
    const missing = await create(ground, viewKind, {
      Slug: 'wrong',
      FilterID: '0f4e7a52-1111-4222-8333-944455566677',
    })
    expect(missing.status).toBe(404)
  })
})
