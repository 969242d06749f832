import { setEnvironment, setReplicas } from '#hub/fleet/calls.ts'
import type { Clock } from '#hub/fleet/clock.ts'
import type { TradeSettings } from '#hub/fleet/documents.ts'
import { type FleetTag, prefix } from '#hub/fleet/fleet.ts'
import type { RevisionFacts, UnitHistoryBuilder } from '#hub/fleet/history.ts'
import { documentHash, fleetId, unitIdOf } from '#hub/fleet/identity.ts'
import {
  type Actor,
  alice,
  aliceInHubdeck,
  aliceInTerminal,
  autoscalerBot,
  bobInHubdeck,
  pipeline,
} from '#hub/fleet/people.ts'
import { regions } from '#hub/fleet/regions.ts'

/** An event in the history of one market's trade-service. */
export type Story = {
  readonly at: Date
  readonly unreleased: boolean
  readonly tell: (unit: UnitHistoryBuilder<TradeSettings>) => void
}

const openAuction = ['us-nyc', 'us-chi', 'eu-fra', 'sg-sin', 'hk-hkg', 'jp-tyo']
const thinMarkets = ['nz-akl', 'za-jnb']
const circuitBroken = ['sg-sin', 'eu-mad']
/** European markets that were run with two replicas for a while. */
const costReviewed = regions
  .map((region) => region.code)
  .filter((code) => code.startsWith('eu-') && !['eu-fra', 'eu-lon'].includes(code))

const volatilityTagId = fleetId('tag', 'europe-back-to-three')

/** The one earlier bulk change, recorded as Hubdeck records changes. */
export function bulkChanges(clock: Clock): FleetTag[] {
  const planned = costReviewed.map((code) =>
    unitIdOf({ spaceSlug: `${prefix}-prod-${code}`, slug: 'trade-service' }),
  )
  const patch = {
    kind: 'set-fields',
    fields: [{ path: 'spec.replicas', value: 3 }],
    resourceType: 'apps/v1/Deployment',
  }
  return [
    {
      tagId: volatilityTagId,
      spaceSlug: `${prefix}-infra`,
      slug: 'change-europe-back-to-three',
      displayName: 'Europe back to 3 replicas',
      labels: { 'hubdeck.dev/kind': 'change' },
      annotations: {
        'hubdeck.dev/reason': volatilityReason,
        'hubdeck.dev/ticket': 'TRD-4467',
        'hubdeck.dev/author': alice.UserID,
        'hubdeck.dev/query': "Slug = 'trade-service' AND Space.Labels.Continent = 'europe'",
        'hubdeck.dev/patch': JSON.stringify(patch),
        'hubdeck.dev/seal': documentHash('change-europe-back-to-three'),
        'hubdeck.dev/planned': planned.map(packed).join(''),
        'hubdeck.dev/counts': JSON.stringify({ written: planned.length }),
      },
      createdAt: clock.daysAgo(14, '19:30'),
    },
  ]
}

/** The 16 bytes of an id in 22 characters: an annotation holds 1,024. */
function packed(id: string): string {
  return Buffer.from(id.replaceAll('-', ''), 'hex').toString('base64url')
}

const volatilityReason = 'Rate decision on Thursday: Europe needs full capacity again'

/** Region code -> events there, oldest first. */
export function tradeServiceStories(clock: Clock): Record<string, Story[]> {
  const stories: Record<string, Story[]> = {}
  const add = (region: string, facts: RevisionFacts<TradeSettings>, unreleased = false) => {
    const story = {
      at: facts.at,
      unreleased,
      tell: (unit: UnitHistoryBuilder<TradeSettings>) => unit.changed(facts),
    }
    stories[region] = [...(stories[region] ?? []), story]
  }
  scalings(clock, add)
  incidents(clock, add)
  pendingReleases(clock, add)
  const backAt = clock.daysAgo(2, '21:52:30')
  stories['eu-zrh']?.push({
    at: backAt,
    unreleased: false,
    tell: (unit) => unit.restored(unit.head - 1, { at: backAt, by: pipeline, description: 'revert' }),
  })
  return stories
}

type Add = (region: string, facts: RevisionFacts<TradeSettings>, unreleased?: boolean) => void

function scaled(at: Date, by: Actor, replicas: number, description: string, note = '') {
  return {
    at,
    by,
    source: by === aliceInHubdeck ? 'UpdateUnit' : 'Invoke',
    description,
    set: { replicas, replicasNote: note },
    ...(by === aliceInHubdeck ? {} : { call: setReplicas(replicas) }),
  }
}

function scalings(clock: Clock, add: Add): void {
  for (const [index, code] of openAuction.entries()) {
    const at = clock.daysAgo(26, `20:${10 + index}`)
    const description = `Scale ${code} to 5 for the opening auction (TRD-${4411 + index})`
    if (index < 3) {
      // Edited by hand, with a note; the others were scaled by function.
      add(code, {
        at,
        by: aliceInTerminal,
        source: 'UpdateUnit',
        description,
        set: { replicas: 5, replicasNote: `opening auction, TRD-${4411 + index}` },
      })
    } else {
      add(code, scaled(at, aliceInTerminal, 5, description))
    }
  }
  for (const [index, code] of thinMarkets.entries()) {
    const description = 'Thin order book, two replicas are enough (FIN-312)'
    add(code, scaled(clock.daysAgo(33, `16:${20 + index}`), aliceInTerminal, 2, description))
  }
  for (const [index, code] of costReviewed.entries()) {
    const second = String(index).padStart(2, '0')
    const review = clock.daysAgo(31, `18:40:${second}`)
    add(
      code,
      scaled(review, aliceInTerminal, 2, 'Cost review: two replicas between reporting seasons (FIN-308)'),
    )
    const back = clock.daysAgo(14, `19:31:${second}`)
    add(code, {
      ...scaled(back, aliceInHubdeck, 3, volatilityReason),
      tagId: volatilityTagId,
    })
  }
}

function incidents(clock: Clock, add: Add): void {
  for (const [index, code] of circuitBroken.entries()) {
    add(code, {
      at: clock.daysAgo(3, `11:2${index}`),
      by: bobInHubdeck,
      source: 'Invoke',
      description: 'INC-2291: circuit breaker on while the exchange gateway flaps',
      set: { circuitBreaker: true },
      call: setEnvironment('trade-service', 'CIRCUIT_BREAKER', 'true'),
    })
  }
  // Five hours before London opens, by a bot, without a ticket.
  add('eu-lon', scaled(clock.lastTime('03:04'), autoscalerBot, 2, 'capacity: p95 cpu 11% over 6h, target 2'))
  add('eu-zrh', scaled(clock.daysAgo(2, '21:40'), pipeline, 6, 'load test'))
}

/** Written in the last few hours, so not in any Release yet. */
function pendingReleases(clock: Clock, add: Add): void {
  for (const [code, minutes, by] of [
    ['ca-van', 190, bobInHubdeck],
    ['kr-sel', 95, aliceInTerminal],
    ['eu-mil', 40, bobInHubdeck],
  ] as const) {
    add(
      code,
      {
        at: clock.minutesAgo(minutes),
        by,
        source: 'UpdateUnit',
        description: 'Give open orders 60 s to settle before a pod stops (TRD-4502)',
        set: { gracePeriodSeconds: 60 },
      },
      true,
    )
  }
}
