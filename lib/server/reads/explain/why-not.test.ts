import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type RunningHub, startHub } from '#hub/start.ts'
import { runs } from '#hub/testing/runs.ts'
import type { ConfigHub } from '#lib/confighub/client.ts'
import type { ExtendedUnit } from '#lib/confighub/schema/entities.ts'
import { clientFor } from '#lib/confighub/testing/client-for.ts'
import { unitedUnits } from '#lib/confighub/united.ts'
import { WhyNot } from '#lib/rows/explain-wire.ts'
import type { RowsQuestion } from '#lib/rows/rows-wire.ts'
import { answerWhyNot } from '#lib/server/reads/explain/why-not.ts'

let hub: RunningHub
let client: ConfigHub
/** What a list says of each unit beside what it is. */
let saidOfEach: object | undefined
let fleet: readonly ExtendedUnit[]

beforeAll(async () => {
  hub = await startHub({ data: 'memory', fleet: 'microtraderx' })
  client = clientFor(hub, {
    send: async (request) => {
      const answer = await fetch(request)
      if (saidOfEach === undefined || !request.url.includes('/unit?')) return answer
      const units: { Unit: object }[] = await answer.json()
      return Response.json(units.map((each) => ({ ...each, Unit: { ...each.Unit, ...saidOfEach } })))
    },
  })
  fleet = await client.allUnits({ select: 'Slug,SpaceSlug', order_by: 'Slug' })
})
afterAll(() => hub.stop())

const session = { token: '', UserID: 'alice', OrganizationID: '', DisplayName: 'Alice' }

async function why(unitId: string, asked: Partial<RowsQuestion>): Promise<WhyNot> {
  const body = JSON.stringify({ where: '', whereData: '', resourceType: '', ...asked, unitId })
  const request = new Request('http://deck.test/api/explain/unit', { method: 'POST', body })
  const answer = await answerWhyNot(request, { hub: client, requestId: 'request-1', session })
  return WhyNot.parse(await answer.json())
}

const idOf = (space: string, slug: string) => {
  const found = fleet.find(({ Unit }) => Unit.Slug === slug && Unit.SpaceSlug === space)
  if (found === undefined) throw new Error(`no ${space}/${slug} in the demo fleet`)
  return found.Unit.UnitID
}
const london = () => idOf('moss-cub-traderx-prod-eu-lon', 'trade-service')

/** Conditions of many kinds, which hold on some units of the demo fleet, on none, or are unknown. */
const conditions = [
  "Slug = 'trade-service'",
  "Slug LIKE '%service' AND HeadRevisionNum > 2",
  "Space.Slug LIKE '%prod%'",
  "Space.Labels.Environment = 'prod'",
  "Labels.Nothing != 'x'",
  'Labels.Nothing IS NULL',
  "UpstreamUnit.Slug = 'trade-service'",
  'UpstreamUnitID IS NOT NULL',
  'HeadRevisionNum > LastReleasedRevisionNum',
  "FromLink.*.Slug LIKE 'upgrade%'",
  'LEN(Labels) > 0',
  "(Slug = 'trade-service' OR Space.Slug LIKE '%dev%')",
  "NOT (Slug = 'trade-service' AND Labels.Nothing = 'x')",
  "TargetID = '7c61626f-ddbe-41af-93f6-b69f4ab6d308' IS NOT TRUE",
]
const contents: readonly Partial<RowsQuestion>[] = [
  {},
  { resourceType: 'apps/v1/Deployment' },
  { whereData: 'spec.replicas > 1', resourceType: 'apps/v1/Deployment' },
  { whereData: "spec.replicas > 0 AND metadata.name = 'trade-service'", resourceType: 'apps/v1/Deployment' },
  { whereData: "kind = 'Service' AND spec.replicas > 0" },
  { whereData: "spec.template.spec.containers.*.image LIKE '%trade%'" },
]

describe('the verdicts on a unit', () => {
  it('hold all together exactly where the list of the query has the unit', async () => {
    const listed = new Map<string, ReadonlySet<string>>()
    const idsOf = async (asked: RowsQuestion) => {
      const key = JSON.stringify(asked)
      const { where, whereData, resourceType } = asked
      const list = { where, where_data: whereData, resource_type: resourceType, select: 'Slug' }
      const known =
        listed.get(key) ??
        new Set((await unitedUnits(client, list, 10_000)).units.map(({ Unit }) => Unit.UnitID))
      listed.set(key, known)
      return known
    }
    const seen = { selected: 0, unset: 0, apart: 0 }
    const judge = async (id: string, asked: RowsQuestion) => {
      const { isSelected, parts, unit } = await why(id, asked)
      expect(unit?.id).toBe(id)
      expect(isSelected).toBe((await idsOf(asked)).has(id))
      const isAll = parts.every(({ verdict }) => verdict === 'true')
      const ofContent = parts.filter(({ kind }) => kind !== 'where').length
      // Conditions on content may each hold on another resource.
      if (isAll !== isSelected) expect([isAll, ofContent > 1]).toEqual([true, true])
      seen.apart += isAll === isSelected ? 0 : 1
      seen.selected += isSelected ? 1 : 0
      seen.unset += parts.some(({ verdict }) => verdict === 'unset') ? 1 : 0
      return parts.filter(({ kind }) => kind === 'data')
    }
    await fc.assert(
      fc.asyncProperty(
        fc.uniqueArray(fc.constantFrom(...conditions), { maxLength: 3 }),
        fc.constantFrom(...contents),
        fc.nat({ max: fleet.length - 1 }),
        async (chosen, content, at) => {
          const asked = { whereData: '', resourceType: '', ...content, where: chosen.join(' AND ') }
          for (const { verdict, seen: values } of await judge(fleet[at]?.Unit.UnitID ?? '', asked))
            expect(values.some(({ holds }) => holds)).toBe(verdict === 'true')
        },
      ),
      { seed: 20_261_130, numRuns: runs(45) },
    )
    expect(Math.min(seen.selected, seen.unset)).toBeGreaterThan(5)
    expect(seen.apart).toBeGreaterThan(0)
  }, 180_000)

  it('name the values that each condition saw', async () => {
    const { parts } = await why(london(), {
      where:
        "Slug = 'reference-data' AND Space.Labels.Environment = 'prod' AND Labels.Nothing = 'x' AND HeadRevisionNum > LastReleasedRevisionNum",
      whereData: 'spec.replicas > 100',
      resourceType: 'apps/v1/Deployment',
    })

    expect(
      parts.map(({ verdict, seen }) => [verdict, seen.map(({ name, value }) => `${name}: ${value}`)]),
    ).toEqual([
      ['false', ['Slug: trade-service']],
      ['true', ['Space.Labels.Environment: prod']],
      ['unset', ['Labels.Nothing: undefined']],
      [
        expect.stringMatching(/true|false/),
        [
          expect.stringMatching(/^HeadRevisionNum: \d+$/),
          expect.stringMatching(/^LastReleasedRevisionNum: /),
        ],
      ],
      ['false', [expect.stringMatching(/^apps\/v1\/Deployment .*trade-service: \d+$/)]],
      ['true', [expect.stringMatching(/^apps\/v1\/Deployment: .*trade-service$/)]],
    ])
  })

  it('show no secret: not in names, and no value that a Trigger took out of a document', async () => {
    const secret = 'hunter2-Prod!9x'
    saidOfEach = {
      Slug: `password=${secret}`,
      SpaceSlug: `password=${secret}`,
      HiddenReason: `the password is password=${secret}`,
      Values: { 'apps/read-db/env-value': secret },
    }
    const answer = await why(london(), { where: `Values.apps/read-db/env-value = 'x' AND Values ? 'a'` })
    saidOfEach = undefined

    expect(JSON.stringify(answer)).not.toContain(secret)
    expect(answer.unit?.hidden).toContain('the password is')
    expect(answer.parts.map(({ seen }) => seen)).toEqual([
      [{ name: 'Values.apps/read-db/env-value', isWithheld: true }],
      [{ name: 'Values', value: 'apps/read-db/env-value' }],
    ])
  })

  it('say that there is no such unit, or none that may be seen', async () => {
    expect(await why('7c61626f-ddbe-41af-93f6-b69f4ab6d308', { where: "Slug = 'a'" })).toEqual({ parts: [] })
  })

  it('name a resource that the document does not have', async () => {
    const { parts } = await why(london(), { resourceType: 'batch/v1/CronJob' })

    expect(parts).toEqual([
      {
        kind: 'type',
        text: 'batch/v1/CronJob',
        verdict: 'false',
        reason: 'The document has no batch/v1/CronJob.',
        seen: [],
      },
    ])
  })
})
