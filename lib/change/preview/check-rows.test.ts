import { expect, it } from 'vitest'
import type { PreviewRow } from '#lib/change/model.ts'
import { checkOverrides, type Upstreams } from '#lib/change/preview/check-rows.ts'
import { computeHere } from '#lib/change/preview/compute.ts'
import type { UpstreamQuestion } from '#lib/change/preview/overrides.ts'
import type { FirstRow } from '#lib/change/preview/preview-rows.ts'

const upstreams = (of: Readonly<Record<string, string>>): Upstreams => ({
  texts: new Map([['base', 'a: 1\n']]),
  idOf: (unitId) => of[unitId],
})
const row = (UnitID: string, places: FirstRow['places']): FirstRow => ({
  row: {
    ...{ UnitID, SpaceID: 's', Slug: UnitID, SpaceSlug: 's', HeadRevisionNum: 1, DataHash: 'a' },
    ...{ status: 'change', resultHash: 'b', changes: [], merged: false, concerns: [] },
  } as PreviewRow,
  places,
})
const placeOf = (from: number): FirstRow['places'] => [
  { resourceType: '', resourceName: '', path: 'a', change: 'Update', from },
]

it('the upstream of many clones is compared once with each of the ways in which they are written', async () => {
  const asked: UpstreamQuestion[] = []
  const compute: typeof computeHere = {
    ...computeHere,
    overrides: (questions) => {
      asked.push(...questions)
      return computeHere.overrides(questions)
    },
  }
  const [same, other] = [placeOf(1), placeOf(5)]

  const checks = await checkOverrides(
    compute,
    [row('1', same), row('2', other), row('3', same), row('lone', other)],
    upstreams({ 1: 'base', 2: 'base', 3: 'base' }),
  )

  expect(asked).toEqual([{ upstream: 'a: 1\n', changes: [same, other] }])
  expect(new Map(checks.map((check) => [check.UnitID, 'override' in check && check.override]))).toEqual(
    new Map([
      ['1', false],
      ['2', true],
      ['3', false],
      ['lone', false],
    ]),
  )
})

it('a comparison that took too much is told as that, and never as no override', async () => {
  const stopped: typeof computeHere = {
    ...computeHere,
    overrides: async () => [{ failure: 'took too long' }],
  }

  const checks = await checkOverrides(stopped, [row('1', placeOf(1))], upstreams({ 1: 'base' }))

  expect(checks).toEqual([{ UnitID: '1', failure: 'took too long' }])
})

it('rows that change nothing are not checked', async () => {
  const same = { ...row('1', []).row, status: 'unchanged' } as PreviewRow
  expect(await checkOverrides(computeHere, [{ row: same, places: [] }], upstreams({ 1: 'base' }))).toEqual([])
})
