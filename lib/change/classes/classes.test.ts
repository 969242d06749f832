import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Json } from '#lib/base/json.ts'
import { distributions, groupRows } from '#lib/change/classes/classes.ts'
import type { PreviewRow } from '#lib/change/model.ts'
import type { PathChange } from '#lib/config/compare/path-change.ts'
import { shownDiff } from '#lib/config/mask/shown-changes.ts'

let count = 0
const unit = () => ({
  UnitID: `u${++count}`,
  SpaceID: 's',
  Slug: 'trade-service',
  SpaceSlug: `prod-${count}`,
  HeadRevisionNum: 1,
  DataHash: 'a',
})
const change = (from: Json, to: Json, path = 'spec.replicas', override = false): PreviewRow => ({
  ...unit(),
  status: 'change',
  resultHash: 'b',
  override,
  merged: false,
  concerns: [],
  changes: [
    {
      resourceType: 'apps/v1/Deployment',
      resourceName: `prod-${count}/trade`,
      path,
      change: 'Update',
      from,
      to,
    },
  ],
})
const repeat = (times: number, row: () => PreviewRow) => Array.from({ length: times }, row)

describe('groupRows', () => {
  it('groups units with the same change, largest first, then problems, then unchanged units', () => {
    const rows = [
      { ...unit(), status: 'unchanged' as const },
      ...repeat(3, () => change(2, 5)),
      { ...unit(), status: 'no-match' as const, reason: 'No Deployment here' },
      ...repeat(41, () => change(3, 5)),
      { ...unit(), status: 'failed' as const, reason: 'Not valid YAML' },
    ]

    expect(groupRows(rows).map(({ label, rows: members }) => [members.length, label])).toEqual([
      [41, 'apps/v1/Deployment trade: spec.replicas 3 → 5'],
      [3, 'apps/v1/Deployment trade: spec.replicas 2 → 5'],
      [1, 'Not valid YAML'],
      [1, 'Nothing to apply to: No Deployment here'],
      [1, 'No change needed'],
    ])
  })

  it('shows remarks, and keeps units apart whose remarks differ', () => {
    const remarked = (remark: string) => ({ ...change(2, 5), remarks: [remark] })
    const rows = [
      remarked('places a before b in env'),
      remarked('places a before b in env'),
      remarked('other'),
    ]

    expect(groupRows(rows).map(({ remarks, rows: members }) => [members.length, remarks])).toEqual([
      [2, ['places a before b in env']],
      [1, ['other']],
    ])
  })

  it('names a container instead of the path to it', () => {
    const path = 'spec.template.spec.containers.?name=trade.image'

    expect(groupRows([change('app:v1', 'app:v2', path)])[0]?.label).toBe(
      'apps/v1/Deployment trade: trade image app:v1 → app:v2',
    )
  })

  it('puts local overrides in a class of their own', () => {
    const classes = groupRows([change(3, 5), change(3, 5, 'spec.replicas', true)])

    expect(classes.map(({ standing, overrides }) => [standing, overrides])).toEqual([
      ['change', 0],
      ['override', 1],
    ])
  })

  it('puts what needs consent, and what ConfigHub would refuse, in classes of their own that say so', () => {
    const concerns = [{ kind: 'stops-workload' as const, text: 'sets spec.replicas to 0' }]
    const classes = groupRows([
      { ...change(3, 0), concerns } as PreviewRow,
      { ...change(3, 0), concerns, refusal: 'Permission Edit is needed.' } as PreviewRow,
    ])

    expect(classes.map(({ standing, notes }) => [standing, notes])).toEqual([
      ['consent', ['sets spec.replicas to 0']],
      ['refused', ['Permission Edit is needed.']],
    ])
  })

  it('names every resource type, and a name that all units share', () => {
    const both = (name: string): PreviewRow => {
      const row = change(3, 6)
      if (row.status !== 'change') return row
      const service = {
        resourceType: 'v1/Service',
        resourceName: `/${name}`,
        path: 'spec.replicas',
        change: 'Add',
        to: 6,
      } as const
      return { ...row, changes: [...row.changes, service] }
    }

    expect(groupRows([both('a'), both('b')])[0]?.label).toBe(
      'apps/v1/Deployment trade: spec.replicas 3 → 6; v1/Service: spec.replicas added 6',
    )
  })

  it('distinguishes the number 5 from the text 5', () => {
    expect(groupRows([change(3, 5), change(3, '5')])).toHaveLength(2)
    expect(groupRows([change(3, '3')])[0]?.label).toMatch(/spec\.replicas 3 → "3"$/)
    expect(groupRows([change('true', '[a')])[0]?.label).toMatch(/"true" → "\[a"$/)
    expect(groupRows([change('1.2.3', '100m')])[0]?.label).toMatch(/ 1\.2\.3 → 100m$/)
  })

  const containers = (...changes: Partial<PathChange>[]): PreviewRow => {
    const row = change('v1', 'v2')
    if (row.status !== 'change') return row
    return { ...row, changes: changes.flatMap((each) => row.changes.map((one) => ({ ...one, ...each }))) }
  }
  const inList = (list: string): Partial<PathChange> => ({ path: `spec.template.spec.${list}.?name=a.image` })

  it.each<[string, PreviewRow[], string[]]>([
    [
      'the list of a container',
      [containers(inList('containers')), containers(inList('initContainers'))],
      [
        'a image v1 → v2; with apps/v1/Deployment spec.template.spec.containers.?name=a.image "v1" → "v2"',
        'a image v1 → v2; with apps/v1/Deployment spec.template.spec.initContainers.?name=a.image "v1" → "v2"',
      ],
    ],
    ['a number and a text', [change(3, 5), change(3, '5')], ['spec.replicas 3 → 5', 'spec.replicas 3 → "5"']],
    [
      'one resource and two of one name',
      [containers({}), containers({}, {})],
      [
        'spec.replicas v1 → v2; with apps/v1/Deployment spec.replicas "v1" → "v2" in 2 resources',
        'spec.replicas v1 → v2; with apps/v1/Deployment spec.replicas "v1" → "v2"',
      ],
    ],
  ])('never gives two classes one label: %s', (_, rows, labels) => {
    const name = 'apps/v1/Deployment trade: '
    expect(
      groupRows(rows)
        .map(({ label }) => label)
        .toSorted(),
    ).toEqual(labels.map((each) => name + each).toSorted())
  })

  it('never makes two different classes look the same, whatever the changes', () => {
    const value = fc.constantFrom<Json>(1, '1', 'a', 'x'.repeat(300), `${'x'.repeat(300)}y`, { a: 1 })
    const place = fc.record({
      resourceType: fc.constantFrom('apps/v1/Deployment', 'v1/Service', ''),
      path: fc.constantFrom('spec.a', 'spec.containers.?name=a', 'spec.initContainers.?name=a', ''),
      change: fc.constantFrom('Add', 'Delete', 'Update'),
      from: value,
      to: value,
    })
    const changes = fc.array(place, { maxLength: 4 }).map((each) => containers(...each))
    const others = fc
      .constantFrom('unchanged', 'no-match', 'failed')
      .map(
        (status): PreviewRow =>
          status === 'unchanged' ? { ...unit(), status } : { ...unit(), status, reason: 'x' },
      )
    const omitting = fc
      .constantFrom('a', 'b')
      .map((digest): PreviewRow => ({ ...change(1, 2), omitted: { count: 3, digest } }) as PreviewRow)
    fc.assert(
      fc.property(fc.array(fc.oneof(changes, others, omitting), { maxLength: 12 }), (rows) => {
        const classes = groupRows(rows)
        const looks = classes.map(({ standing, notes, label }) => [standing, ...notes, label].join('\n'))

        expect(new Set(looks).size).toBe(classes.length)
        expect(classes.reduce((sum, each) => sum + each.rows.length, 0)).toBe(rows.length)
      }),
    )
  })

  it('recognises a change of layout only', () => {
    expect(groupRows([{ ...change(3, 5), changes: [] } as PreviewRow])[0]?.label).toBe('Formatting only')
  })
})

it('distributions count the values before and after', () => {
  expect(distributions([...repeat(2, () => change(3, 5)), change(2, 5)])).toEqual([
    {
      path: 'spec.replicas',
      before: [
        { value: '3', count: 2 },
        { value: '2', count: 1 },
      ],
      after: [{ value: '5', count: 3 }],
    },
  ])
})

it('shows no secret that a preview left out, and does not take what was left out for absent', () => {
  const text = (value: string) => `kind: Settings\nlist:\n  - key: DB_PASSWORD\n    value: ${value}\n`
  const row = (before: string, after: string): PreviewRow => ({
    ...unit(),
    ...{ status: 'change', resultHash: 'b', override: false, merged: false, concerns: [] },
    changes: shownDiff(before, after),
  })
  const rows = [row(text('hunter2'), text('horse')), row('', text('hunter2'))]

  expect(JSON.stringify([groupRows(rows).map(({ label }) => label), distributions(rows)])).not.toMatch(
    /hunter2|horse/,
  )
  expect(distributions(rows)).toContainEqual({
    path: 'Settings',
    before: [{ value: '(absent)', count: 1 }],
    after: [{ value: '(not shown)', count: 1 }],
  })
})

it('a change of a document without a kind has labels, too', () => {
  const bare = (path: string): PreviewRow => {
    const row = change(9007199254740992n, 9007199254740993n, path)
    if (row.status !== 'change') throw new Error('no change')
    return { ...row, changes: row.changes.map((each) => ({ ...each, resourceType: '', resourceName: '' })) }
  }
  const [row, other] = [bare('limit'), change('a', 'b', 'spec.x')]

  expect(groupRows([row]).map(({ label }) => label)).toEqual([
    'document: limit 9007199254740992 → 9007199254740993',
  ])
  expect(distributions([row, other, bare('')]).map(({ path }) => path)).toEqual([
    'document: limit',
    'apps/v1/Deployment: spec.x',
    'document',
  ])
})
