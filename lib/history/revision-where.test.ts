import { expect, it } from 'vitest'
import { revisionWhere } from '#lib/history/revision-where.ts'

it.each([
  ['', ''],
  ["Slug = 'trade-service'", "Unit.Slug = 'trade-service'"],
  ["Slug='a' AND Space.Slug LIKE '%prod%'", "Unit.Slug='a' AND Space.Slug LIKE '%prod%'"],
  ["Labels.app.kubernetes.io/name = 'x'", "Unit.Labels.app.kubernetes.io/name = 'x'"],
  ['HeadRevisionNum > LastReleasedRevisionNum', 'Unit.HeadRevisionNum > Unit.LastReleasedRevisionNum'],
  ["Unit.Slug = 'a'", "Unit.Slug = 'a'"],
  ['UpstreamRevisionNum < UpstreamUnit.HeadRevisionNum', undefined],
  ['LEN(ValidationErrors) > 0', undefined],
  ["Slug = 'a' OR Slug = 'b'", undefined],
])('%s asks of revisions: %s', (where, expected) => {
  expect(revisionWhere(where)).toBe(expected)
})
