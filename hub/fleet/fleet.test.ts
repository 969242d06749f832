import { describe, expect, it } from 'vitest'
import { automationId } from '#hub/access/automation.ts'
import { createFleet } from '#hub/fleet/create.ts'
import type { UnitHistory } from '#hub/fleet/history.ts'
import { fleetId } from '#hub/fleet/identity.ts'
import { judgeOf, policies } from '#hub/fleet/policies.ts'
import { regions } from '#hub/fleet/regions.ts'
import { unitRows } from '#hub/fleet/unit-rows.ts'
import { type Resource, readResources } from '#lib/config/document/document.ts'

const now = new Date('2026-11-23T06:30:00Z')
const microtraderx = [...createFleet('microtraderx', now).units]
const prefix = 'moss-cub-traderx'

function unit(space: string, slug: string): UnitHistory {
  const found = microtraderx.find((each) => each.spaceSlug === `${prefix}-${space}` && each.slug === slug)
  if (!found) throw new Error(`no ${space}/${slug}`)
  return found
}

function headOf(history: UnitHistory): string {
  return history.steps.at(-1)?.text ?? ''
}

function resources(text: string): readonly Resource[] {
  const read = readResources(text)
  if (!read.ok) throw new Error(read.error.message)
  return read.value
}

const replicasOf = (text: string) => Number(/^ {2}replicas: (\d+)/m.exec(text)?.[1])
const markets = regions.map((region) => unit(`prod-${region.code}`, 'trade-service'))
const count = (matches: (history: UnitHistory) => boolean) => markets.filter(matches).length

describe('the tutorial spaces', () => {
  it('hold sixteen units with thirteen upstream edges and no labels', () => {
    const fleet = createFleet('microtraderx', now)
    const tutorial = fleet.spaces.filter((space) => space.labels.Environment === undefined)
    expect(tutorial.map((space) => space.slug)).toEqual(
      ['base', 'infra', 'dev', 'staging', 'prod-us', 'prod-eu', 'prod-asia'].map(
        (name) => `${prefix}-${name}`,
      ),
    )
    const slugs = tutorial.map((space) => space.slug)
    const units = microtraderx.filter((each) => slugs.includes(each.spaceSlug))
    expect(units).toHaveLength(16)
    expect(units.filter((each) => each.upstream)).toHaveLength(13)
    expect(units.filter((each) => Object.keys(each.labels).length > 0)).toEqual([])
  })

  it('run base, dev and staging at 3 replicas, US at 3, EU at 5, Asia at 2', () => {
    const stages = ['base', 'dev', 'staging', 'prod-us', 'prod-eu', 'prod-asia']
    expect(stages.map((stage) => replicasOf(headOf(unit(stage, 'trade-service'))))).toEqual([
      3, 3, 3, 3, 5, 2,
    ])
  })

  it('have the settings of trade-service that the tutorial states', () => {
    const [deployment, service] = resources(headOf(unit('base', 'trade-service'))).map(({ value }) => value)
    const health = { path: '/actuator/health', port: 18092 }
    expect(deployment).toMatchObject({
      metadata: {
        namespace: 'confighubplaceholder',
        labels: { app: 'trade-service', component: 'trading-engine' },
      },
      spec: {
        replicas: 3,
        template: {
          spec: {
            containers: [
              {
                image: 'ghcr.io/finos/traderx/trade-service:latest',
                env: [
                  { name: 'SERVICE_NAME', value: 'trade-service' },
                  { name: 'REFERENCE_DATA_URL', value: 'http://reference-data:8080' },
                  { name: 'TRADING_ALGORITHM', value: 'v1' },
                  { name: 'CIRCUIT_BREAKER', value: 'false' },
                ],
                ports: [
                  { name: 'http', containerPort: 18092 },
                  { name: 'metrics', containerPort: 9090 },
                ],
                resources: {
                  requests: { cpu: '200m', memory: '256Mi' },
                  limits: { cpu: '500m', memory: '512Mi' },
                },
                livenessProbe: { httpGet: health, initialDelaySeconds: 30, periodSeconds: 10 },
                readinessProbe: { httpGet: health, initialDelaySeconds: 15, periodSeconds: 5 },
              },
            ],
          },
        },
      },
    })
    expect(service).toMatchObject({ kind: 'Service', spec: { ports: [{ port: 18092 }, { port: 9090 }] } })
  })

  it('have the settings of reference-data and the namespace that the tutorial states', () => {
    const [deployment, service] = resources(headOf(unit('base', 'reference-data'))).map(({ value }) => value)
    expect(deployment).toMatchObject({
      metadata: { namespace: 'default', labels: { app: 'reference-data', component: 'market-data' } },
      spec: {
        replicas: 1,
        template: {
          spec: {
            containers: [
              {
                image: 'ghcr.io/finos/traderx/reference-data:latest',
                env: [
                  { name: 'SERVICE_NAME', value: 'reference-data' },
                  { name: 'MARKET_DATA_SOURCE', value: 'NYSE,NASDAQ,LSE' },
                ],
                ports: [{ name: 'http', containerPort: 8080 }],
                resources: {
                  requests: { cpu: '100m', memory: '128Mi' },
                  limits: { cpu: '200m', memory: '256Mi' },
                },
              },
            ],
          },
        },
      },
    })
    expect(service).toMatchObject({ kind: 'Service', spec: { ports: [{ name: 'http', port: 8080 }] } })
    const [namespace] = resources(headOf(unit('infra', 'ns-base'))).map(({ value }) => value)
    expect(namespace).toMatchObject({
      kind: 'Namespace',
      metadata: { name: 'confighubplaceholder', labels: { 'managed-by': 'confighub', app: 'traderx' } },
    })
    expect(headOf(unit('infra', 'ns-eu'))).toContain(`name: ${prefix}-prod-eu\n`)
  })

  it('scale Europe with its market hours and end with an open', () => {
    const steps = unit('prod-eu', 'trade-service').steps
    expect(steps.slice(-2).map((step) => [replicasOf(step.text), step.at.toISOString()])).toEqual([
      [2, '2026-11-21T18:00:00.000Z'],
      [5, '2026-11-22T08:00:00.000Z'],
    ])
  })
})

describe('the fifty markets', () => {
  it('are fifty, each with three units cloned from base', () => {
    expect(new Set(regions.map((region) => region.code)).size).toBe(50)
    const fleet = createFleet('microtraderx', now)
    expect(fleet.spaces.filter((space) => space.labels.Environment === 'prod')).toHaveLength(50)
    expect(microtraderx).toHaveLength(16 + 150)
    expect(microtraderx.filter((each) => each.labels.app && !each.upstream)).toEqual([])
  })

  it.each([
    ['41 run 3 replicas', 41, (each: UnitHistory) => replicasOf(headOf(each)) === 3],
    ['6 run 5', 6, (each: UnitHistory) => replicasOf(headOf(each)) === 5],
    ['3 run 2', 3, (each: UnitHistory) => replicasOf(headOf(each)) === 2],
    ['4 are on :v1', 4, (each: UnitHistory) => headOf(each).includes('trade-service:v1\n')],
    ['46 are on :latest', 46, (each: UnitHistory) => headOf(each).includes('trade-service:latest\n')],
    ['2 have the circuit breaker on', 2, (each: UnitHistory) => headOf(each).includes('value: "true"')],
    [
      '1 keeps the placeholder namespace',
      1,
      (each: UnitHistory) => headOf(each).includes('confighubplaceholder'),
    ],
    ['3 are not released', 3, (each: UnitHistory) => each.releasedRevisionNum < each.steps.length],
    ['11 are behind base', 11, (each: UnitHistory) => each.upstreamRevisionNum < 5],
  ] as const)('%s', (_fact, expected, matches) => {
    expect(count(matches)).toBe(expected)
  })

  it('were changed by automation at 03:04 in London, within the last day', () => {
    const step = unit('prod-eu-lon', 'trade-service').steps.at(-1)
    expect(step?.at.toISOString()).toBe('2026-11-23T03:04:00.000Z')
    expect(step?.by).toEqual({ UserID: automationId, UserAgent: 'capacity-autopilot/1.8' })
  })

  it('were changed and changed back in Zurich', () => {
    const [before, during, after] = unit('prod-eu-zrh', 'trade-service').steps.slice(-3)
    expect(after?.text).toBe(before?.text)
    expect(replicasOf(during?.text ?? '')).toBe(6)
  })
})

describe('every history', () => {
  it('begins empty, moves forward in time, never past now, and changes bytes each time', () => {
    for (const at of [
      '2026-11-23T00:00:30Z',
      '2026-03-01T08:00:00Z',
      '2026-07-04T23:59:59Z',
      '2024-02-29T03:04:00Z',
    ]) {
      for (const history of createFleet('microtraderx', new Date(at)).units) {
        expect(history.steps[0]?.text).toBe('')
        const times = history.steps.map((step) => step.at.getTime())
        expect(times.at(-1)).toBeLessThan(Date.parse(at))
        for (const [index, step] of history.steps.entries()) {
          if (index === 0) continue
          expect(step.at.getTime()).toBeGreaterThan(times[index - 1] ?? 0)
          expect(step.text).not.toBe(history.steps[index - 1]?.text)
        }
      }
    }
  })

  it('happened in the last ninety days, some of it in the last one', () => {
    const times = microtraderx.flatMap((history) => history.steps.map((step) => step.at.getTime()))
    const hoursMs = 60 * 60_000
    expect(Math.min(...times)).toBeGreaterThan(now.getTime() - 90 * 24 * hoursMs)
    expect(times.filter((time) => time > now.getTime() - 24 * hoursMs).length).toBeGreaterThanOrEqual(5)
  })

  it('comes from people, a pipeline and automation, in many ways', () => {
    const steps = microtraderx.flatMap((history) => history.steps)
    expect(new Set(steps.map((step) => step.by.UserID)).size).toBe(4)
    expect([...new Set(steps.map((step) => step.source))].sort()).toEqual([
      ...['CloneUnit', 'CreateUnit', 'Invoke', 'MergeUnits', 'Resolve'],
      ...['RestoreRevision', 'UpdateUnit', 'UpgradeUnit'],
    ])
    expect(steps.filter((step) => step.description === '')).toEqual([])
  })
})

describe('names and labels', () => {
  it('keep to the limits of the API', () => {
    const slug = /^(?=.{1,128}$)[A-Za-z0-9]([-_.A-Za-z0-9]*[A-Za-z0-9])?$/
    const displayName = /^([A-Za-z0-9]([-_ .|A-Za-z0-9]*[A-Za-z0-9.!?])?)?$/
    const key = /^(?=.{1,128}$)[A-Za-z0-9]([-_./A-Za-z0-9]*[A-Za-z0-9])?$/
    const fleets = ['microtraderx', 'scale:300'].map((name) => createFleet(name, now))
    const entities = fleets.flatMap((fleet) => [...fleet.spaces, ...fleet.tags])
    const units = fleets.flatMap((fleet) => [...fleet.units])
    const labels = [...entities, ...units].flatMap((entity) => Object.entries(entity.labels))
    const annotations = entities.flatMap((entity) => Object.entries(entity.annotations))
    const breaks = (values: string[], rule: RegExp) =>
      [...new Set(values)].filter((value) => !rule.test(value))

    expect(
      breaks(
        [...entities, ...units].map((entity) => entity.slug),
        slug,
      ),
    ).toEqual([])
    expect(
      breaks(
        entities.map((entity) => entity.displayName),
        displayName,
      ),
    ).toEqual([])
    expect(
      breaks(
        [...labels, ...annotations].map(([name]) => name),
        key,
      ),
    ).toEqual([])
    expect(
      breaks(
        labels.map(([, value]) => value),
        /^[^'"\\*]{1,128}$/,
      ),
    ).toEqual([])
    expect(
      breaks(
        annotations.map(([, value]) => value),
        /^[\s\S]{1,1024}$/,
      ),
    ).toEqual([])
  })
})

describe('the policies', () => {
  const judge = judgeOf(policies)
  const key = (last: string) => `${prefix}-infra/${last}`

  it('left the verdicts of their functions on every head', () => {
    const heads = microtraderx.map((history) => ({
      told: unitRows('', history).unit,
      judged: judge(headOf(history)).columns,
    }))
    expect(heads.map(({ judged }) => judged.ValidationErrors)).toEqual(
      heads.map(({ told }) => told.ValidationErrors),
    )
    expect(heads.map(({ judged }) => judged.ValidationWarnings)).toEqual(
      heads.map(({ told }) => told.ValidationWarnings),
    )
  })

  it('block 5 units and warn about the single replicas of reference-data', () => {
    const verdicts = microtraderx.map((history) => ({ slug: history.slug, ...judge(headOf(history)) }))
    const stopped = verdicts.filter(({ columns }) => Object.keys(columns.ValidationErrors ?? {}).length > 0)
    expect(stopped.map(({ columns }) => columns.ValidationErrors)).toEqual(
      Array(5).fill({ [key('no-placeholders/vet-placeholders')]: true }),
    )
    const warned = verdicts.filter(({ columns }) => Object.keys(columns.ValidationWarnings ?? {}).length > 0)
    expect(new Set(warned.map(({ slug }) => slug))).toEqual(new Set(['reference-data']))
    expect(warned[0]?.columns.ValidationWarnings).toEqual({ [key('more-than-one-replica/vet-cel')]: true })
  })
})

describe('loading twice', () => {
  const rowsAt = (name: string, at: Date) =>
    JSON.stringify(
      [...createFleet(name, at).units].map((history) => {
        const rows = unitRows(fleetId('organization', 'moss-cub'), history)
        return { ...rows, documents: [...rows.documents] }
      }),
    )

  it.each(['microtraderx', 'scale:250'])('gives the same ids and bytes for %s', (name) => {
    expect(rowsAt(name, now)).toBe(rowsAt(name, now))
    const later = rowsAt(name, new Date('2027-05-01T12:00:00Z'))
    const withoutTimes = (rows: string) => rows.replace(/\d{4}-\d\d-\d\dT[\d:.]+Z/g, 'time')
    expect(withoutTimes(later)).toBe(withoutTimes(rowsAt(name, now)))
  })

  it('gives UUIDs that differ by kind and name', () => {
    expect(fleetId('unit', 'a')).toMatch(
      /^[0-9a-f]{8}-[0-9a-f]{4}-5[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/,
    )
    expect(new Set([fleetId('unit', 'a'), fleetId('unit', 'b'), fleetId('space', 'a')]).size).toBe(3)
  })
})

describe('scale fleets', () => {
  it.each([
    [1, 1],
    [100, 1],
    [101, 2],
    [1250, 13],
  ])('of %i units have %i spaces', (units, spaces) => {
    const fleet = createFleet(`scale:${units}`, now)
    expect([[...fleet.units].length, fleet.spaces.length]).toEqual([units, spaces])
    expect(new Set(fleet.spaces.map((space) => space.slug)).size).toBe(spaces)
  })

  it('have documents of many kinds, all of them readable', () => {
    const texts = new Set([...createFleet('scale:1250', now).units].map(headOf))
    expect(texts.size).toBeGreaterThan(900)
    for (const text of [...texts].slice(0, 50)) expect(resources(text)).toHaveLength(2)
  })

  it.each(['scale:0', 'scale:', 'scale:1e5', 'scale:10000000', 'moss', ''])(
    'refuse the name "%s"',
    (name) => {
      expect(() => createFleet(name, now)).toThrow('unknown fleet')
    },
  )
})
