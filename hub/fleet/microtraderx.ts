import type { Clock } from '#hub/fleet/clock.ts'
import type { Fleet } from '#hub/fleet/fleet.ts'
import type { UnitHistory } from '#hub/fleet/history.ts'
import { marketSpaces, marketUnits } from '#hub/fleet/markets.ts'
import { policies } from '#hub/fleet/policies.ts'
import { bulkChanges } from '#hub/fleet/stories.ts'
import { type BaseUnits, baseUnits, tutorialClones, tutorialSpaces } from '#hub/fleet/tutorial.ts'

/** MicroTraderX: the seven spaces of its tutorial and fifty production markets, with ninety days behind them. */
export function microtraderx(clock: Clock): Fleet {
  return {
    organization: 'moss-cub',
    createdAt: clock.daysAgo(90, '08:00'),
    spaces: [...tutorialSpaces(clock), ...marketSpaces(clock)],
    tags: bulkChanges(clock),
    triggers: policies,
    units: units(clock, baseUnits(clock)),
  }
}

function* units(clock: Clock, base: BaseUnits): Generator<UnitHistory> {
  yield base.referenceData
  yield base.tradeService
  yield base.namespace
  yield* tutorialClones(clock, base)
  yield* marketUnits(clock, base)
}
