import { describe, expect, it } from 'vitest'
import { distributions, groupRows } from '#lib/change/classes.ts'
import type { PreviewRow } from '#lib/change/model.ts'
import type { Json } from '#lib/config/patch.ts'
import { shownDiff } from '#lib/config/shown-changes.ts'

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
  it('puts units with the same change together, largest first, then problems, then what stays', () => {
    const rows = [
      { ...unit(), status: 'unchanged' as const },
      ...repeat(3, () => change(2, 5)),
      { ...unit(), status: 'no-match' as const, reason: 'No Deployment here' },
      ...repeat(41, () => change(3, 5)),
      { ...unit(), status: 'failed' as const, reason: 'Not valid YAML' },
    ]

    expect(groupRows(rows).map(({ label, rows: members }) => [members.length, label])).toEqual([
      [41, 'spec.replicas 3 → 5'],
      [3, 'spec.replicas 2 → 5'],
      [1, 'Not valid YAML'],
      [1, 'No Deployment here'],
      [1, 'No change: already as wanted'],
    ])
  })

  it('names a container instead of the way to it', () => {
    const path = 'spec.template.spec.containers.?name=trade.image'

    expect(groupRows([change('app:v1', 'app:v2', path)])[0]?.label).toBe('trade image app:v1 → app:v2')
  })

  it('counts the local overrides of a class', () => {
    expect(groupRows([change(3, 5), change(3, 5, 'spec.replicas', true)])[0]?.overrides).toBe(1)
  })

  it('does not take the number 5 for the text 5', () => {
    expect(groupRows([change(3, 5), change(3, '5')])).toHaveLength(2)
  })

  it('tells a change that only touches the layout', () => {
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

it('shows no secret that a preview left out, and takes nothing left out for nothing there', () => {
  const text = (value: string) => `kind: Settings\nlist:\n  - key: DB_PASSWORD\n    value: ${value}\n`
  const row = (before: string, after: string): PreviewRow => ({
    ...unit(),
    ...{ status: 'change', resultHash: 'b', override: false, merged: false },
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
