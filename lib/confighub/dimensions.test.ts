import { expect, it } from 'vitest'
import { dimensionsOf } from '#lib/confighub/dimensions.ts'

it.each([
  ['fuzzy-face-traderx-prod-eu', {}, { environment: 'prod', region: 'eu' }],
  ['fuzzy-face-traderx-prod-us-nyc', {}, { environment: 'prod', region: 'us-nyc' }],
  ['fuzzy-face-traderx-prod', {}, { environment: 'prod' }],
  ['fuzzy-face-traderx-dev', {}, { environment: 'dev' }],
  ['fuzzy-face-traderx', {}, {}],
  ['anything', { Environment: 'prod', Region: 'eu' }, { environment: 'prod', region: 'eu' }],
  ['traderx-prod-eu', { Region: 'eu-central' }, { environment: 'prod', region: 'eu-central' }],
])('%s with labels %o stands in %o', (Slug, Labels, dimensions) => {
  expect(dimensionsOf({ Slug, Labels })).toEqual(dimensions)
})
