import { expect, it } from 'vitest'
import { dimensionsOf } from '#lib/confighub/dimensions.ts'

const told = { environment: false, region: false }

it.each([
  [
    'fuzzy-face-traderx-prod-eu',
    {},
    { environment: 'prod', region: 'eu', derived: { environment: true, region: true } },
  ],
  [
    'fuzzy-face-traderx-prod-us-nyc',
    {},
    { environment: 'prod', region: 'us-nyc', derived: { environment: true, region: true } },
  ],
  ['fuzzy-face-traderx-prod', {}, { environment: 'prod', derived: { environment: true, region: false } }],
  ['fuzzy-face-traderx-dev', {}, { environment: 'dev', derived: { environment: true, region: false } }],
  ['fuzzy-face-traderx', {}, { derived: told }],
  ['anything', { Environment: 'prod', Region: 'eu' }, { environment: 'prod', region: 'eu', derived: told }],
  [
    'traderx-prod-eu',
    { Region: 'eu-central' },
    { environment: 'prod', region: 'eu-central', derived: { environment: true, region: false } },
  ],
  [
    'traderx-prod-eu',
    { Environment: 'prod' },
    { environment: 'prod', region: 'eu', derived: { environment: false, region: true } },
  ],
])('%s with labels %o stands in %o', (Slug, Labels, dimensions) => {
  expect(dimensionsOf({ Slug, Labels })).toEqual(dimensions)
})
