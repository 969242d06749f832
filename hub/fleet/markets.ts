import { setEnvironment, setNamespaceName } from '#hub/fleet/calls.ts'
import type { Clock } from '#hub/fleet/clock.ts'
import {
  type NamespaceSettings,
  namespaceDocument,
  type ReferenceSettings,
  referenceDataDocument,
  type TradeSettings,
  tradeServiceDocument,
} from '#hub/fleet/documents.ts'
import { type FleetSpace, prefix } from '#hub/fleet/fleet.ts'
import { type UnitHistory, UnitHistoryBuilder } from '#hub/fleet/history.ts'
import { aliceInTerminal, linkResolver, pipeline } from '#hub/fleet/people.ts'
import { type Region, regions } from '#hub/fleet/regions.ts'
import { tradeServiceStories } from '#hub/fleet/stories.ts'
import type { BaseUnits } from '#hub/fleet/tutorial.ts'

/** Markets that did not take the release train and still run the image before it. */
const heldBack = ['br-sao', 'mx-mex', 'ae-dxb', 'in-bom']
/** Markets one base change behind the others. */
const oneBehind = ['id-jkt', 'tw-tpe', 'il-tlv', 'sa-ruh', 'co-bog', 'ar-bue', 'cl-scl']
const referenceBehind = ['us-lax', 'br-rio', 'au-mel']
/** The link to its namespace unit was never made. */
const unlinked = 'ca-mtl'

export function marketSpaces(clock: Clock): FleetSpace[] {
  return regions.map((region, index) => ({
    slug: spaceOf(region),
    displayName: `Prod ${region.city}`,
    labels: { Environment: 'prod', Region: region.code, Continent: region.continent },
    annotations: { Exchange: region.exchange, TradingHours: region.tradingHours },
    createdAt: clock.daysAgo(openedDaysAgo(index), '08:30'),
  }))
}

export function* marketUnits(clock: Clock, base: BaseUnits): Generator<UnitHistory> {
  const stories = tradeServiceStories(clock)
  for (const [index, region] of regions.entries()) {
    yield namespaceUnit(clock, base, region, index)
    yield referenceDataUnit(clock, base, region, index)
    const unit = tradeServiceUnit(clock, base, region, index)
    tradeServiceHistory(clock, unit, region, stories[region.code] ?? [])
    yield unit
  }
}

function spaceOf(region: Region): string {
  return `${prefix}-prod-${region.code}`
}

/** Two markets opened per day, from 70 days ago on. */
function openedDaysAgo(index: number): number {
  return 70 - Math.floor(index / 2)
}

/** The minute differs by region, so that no two revisions of a rollout have the same time. */
function timeOfDay(hour: number, index: number, second = 0): string {
  return [hour, index, second].map((part) => String(part).padStart(2, '0')).join(':')
}

/** Rollouts happen at 18:00 local time, after the close. */
function afterClose(region: Region, index: number): string {
  return timeOfDay((18 - Math.floor(region.utcOffset) + 24) % 24, index)
}

function opening(clock: Clock, region: Region, index: number, hour: number, second: number) {
  return {
    at: clock.daysAgo(openedDaysAgo(index), timeOfDay(hour, index, second)),
    by: pipeline,
    description: `Open market ${region.code} (ROLL-${31 + index})`,
  }
}

function namespaceUnit(clock: Clock, base: BaseUnits, region: Region, index: number) {
  const name = spaceOf(region)
  return new UnitHistoryBuilder<NamespaceSettings>(
    {
      spaceSlug: name,
      slug: `ns-${region.code}`,
      labels: { app: 'traderx', 'managed-by': 'confighub' },
    },
    { settings: base.namespace.settings, render: namespaceDocument, upstream: base.namespace },
  )
    .clonedFrom(base.namespace, opening(clock, region, index, 9, 0))
    .changed({
      at: clock.daysAgo(openedDaysAgo(index), timeOfDay(9, index, 8)),
      by: pipeline,
      source: 'Invoke',
      description: `Name the namespace of ${region.code}`,
      set: { name },
      call: setNamespaceName(name),
    })
    .released()
}

/** Units of applications are named after them. */
function appUnit(region: Region, app: string, component: string) {
  return { spaceSlug: spaceOf(region), slug: app, labels: { app, component } }
}

function referenceDataUnit(clock: Clock, base: BaseUnits, region: Region, index: number) {
  const unit = new UnitHistoryBuilder<ReferenceSettings>(appUnit(region, 'reference-data', 'market-data'), {
    settings: base.referenceData.settings,
    render: referenceDataDocument,
    upstream: base.referenceData,
  })
    .clonedFrom(base.referenceData, opening(clock, region, index, 9, 20))
    .changed(resolved(clock, region, index, 24))
  const sources = unit.settings.sources.split(',')
  if (!sources.includes(region.exchange)) {
    const value = [region.exchange, ...sources].join(',')
    unit.changed({
      at: clock.daysAgo(openedDaysAgo(index) - 1, timeOfDay(14, index)),
      by: aliceInTerminal,
      source: 'Invoke',
      description: `Ask ${region.exchange} first in ${region.city} (MKT-${60 + index})`,
      set: { sources: value },
      call: setEnvironment('reference-data', 'MARKET_DATA_SOURCE', value),
    })
  }
  if (!referenceBehind.includes(region.code)) {
    unit.upgraded(clock.daysAgo(waveDay(region, 39), afterClose(region, index)), pipeline)
  }
  return unit.released()
}

function tradeServiceUnit(clock: Clock, base: BaseUnits, region: Region, index: number) {
  const unit = new UnitHistoryBuilder<TradeSettings>(appUnit(region, 'trade-service', 'trading-engine'), {
    settings: base.tradeService.settings,
    render: tradeServiceDocument,
    upstream: base.tradeService,
  }).clonedFrom(base.tradeService, opening(clock, region, index, 9, 40))
  if (region.code !== unlinked) unit.changed(resolved(clock, region, index, 44))
  return unit
}

function resolved(clock: Clock, region: Region, index: number, second: number) {
  return {
    at: clock.daysAgo(openedDaysAgo(index), timeOfDay(9, index, second)),
    by: linkResolver,
    source: 'Resolve',
    description: `Resolve the link to ns-${region.code}`,
    set: { namespace: spaceOf(region) },
  }
}

/** Events of this market and the two upgrades from base, in the order of their times. */
function tradeServiceHistory(
  clock: Clock,
  unit: UnitHistoryBuilder<TradeSettings>,
  region: Region,
  stories: ReturnType<typeof tradeServiceStories>[string],
): void {
  const index = regions.indexOf(region)
  const events = stories.map((story) => ({ at: story.at, tell: () => story.tell(unit) }))
  const upgrade = (daysAgo: number) => {
    const at = clock.daysAgo(waveDay(region, daysAgo), afterClose(region, index))
    events.push({ at, tell: () => unit.upgraded(at, pipeline) })
  }
  if (!heldBack.includes(region.code)) {
    upgrade(19)
    if (!oneBehind.includes(region.code)) upgrade(8)
  }
  events.sort((a, b) => a.at.getTime() - b.at.getTime())
  for (const event of events) event.tell()
  const unreleased = stories.filter((story) => story.unreleased).length
  unit.released(unit.head - unreleased)
}

/** Rollouts go around the globe in three days: Asia and Oceania, Europe and Africa, the Americas. */
function waveDay(region: Region, firstDay: number): number {
  if (region.continent === 'asia' || region.continent === 'oceania') return firstDay
  return region.continent === 'europe' || region.continent === 'africa' ? firstDay - 1 : firstDay - 2
}
