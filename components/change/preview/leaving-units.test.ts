import { describe, expect, it } from 'vitest'
import { leavingUnits } from '#components/change/preview/leaving-units.ts'
import type { ChangedRow } from '#lib/change/classes/classes.ts'
import { changesShown } from '#lib/change/metadata/shown.ts'
import type { MetadataValues } from '#lib/change/model.ts'

function row(before: MetadataValues, after: MetadataValues): ChangedRow {
  const unit = { UnitID: 'u', SpaceID: 's', Slug: 'cart', SpaceSlug: 'eu', HeadRevisionNum: 1, DataHash: 'h' }
  const changes = changesShown({ before, after })
  return { ...unit, status: 'change', resultHash: 'r', merged: false, concerns: [], changes }
}

const tier = row({ 'Labels.Tier': 'gold' }, { 'Labels.Tier': 'silver' })
const gone = row({ 'Labels.Tier': 'gold' }, { 'Labels.Tier': null })

describe('units leave a query', () => {
  it.each([
    ["Labels.Tier = 'gold'", tier],
    ["Labels.Tier != 'silver'", tier],
    ["Labels.Tier IN ('gold', 'bronze') AND Slug = 'cart'", tier],
    ["Labels.Tier NOT IN ('silver')", tier],
    ["Labels.Tier LIKE 'g%'", tier],
    ["Labels.Tier ~ '^g'", tier],
    ['Labels.Tier IS NOT NULL', gone],
    ["Labels ? 'Tier'", gone],
    ["Labels.Tier != 'silver'", gone],
    ["DisplayName = 'Cart'", row({ DisplayName: 'Cart' }, { DisplayName: 'Basket' })],
    ["Labels.Tier = 'gold' OR Labels.Tier LIKE 'go%'", tier],
  ])('of %s for certain', (where, changed) => {
    expect(leavingUnits(where, [changed])).toEqual({ certain: 1, possible: 0 })
  })

  it.each([
    ["Labels.Tier = 'gold' OR Slug LIKE 'c%'", tier],
    ['LEN(Labels) > 1', gone],
  ])('of %s possibly', (where, changed) => {
    expect(leavingUnits(where, [changed])).toEqual({ certain: 0, possible: 1 })
  })

  it.each([
    ['', tier],
    ["Labels.Tier IN ('gold', 'silver')", tier],
    ["Labels.Team = 'a' AND Space.Labels.Tier = 'gold'", tier],
    ["Slug = 'cart'", gone],
  ])('of %s never', (where, changed) => {
    expect(leavingUnits(where, [changed])).toEqual({ certain: 0, possible: 0 })
  })
})
