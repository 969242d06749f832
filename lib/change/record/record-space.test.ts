import { expect, it } from 'vitest'
import { recordSpaceOf } from '#lib/change/record/record-space.ts'

const infra = { SpaceID: '1', Slug: 'infra' }
const named = { SpaceID: '2', Slug: 'hubdeck-records' }
const labelled = { SpaceID: '3', Slug: 'audit', Labels: { 'hubdeck.dev/records': 'true' } }

it.each([
  [
    'the Space of the setting, before any mark',
    [infra, named, labelled],
    'infra',
    { kind: 'set', space: infra },
  ],
  ['no Space when that of the setting is not there', [named], 'infra', { kind: 'missing', slug: 'infra' }],
  [
    'the labelled one, before the named one',
    [infra, named, labelled],
    '',
    { kind: 'marked', space: labelled },
  ],
  ['the named one', [infra, named], '', { kind: 'marked', space: named }],
  ['none of two labelled ones', [labelled, { ...labelled, SpaceID: '4', Slug: 'b' }], '', { kind: 'free' }],
  ['none without a mark', [infra], '', { kind: 'free' }],
])('records are kept in %s', (_, spaces, setting, expected) => {
  expect(recordSpaceOf(spaces, setting)).toEqual(expected)
})
