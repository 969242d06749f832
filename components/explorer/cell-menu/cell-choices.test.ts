import { describe, expect, it } from 'vitest'
import { type AskedCell, choicesOf, contentOf } from '#components/explorer/cell-menu/cell-choices.ts'
import { chooseColumns } from '#components/explorer/columns/columns.ts'
import type { QueryFields } from '#components/query/query-fields.ts'
import { readQuery } from '#components/query/read-query.ts'
import { mask } from '#lib/config/mask/spans.ts'
import type { ValueCell } from '#lib/confighub/values.ts'
import { pack } from '#lib/rows/packed.ts'
import { RowTable } from '#lib/rows/row-table.ts'
import { askedFields } from '#lib/rows/rows-asked.ts'
import { setValueCell } from '#lib/rows/value-cells.ts'

const empty: QueryFields = { where: '', data: '', type: '' }
const replicas = { resourceType: 'apps/v1/Deployment', path: 'spec.replicas' }

function cellOf(id: string, sent: Readonly<Record<string, string | number>>): AskedCell {
  const table = new RowTable(askedFields)
  const columns = Object.fromEntries(Object.entries(sent).map(([name, value]) => [name, pack([value])]))
  table.append({ ids: ['unit'], columns })
  table.setSpaces([{ SpaceID: 's', Slug: 'x-dev', Labels: {} }])
  const column = chooseColumns([id]).columns.find((each) => each.id === id)
  if (column === undefined) throw new Error(id)
  return { table, row: 0, column, query: empty }
}

const conditions = (cell: AskedCell) => choicesOf(cell).map(({ condition }) => condition)

const unlabelled = 'Space.Labels.Environment IS NULL'
/** A rule that applies before the one of -dev. */
const regional = '-prod-([a-z0-9-]+)$'

describe('metadata', () => {
  it.each([
    ['unit', { slug: 'api' }, "Slug = 'api'", "Slug != 'api'"],
    ['head', { head: 3 }, 'HeadRevisionNum = 3', 'HeadRevisionNum != 3'],
    ['released', { released: 0 }, 'LastReleasedRevisionNum = 0', 'LastReleasedRevisionNum != 0'],
    [
      'environment',
      { spaceId: 's' },
      `${unlabelled} AND Space.Slug ~* '-dev$' AND Space.Slug !~* '${regional}'`,
      `(Space.Labels.Environment IS NOT NULL OR (Space.Slug !~* '-dev$' OR Space.Slug ~* '${regional}'))`,
    ],
    ['continent', { spaceId: 's' }, 'Space.Labels.Continent IS NULL', 'Space.Labels.Continent IS NOT NULL'],
    [
      'upstream',
      { behind: 2 },
      'UpstreamRevisionNum < UpstreamUnit.HeadRevisionNum',
      'UpstreamRevisionNum >= UpstreamUnit.HeadRevisionNum',
    ],
    [
      'changed',
      { changedAt: '2026-11-23T03:04:00.123456Z' },
      "HeadRevision.CreatedAt >= '2026-11-23T03:04:00.123Z'",
      "HeadRevision.CreatedAt < '2026-11-23T03:04:00.123Z'",
    ],
  ] as const)('of %s: %o', (id, sent, is, isNot) => {
    const cell = cellOf(id, sent)

    expect(conditions(cell)).toEqual([is, isNot])
    for (const { query } of choicesOf(cell))
      expect(readQuery(query ?? empty).isRunnable).toBe(query !== undefined)
  })

  it.each([
    ['description', { description: "it's" }, /quotes/],
    ['description', { description: 'x'.repeat(256) }, /255/],
    ['description', { description: `token ${mask}` }, /secret/],
    ['unit', { slug: `api-${mask}` }, /secret/],
    ['head', {}, /not read/],
    ['errors', { checks: 1 }, /counted here/],
  ] as const)('that cannot be asked for says why: %s', (id, sent, reason) => {
    for (const choice of choicesOf(cellOf(id, sent))) {
      expect(choice.query).toBeUndefined()
      expect(choice.explanation).toMatch(reason)
    }
  })

  it('is added once', () => {
    const cell = { ...cellOf('unit', { slug: 'api' }), query: { ...empty, where: "Slug = 'api'" } }
    expect(choicesOf(cell)[0]?.query?.where).toBe("Slug = 'api'")
  })
})

describe('a value from a document', () => {
  const asked = (values: ValueCell | undefined, query = empty, column = replicas) =>
    choicesOf({ ...cellOf('unit', { slug: 'api' }), query, content: { column, values } })

  it('is asked for as the kind that it has, with the type of its column', () => {
    const [is, isNot] = asked([{ value: 3 }])
    expect(is?.query).toEqual({ where: '', data: 'spec.replicas = 3', type: 'apps/v1/Deployment' })
    expect(isNot?.query?.data).toBe('spec.|replicas != 3')
    expect(asked([{ value: '3' }])[0]?.condition).toBe("spec.replicas = '3'")
    expect(asked([{ value: true }])[0]?.condition).toBe('spec.replicas = true')
    expect(asked([{ value: '9223372036854775807' }])[0]?.condition).toBe(
      "spec.replicas = '9223372036854775807'",
    )
  })

  it('is one of several, each of which can be asked for', () => {
    expect(asked([{ value: 1 }, { value: 2 }, { value: 1 }]).map(({ label }) => label)).toEqual([
      'Filter by 1',
      'Exclude 1',
      'Filter by 2',
      'Exclude 2',
    ])
    const twins = asked([{ value: '1' }, { value: 1 }]).filter(({ how }) => how === 'is')
    expect(twins.map(({ label, condition }) => [label, condition])).toEqual([
      ['Filter by "1"', "spec.replicas = '1'"],
      ['Filter by 1', 'spec.replicas = 1'],
    ])
  })

  it('is not asked for when it is no longer what the cell shows', () => {
    const cell = cellOf('* spec.replicas', {})
    const shown = (value: number) =>
      choicesOf({
        ...cell,
        content: contentOf(cell.table, 0, { ...replicas, id: '* spec.replicas' }, [{ value }]),
      })
    setValueCell(cell.table.valueColumn('* spec.replicas'), 0, [{ value: 3 }])

    expect(shown(3)[0]?.condition).toBe('spec.replicas = 3')
    for (const { query, explanation } of shown(4)) {
      expect(query).toBeUndefined()
      expect(explanation).toMatch(/another value/)
    }
  })

  it.each([
    ['of one of several resources', [{ value: 1 }, { value: 2 }], replicas],
    ['that several resources share', [{ value: 1 }, { value: 1 }], replicas],
    ['of resources of any type', [{ value: 1 }], { ...replicas, resourceType: '*' }],
  ] as const)('%s is not excluded, as the unit itself would stay', (_, values, column) => {
    for (const { how, query, explanation } of asked([...values], empty, column)) {
      expect(query === undefined).toBe(how === 'isNot')
      if (how === 'isNot') expect(explanation).toMatch(/Another resource/)
    }
  })

  it.each([
    ['a secret', [{ value: '***', masked: true }], /secret/],
    ['null', [{ value: null }], /null/],
    ['a negative number', [{ value: -1 }], /sign/],
    ['an object', [{ value: '{"a":1}', isJson: true, digest: 'x' }], /no single text/],
    ['a number of 64 bits', [{ value: '9223372036854775807', isJson: true }], /ten digits/],
    ['a text that is not shown whole', [{ value: 'x…', digest: 'x' }], /longer/],
    ['nothing', [], /missing/],
    ['what was not read', undefined, /could not be read/],
  ] as const)('that is %s is not asked for, and says why', (_, values, reason) => {
    for (const { query, explanation } of asked(values && [...values])) {
      expect(query).toBeUndefined()
      expect(explanation).toMatch(reason)
    }
  })

  it('of another type than the content filter is about is refused, never widening the query', () => {
    const query = { where: '', data: "spec.type = 'LoadBalancer'", type: 'v1/Service' }
    expect(asked([{ value: 3 }], query)[0]).toMatchObject({
      explanation: expect.stringMatching(/about v1\/Service/),
    })
    expect(asked([{ value: 3 }], query)[0]?.query).toBeUndefined()
    const same = { where: '', data: 'spec.paused = true', type: 'apps/v1/Deployment' }
    expect(asked([{ value: 3 }], same)[0]?.query?.data).toBe('spec.paused = true AND spec.replicas = 3')
  })

  it('in a list is not excluded by one of its elements', () => {
    const column = { resourceType: 'v1/Pod', path: 'spec.args.*' }
    const [is, isNot] = asked([{ value: 'x' }], empty, column)
    expect(is?.condition).toBe("spec.args.* = 'x'")
    expect(isNot?.query).toBeUndefined()
  })
})
