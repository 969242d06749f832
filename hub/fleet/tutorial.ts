import { containerImage, setEnvironment, setNamespaceName, setReplicas } from '#hub/fleet/calls.ts'
import type { Clock } from '#hub/fleet/clock.ts'
import {
  type NamespaceSettings,
  namespaceDocument,
  placeholder,
  type ReferenceSettings,
  referenceDataDocument,
  type TradeSettings,
  tradeServiceDocument,
} from '#hub/fleet/documents.ts'
import { type FleetSpace, prefix } from '#hub/fleet/fleet.ts'
import { type UnitHistory, UnitHistoryBuilder } from '#hub/fleet/history.ts'
import { aliceInTerminal, bobInHubdeck, linkResolver, marketHoursBot, pipeline } from '#hub/fleet/people.ts'

export type BaseUnits = {
  readonly tradeService: UnitHistoryBuilder<TradeSettings>
  readonly referenceData: UnitHistoryBuilder<ReferenceSettings>
  readonly namespace: UnitHistoryBuilder<NamespaceSettings>
}

/** The base space and the history of its units, from which everything else in the fleet is cloned. */
export function baseUnits(clock: Clock): BaseUnits {
  const tradeService = new UnitHistoryBuilder<TradeSettings>(
    { spaceSlug: `${prefix}-base`, slug: 'trade-service', labels: {} },
    { settings: firstTradeSettings, render: tradeServiceDocument },
  )
    .created({
      at: clock.daysAgo(88, '09:12'),
      by: pipeline,
      source: 'CreateUnit',
      description: 'Create trade-service from the TraderX manifests',
    })
    .changed({
      at: clock.daysAgo(79, '10:31'),
      by: aliceInTerminal,
      source: 'UpdateUnit',
      description: 'Memory limit 384Mi to 512Mi: two OOM kills in the load test (PERF-77)',
      set: { memoryLimit: '512Mi' },
    })
    .changed({
      at: clock.daysAgo(20, '13:02'),
      by: pipeline,
      source: 'Invoke',
      description: 'Release train 2026.11: trade-service :v1 to :latest (REL-209)',
      set: { image: 'latest' },
      call: containerImage('trade-service', ':latest'),
    })
    .changed({
      at: clock.daysAgo(9, '15:47'),
      by: aliceInTerminal,
      source: 'UpdateUnit',
      description:
        'Liveness probe waits 30 s: cold starts were killed before the caches were warm (INC-2274)',
      set: { livenessDelaySeconds: 30 },
    })
  const referenceData = new UnitHistoryBuilder<ReferenceSettings>(
    { spaceSlug: `${prefix}-base`, slug: 'reference-data', labels: {} },
    {
      settings: { namespace: 'default', replicas: 1, sources: 'NYSE,NASDAQ,LSE', memoryLimit: '192Mi' },
      render: referenceDataDocument,
    },
  )
    .created({
      at: clock.daysAgo(88, '09:10'),
      by: pipeline,
      source: 'CreateUnit',
      description: 'Create reference-data from the TraderX manifests',
    })
    .changed({
      at: clock.daysAgo(40, '11:20'),
      by: bobInHubdeck,
      source: 'UpdateUnit',
      description: 'Memory limit 192Mi to 256Mi for the larger instrument list (MKT-118)',
      set: { memoryLimit: '256Mi' },
    })
  const namespace = new UnitHistoryBuilder<NamespaceSettings>(
    { spaceSlug: `${prefix}-infra`, slug: 'ns-base', labels: {} },
    { settings: { name: placeholder }, render: namespaceDocument },
  ).created({
    at: clock.daysAgo(88, '08:58'),
    by: pipeline,
    source: 'CreateUnit',
    description: 'Create the namespace every region copies',
  })
  return { tradeService, referenceData, namespace }
}

const firstTradeSettings: TradeSettings = {
  namespace: placeholder,
  replicas: 3,
  replicasNote: '',
  image: 'v1',
  circuitBreaker: false,
  memoryLimit: '384Mi',
  livenessDelaySeconds: 20,
  gracePeriodSeconds: null,
}

/** The tutorial's own spaces, as its scripts leave them: no labels on spaces or units. */
export function tutorialSpaces(clock: Clock): FleetSpace[] {
  return ['base', 'infra', 'dev', 'staging', 'prod-us', 'prod-eu', 'prod-asia'].map((name) => ({
    slug: `${prefix}-${name}`,
    displayName: '',
    labels: {},
    annotations: {},
    createdAt: clock.daysAgo(89, '16:20'),
  }))
}

/** The thirteen units of the tutorial that are clones of the base units. */
export function tutorialClones(clock: Clock, base: BaseUnits): UnitHistory[] {
  const dev = stage(clock, base, 'dev', 86)
  const staging = stage(clock, base, 'staging', 85)
  const us = stage(clock, base, 'prod-us', 84)
  const eu = stage(clock, base, 'prod-eu', 83)
  const asia = stage(clock, base, 'prod-asia', 82)
  for (const [region, units, replicas] of [
    ['eu', eu, 5],
    ['asia', asia, 2],
  ] as const) {
    units.tradeService.changed({
      at: clock.daysAgo(80, region === 'eu' ? '10:04' : '10:06'),
      by: aliceInTerminal,
      source: 'Invoke',
      description: `Size ${region} for its expected volume: ${replicas} replicas (TRD-4102)`,
      set: { replicas },
      call: setReplicas(replicas),
    })
  }
  for (const units of [dev, staging, us, eu, asia]) takeBaseChanges(clock, units)
  circuitBreakerDrill(clock, eu.tradeService, asia.tradeService)
  marketHours(clock, eu.tradeService)
  const namespaces = ['us', 'eu', 'asia'].map((region) => regionNamespace(clock, base, region))
  const services = [dev, staging, us, eu, asia].flatMap((units) => [units.referenceData, units.tradeService])
  return [...services, ...namespaces].map((unit) => unit.released())
}

type StageUnits = Pick<BaseUnits, 'tradeService' | 'referenceData'>

function stage(clock: Clock, base: BaseUnits, name: string, daysAgo: number): StageUnits {
  const spaceSlug = `${prefix}-${name}`
  const described = { by: pipeline, description: `Clone from base into ${name}` }
  const referenceData = new UnitHistoryBuilder(
    { spaceSlug, slug: 'reference-data', labels: {} },
    {
      settings: base.referenceData.settings,
      render: referenceDataDocument,
      upstream: base.referenceData,
    },
  ).clonedFrom(base.referenceData, { ...described, at: clock.daysAgo(daysAgo, '10:00') })
  const tradeService = new UnitHistoryBuilder(
    { spaceSlug, slug: 'trade-service', labels: {} },
    { settings: base.tradeService.settings, render: tradeServiceDocument, upstream: base.tradeService },
  ).clonedFrom(base.tradeService, { ...described, at: clock.daysAgo(daysAgo, '10:01') })
  // Only the three regions have links to a namespace; dev and staging keep the placeholder.
  if (name.startsWith('prod-')) {
    for (const unit of [referenceData, tradeService]) {
      unit.changed({
        at: clock.daysAgo(daysAgo, '10:02'),
        by: linkResolver,
        source: 'Resolve',
        description: 'Resolve the link to the namespace unit',
        set: { namespace: spaceSlug },
      })
    }
  }
  return { tradeService, referenceData }
}

function takeBaseChanges(clock: Clock, units: StageUnits): void {
  units.tradeService
    .upgraded(clock.daysAgo(78, '09:30'), pipeline)
    .upgraded(clock.daysAgo(19, '17:40'), pipeline)
    .upgraded(clock.daysAgo(8, '17:42'), pipeline)
  units.referenceData.upgraded(clock.daysAgo(39, '17:10'), pipeline)
}

/** An emergency switch turned on in Europe, copied to Asia, and turned off after the review. */
function circuitBreakerDrill(
  clock: Clock,
  eu: UnitHistoryBuilder<TradeSettings>,
  asia: UnitHistoryBuilder<TradeSettings>,
): void {
  eu.changed({
    at: clock.daysAgo(5, '09:15'),
    by: aliceInTerminal,
    source: 'Invoke',
    description: 'INC-2288: circuit breaker on, the EU gateway rejects every third order',
    set: { circuitBreaker: true },
    call: setEnvironment('trade-service', 'CIRCUIT_BREAKER', 'true'),
  })
  asia.changed({
    at: clock.daysAgo(5, '09:41'),
    by: aliceInTerminal,
    source: 'MergeUnits',
    description: 'INC-2288: same switch for Asia before its open, merged from EU',
    set: { circuitBreaker: true },
  })
  const description = 'INC-2288 closed: gateway patched, circuit breaker off again'
  eu.restored(eu.head - 1, { at: clock.daysAgo(4, '07:20'), by: bobInHubdeck, description })
  asia.restored(asia.head - 1, { at: clock.daysAgo(4, '07:22'), by: bobInHubdeck, description })
}

/** EU is scaled down after the close and up again before the open; the last event is an open. */
function marketHours(clock: Clock, eu: UnitHistoryBuilder<TradeSettings>): void {
  const lastOpen = clock.lastTime('08:00')
  for (const daysBefore of [2, 1, 0]) {
    const open = new Date(lastOpen.getTime() - daysBefore * 24 * 60 * 60_000)
    const close = new Date(open.getTime() - 14 * 60 * 60_000)
    for (const [at, replicas, moment] of [
      [close, 2, 'close'],
      [open, 5, 'open'],
    ] as const) {
      eu.changed({
        at,
        by: marketHoursBot,
        source: 'Invoke',
        description: `Market ${moment}: ${replicas} replicas`,
        set: { replicas },
        call: setReplicas(replicas),
      })
    }
  }
}

function regionNamespace(
  clock: Clock,
  base: BaseUnits,
  region: string,
): UnitHistoryBuilder<NamespaceSettings> {
  const name = `${prefix}-prod-${region}`
  return new UnitHistoryBuilder(
    { spaceSlug: `${prefix}-infra`, slug: `ns-${region}`, labels: {} },
    { settings: base.namespace.settings, render: namespaceDocument, upstream: base.namespace },
  )
    .clonedFrom(base.namespace, {
      at: clock.daysAgo(84, '09:40'),
      by: pipeline,
      description: `Clone the namespace for ${region}`,
    })
    .changed({
      at: clock.daysAgo(84, '09:41'),
      by: pipeline,
      source: 'Invoke',
      description: `Name the namespace of ${region}`,
      set: { name },
      call: setNamespaceName(name),
    })
}
