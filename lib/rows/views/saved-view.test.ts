import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { isKeepable, Look, lookAnnotations } from '#lib/rows/views/look.ts'
import { type SaveViewRequest, savedViewOf, viewOf, viewPatchOf } from '#lib/rows/views/saved-view.ts'

const id = '0f4e7a52-1111-4222-8333-944455566677'
const text = fc.oneof(
  fc.constantFrom('unit', 'space', 'region', 'head', 'Labels.Team', 'Space.Labels.Region'),
  fc.constantFrom('apps/v1/Deployment spec.replicas', '* metadata.name', 'get-replicas()', '240 space'),
  fc.string({ unit: 'grapheme' }),
  fc.string({ unit: 'binary', maxLength: 200 }),
)
const texts = fc.uniqueArray(text, { maxLength: 12 })
const anyLook: fc.Arbitrary<Look> = fc.record({
  cols: texts,
  pin: texts,
  widths: texts,
  group: texts,
  sort: text,
  compare: text,
  only: fc.constantFrom('all', 'differing'),
  view: fc.constantFrom('grid', 'matrix'),
  value: text,
  down: text,
  across: text,
  density: fc.constantFrom('normal', 'compact', 'relaxed'),
})
const request = (look: Partial<Look>): SaveViewRequest => ({
  spaceId: id,
  name: 'By region',
  look: { ...Look.parse({}), ...look },
})
const stored = { ViewID: id, SpaceID: id, SpaceSlug: 'shared' }

describe('a view', () => {
  it('comes back from its View as it was saved, in annotations that ConfigHub takes', () => {
    fc.assert(
      fc.property(anyLook, (look) => {
        fc.pre(isKeepable(look))
        const View = { ...stored, ...viewOf(request(look), 'alice') }

        expect(savedViewOf({ View })).toEqual({
          id,
          spaceId: id,
          spaceSlug: 'shared',
          name: 'By region',
          savedBy: 'alice',
          look,
        })
        for (const value of Object.values(View.Annotations)) expect(value).toMatch(/^[ -~]{1,1024}$/)
      }),
    )
  })

  it('that is replaced leaves nothing of the longer one before it', () => {
    fc.assert(
      fc.property(anyLook, anyLook, (before, after) => {
        fc.pre(isKeepable(before) && isKeepable(after))
        const View = { ...stored, ...viewOf(request(before), 'alice') }
        const patch = viewPatchOf(request(after))
        const merged = Object.entries({ ...View.Annotations, ...patch.Annotations })
        const Annotations = Object.fromEntries(
          merged.flatMap(([key, value]) => (value === null ? [] : [[key, value]])),
        )
        const { FilterID: _none, ...rest } = patch

        expect(savedViewOf({ View: { ...View, ...rest, Annotations } })).toMatchObject({
          savedBy: 'alice',
          look: after,
        })
      }),
    )
  })

  it('of more than annotations can hold is not cut, but refused', () => {
    const cols = Array.from({ length: 90 }, (_, index) => `apps/v1/Deployment ${'long'.repeat(25)}.${index}`)

    expect(isKeepable(request({ cols }).look)).toBe(false)
    expect(isKeepable(request({ cols: cols.slice(0, 50) }).look)).toBe(true)
  })

  it('says in the columns of ConfigHub what these can say', () => {
    const cols = ['unit', 'region', 'head', 'Labels.Team', 'apps/v1/Deployment spec.replicas', '* a.b']
    const view = viewOf(request({ cols, group: ['Labels.Team'], sort: '-head,unit' }), 'alice')

    expect(view.Columns.map(({ Name, ColumnSource }) => [Name, ColumnSource])).toEqual([
      ['unit', { MetadataAttribute: 'Slug' }],
      ['head', { MetadataAttribute: 'HeadRevisionNum' }],
      ['Labels.Team', { MetadataAttribute: 'Labels.Team' }],
      [
        'apps/v1/Deployment spec.replicas',
        {
          DataPath: {
            Path: 'spec.replicas',
            WhereResource: "ConfigHub.ResourceType = 'apps/v1/Deployment'",
          },
        },
      ],
      ['* a.b', { DataPath: { Path: 'a.b' } }],
    ])
    expect(view).toMatchObject({ GroupBy: 'Labels.Team', OrderBy: 'head', OrderByDirection: 'DESC' })
  })
})

describe('a View made elsewhere', () => {
  const made = {
    ...stored,
    Slug: 'prod-trade-replicas',
    Columns: [
      { Name: 'Name', ColumnType: 'MetadataAttribute', ColumnSource: { MetadataAttribute: 'Slug' } },
      {
        Name: 'Replicas',
        ColumnType: 'DataPath',
        ColumnSource: {
          DataPath: {
            Path: 'spec.replicas',
            WhereResource: "ConfigHub.ResourceType = 'apps/v1/Deployment'",
          },
        },
      },
      {
        Name: 'Total',
        ColumnType: 'MetadataExpression',
        ColumnSource: { MetadataExpression: 'Unit.HeadRevisionNum + 1' },
      },
    ],
    OrderBy: 'Replicas',
    OrderByDirection: 'DESC',
  }

  it('opens with the columns that can be shown here, and names the others', () => {
    const replicas = 'apps/v1/Deployment spec.replicas'

    expect(savedViewOf({ View: made })).toMatchObject({
      name: 'prod-trade-replicas',
      look: { cols: ['unit', replicas], sort: `-${replicas}` },
      caution: 'Not shown here: Total.',
    })
  })

  it.each([
    [
      'was edited there since',
      { ...viewOf(request({ cols: ['unit', 'head'] }), 'a'), ...made },
      /changed in/,
    ],
    ['has broken annotations', { ...made, Annotations: { 'hubdeck.dev/look-1': '{"cols"' } }, /be read/],
    ['names a Filter that is hidden', { ...made, FilterID: id }, /not yours to see/],
  ])('says when it %s', (_, View, caution) => {
    expect(savedViewOf({ View }).caution).toMatch(caution)
  })

  it('brings the saved query of its Filter', () => {
    const Filter = { FilterID: id, SpaceID: id, Slug: 'prod', From: 'Unit', Where: "Slug = 'a'" }

    expect(savedViewOf({ View: { ...made, FilterID: id }, Filter }).query).toMatchObject({
      id,
      name: 'prod',
      where: "Slug = 'a'",
    })
  })
})

it('a look that is as usual is kept all the same', () => {
  expect(lookAnnotations(Look.parse({}))).toEqual({ 'hubdeck.dev/look-1': '{}' })
})
