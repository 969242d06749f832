import { expect, it } from 'vitest'
import { shownAt } from '#lib/change/metadata/masked.ts'
import { mask } from '#lib/config/mask/spans.ts'

it.each([
  ['Labels.db-password', 'hunter2', mask],
  ['Annotations.example.com/api-token', 'blue.horse', mask],
  ['DisplayName', 'Deploys with password=hunter2', `Deploys with password=${mask}`],
  ['Labels.Tier', 'gold', 'gold'],
  ['DeleteGates.careful', true, true],
  ['TargetID', null, null],
])('shows %s %s as %s', (place, value, shown) => {
  expect(shownAt(place, value)).toBe(shown)
})
