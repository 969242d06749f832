import { expect, it } from 'vitest'
import { revisionCalls } from '#lib/history/revision-where.ts'

it.each([
  ['', ''],
  ["Slug = 'trade-service'", "Unit.Slug = 'trade-service'"],
  ["Slug='a' AND Space.Slug LIKE '%prod%'", "Unit.Slug='a' AND Space.Slug LIKE '%prod%'"],
  ["Labels.app.kubernetes.io/name = 'x'", "Unit.Labels.app.kubernetes.io/name = 'x'"],
  ['HeadRevisionNum > LastReleasedRevisionNum', 'Unit.HeadRevisionNum > Unit.LastReleasedRevisionNum'],
  ["Unit.Slug = 'a'", "Unit.Slug = 'a'"],
  ['UpstreamRevisionNum < UpstreamUnit.HeadRevisionNum', undefined],
  ['LEN(ValidationErrors) > 0', undefined],
  ["Slug = 'a' OR", undefined],
  ["Slug = 'a' OR LEN(ValidationErrors) > 0", undefined],
])('%s asks of revisions: %s', (where, expected) => {
  expect(revisionCalls(where)).toEqual(expected === undefined ? undefined : [expected])
})

it('asks each alternative of a query by itself', () => {
  expect(revisionCalls("(Slug = 'a' OR Space.Slug = 'x') AND NOT HeadRevisionNum > 3")).toEqual([
    "Unit.Slug = 'a' AND Unit.HeadRevisionNum > 3 IS FALSE",
    "Space.Slug = 'x' AND Unit.HeadRevisionNum > 3 IS FALSE",
  ])
})
