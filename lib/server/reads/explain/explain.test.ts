import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type RunningHub, startHub } from '#hub/start.ts'
import type { ConfigHub } from '#lib/confighub/client.ts'
import { createConfigHub } from '#lib/confighub/create.ts'
import { unitedUnits } from '#lib/confighub/united.ts'
import { type Counted, ExplainLine } from '#lib/rows/explain-wire.ts'
import type { RowsQuestion } from '#lib/rows/rows-wire.ts'
import { answerExplain } from '#lib/server/reads/explain/explain.ts'
import { partsOf } from '#lib/where/boolean/query-parts.ts'

let hub: RunningHub
let client: ConfigHub
/** Answers a list of Units whose `where` holds this with a failure. */
let refused: string | undefined

beforeAll(async () => {
  hub = await startHub({ data: 'memory', fleet: 'microtraderx' })
  client = createConfigHub({
    base: hub.url,
    headers: { Authorization: `Bearer ${hub.tokenFor('alice@trading.com')}` },
    send: (request) => {
      const where = new URL(request.url).searchParams.get('where') ?? ''
      if (refused === undefined || !where.includes(refused)) return fetch(request)
      const headers = { 'X-Request-Id': 'request-of-the-count' }
      return Promise.resolve(Response.json({ Message: 'not today' }, { status: 403, headers }))
    },
  })
})
afterAll(() => hub.stop())

const session = { token: '', UserID: 'alice', OrganizationID: '', DisplayName: 'Alice' }

async function explain(question: Partial<RowsQuestion>): Promise<ExplainLine[]> {
  const body = JSON.stringify({ where: '', whereData: '', resourceType: '', ...question })
  const request = new Request('http://deck.test/api/explain', { method: 'POST', body })
  const text = await (await answerExplain(request, { hub: client, requestId: 'request-1', session })).text()
  return text
    .split('\n')
    .filter(Boolean)
    .map((line) => ExplainLine.parse(JSON.parse(line)))
}

async function idsOf({ where, whereData, resourceType }: RowsQuestion): Promise<Set<string>> {
  const asked = { where, where_data: whereData, resource_type: resourceType, select: 'Slug' }
  const { units } = await unitedUnits(client, asked, 10_000)
  return new Set(units.map(({ Unit }) => Unit.UnitID))
}

const exactly = (units: number): Counted => ({ kind: 'counted', units, isPart: false })

const deployments = { whereData: 'spec.replicas > 1', resourceType: 'apps/v1/Deployment' }

describe('an explanation', () => {
  it.each<Partial<RowsQuestion>>([
    { where: "Slug = 'trade-service' AND Space.Slug LIKE '%prod%' AND HeadRevisionNum > 3" },
    { where: "(Slug = 'trade-service' OR Space.Slug LIKE '%prod%') AND NOT Slug LIKE '%service'" },
    { where: "Space.Labels.Environment = 'prod' AND Labels.Nothing != 'x'" },
    {
      where: "UpstreamUnit.Slug = 'trade-service' AND UpstreamUnitID IS NOT NULL AND Space.Slug LIKE '%eu%'",
    },
    { where: "Slug = 'trade-service'", ...deployments },
    { ...deployments, whereData: 'spec.replicas > 1 AND spec.replicas < 3' },
  ])('counts what each part of %j keeps out, as the lists without it tell', async (asked) => {
    const question = { where: '', whereData: '', resourceType: '', ...asked }
    const parts = partsOf(question)
    if (!parts.ok) throw new Error(parts.error.message)
    const has = await idsOf(question)

    const lines = await explain(asked)

    const told = lines.flatMap((line) => (line.event === 'part' ? [line] : [])).sort((a, b) => a.at - b.at)
    expect(lines[0]).toEqual({ event: 'parts', parts: parts.value.map(({ part }) => part) })
    expect(told.map(({ at }) => at)).toEqual(parts.value.map((_, at) => at))
    for (const { at, alone, keptOut } of told) {
      const part = parts.value[at]
      if (part === undefined) throw new Error('more parts than the query has')
      const without = await idsOf(part.without)
      expect(keptOut).toEqual(exactly([...without].filter((id) => !has.has(id)).length))
      expect(alone).toEqual(exactly((await idsOf(part.alone)).size))
    }
    expect(lines.at(-1)).toMatchObject({ event: 'end' })
  })

  it('says of a figure that could not be counted why, and counts the others', async () => {
    refused = 'IS NOT TRUE'
    const lines = await explain({ where: "Slug = 'trade-service'" })
    refused = undefined

    expect(lines).toContainEqual({
      event: 'part',
      at: 0,
      alone: exactly(
        (await idsOf({ where: "Slug = 'trade-service'", whereData: '', resourceType: '' })).size,
      ),
      keptOut: { kind: 'unknown', reason: 'not today', requestId: 'request-of-the-count' },
    })
  })

  it('of a query that cannot be read is refused with the reason', async () => {
    const body = JSON.stringify({ where: 'slug = 1', whereData: '', resourceType: '' })
    const request = new Request('http://deck.test/api/explain', { method: 'POST', body })
    const answer = await answerExplain(request, { hub: client, requestId: 'request-1', session })

    expect(answer.status).toBe(400)
    expect(await answer.text()).toContain('slug is written Slug')
  })
})
