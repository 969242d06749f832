import { setReplicas } from '#hub/fleet/calls.ts'
import type { Clock } from '#hub/fleet/clock.ts'
import { placeholder, type TradeSettings, tradeServiceDocument } from '#hub/fleet/documents.ts'
import { type Fleet, type FleetSpace, prefix } from '#hub/fleet/fleet.ts'
import { type UnitHistory, UnitHistoryBuilder } from '#hub/fleet/history.ts'
import { aliceInTerminal, bobInHubdeck, marketHoursBot, pipeline } from '#hub/fleet/people.ts'
import { regions } from '#hub/fleet/regions.ts'

const unitsPerSpace = 100

const services = [
  ...[
    'trade',
    'reference',
    'position',
    'account',
    'people',
    'order',
    'quote',
    'risk',
    'margin',
    'settlement',
  ],
  ...[
    'clearing',
    'compliance',
    'audit',
    'pricing',
    'booking',
    'ledger',
    'routing',
    'alert',
    'report',
    'session',
  ],
  ...['market', 'limit', 'hedge', 'fee', 'calendar'],
]
const desks = ['', '-equities', '-rates', '-credit']
/** The hundred units of every space: `trade-service`, `trade-service-equities`, ... */
const slugs = desks.flatMap((desk) => services.map((service) => `${service}-service${desk}`))

type ScaleSettings = TradeSettings & { slug: string }

/** A fleet of any size in the shape of the demo fleet: a base space and its clones in numbered markets. */
export function scaleFleet(clock: Clock, units: number): Fleet {
  const spaces = scaleSpaces(clock, Math.max(1, Math.ceil(units / unitsPerSpace)))
  return {
    organization: 'moss-cub',
    createdAt: clock.daysAgo(90, '08:00'),
    spaces,
    tags: [],
    triggers: [],
    units: scaleUnits(clock, spaces, units),
  }
}

function scaleSpaces(clock: Clock, count: number): FleetSpace[] {
  const createdAt = clock.daysAgo(89, '16:20')
  return Array.from({ length: count }, (_, index) => {
    const region = regionAt(index)
    const number = String(Math.floor(index / regions.length) + 1).padStart(2, '0')
    if (index === 0 && count > 1) {
      return { slug: `${prefix}-base`, displayName: '', labels: {}, annotations: {}, createdAt }
    }
    return {
      slug: `${prefix}-prod-${region.code}-${number}`,
      displayName: `Prod ${region.city} ${number}`,
      labels: { Environment: 'prod', Region: region.code, Continent: region.continent },
      annotations: { Exchange: region.exchange, TradingHours: region.tradingHours },
      createdAt,
    }
  })
}

function* scaleUnits(clock: Clock, spaces: readonly FleetSpace[], units: number): Generator<UnitHistory> {
  const base = new Map<string, UnitHistoryBuilder<ScaleSettings>>()
  let left = units
  for (const [spaceIndex, space] of spaces.entries()) {
    for (const [slugIndex, slug] of slugs.entries()) {
      if (left === 0) return
      left -= 1
      const upstream = base.get(slug)
      if (upstream) {
        yield clonedUnit(clock, upstream, space, spaceIndex, slugIndex)
      } else {
        const unit = baseUnit(clock, space, slug, slugIndex)
        base.set(slug, unit)
        yield unit
      }
    }
  }
}

function baseUnit(clock: Clock, space: FleetSpace, slug: string, slugIndex: number) {
  return new UnitHistoryBuilder<ScaleSettings>(
    { spaceSlug: space.slug, slug, labels: labelsOf(slug, slugIndex) },
    { settings: { ...firstSettings, slug }, render },
  ).created({
    at: clock.daysAgo(88, `09:${10 + (slugIndex % 50)}`),
    by: pipeline,
    source: 'CreateUnit',
    description: `Create ${slug}`,
  })
}

function clonedUnit(
  clock: Clock,
  upstream: UnitHistoryBuilder<ScaleSettings>,
  space: FleetSpace,
  spaceIndex: number,
  slugIndex: number,
) {
  const mix = mixed(spaceIndex, slugIndex)
  const replicas = [3, 3, 3, 3, 3, 3, 3, 5, 5, 2][mix % 10] ?? 3
  const unit = new UnitHistoryBuilder<ScaleSettings>(
    { spaceSlug: space.slug, slug: upstream.slug, labels: labelsOf(upstream.slug, slugIndex) },
    { settings: upstream.settings, render, upstream },
  ).clonedFrom(upstream, {
    at: clock.daysAgo(80 - (spaceIndex % 10), `10:${String(slugIndex % 60).padStart(2, '0')}`),
    by: pipeline,
    description: `Open ${space.slug}`,
  })
  unit.changed({
    at: clock.minutesAgo(15 + ((mix * 7) % (60 * 24 * 60))),
    by: [aliceInTerminal, bobInHubdeck, marketHoursBot, pipeline][mix % 4] ?? pipeline,
    source: 'Invoke',
    description: `Size ${upstream.slug} for its market: ${replicas} replicas (TRD-${1000 + (mix % 9000)})`,
    set: {
      namespace: `${prefix}-prod-${regionAt(spaceIndex).code}`,
      replicas,
      image: mix % 13 === 0 ? 'v1' : 'latest',
      circuitBreaker: mix % 47 === 0,
    },
    call: setReplicas(replicas),
  })
  return unit.released(mix % 17 === 0 ? unit.head - 1 : unit.head)
}

const firstSettings: TradeSettings = {
  namespace: placeholder,
  replicas: 3,
  replicasNote: '',
  image: 'latest',
  circuitBreaker: false,
  memoryLimit: '512Mi',
  livenessDelaySeconds: 30,
  gracePeriodSeconds: null,
}

/** Spaces of one region share two variants of each document, so there are far fewer documents than units. */
function mixed(spaceIndex: number, slugIndex: number): number {
  const variant = Math.floor(spaceIndex / regions.length) % 2
  return (((spaceIndex % regions.length) * 7919 + slugIndex * 104_729 + variant * 1_299_709) >>> 3) & 0xffff
}

function regionAt(spaceIndex: number) {
  const region = regions[spaceIndex % regions.length]
  if (!region) throw new Error('there are no regions')
  return region
}

function labelsOf(slug: string, slugIndex: number): Record<string, string> {
  return { app: slug, component: services[slugIndex % services.length] ?? 'trade' }
}

const rendered = new Map<string, string>()

function render({ slug, ...settings }: ScaleSettings): string {
  const key = JSON.stringify([slug, ...Object.values(settings)])
  const known = rendered.get(key)
  if (known !== undefined) return known
  const text = tradeServiceDocument(settings).replaceAll('trade-service', slug)
  rendered.set(key, text)
  return text
}
