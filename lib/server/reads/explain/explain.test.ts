import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { type RunningHub, startHub } from '#hub/start.ts'
import type { ConfigHub } from '#lib/confighub/client.ts'
import { clientFor } from '#lib/confighub/testing/client-for.ts'
import { unitedUnits } from '#lib/confighub/united.ts'
import { type Counted, ExplainLine } from '#lib/rows/explain-wire.ts'
import type { RowsQuestion } from '#lib/rows/rows-wire.ts'
import { answerExplain } from '#lib/server/reads/explain/explain.ts'
import { partsOf } from '#lib/where/boolean/query-parts.ts'

let hub: RunningHub
let client: ConfigHub
/** Answers a list of Units whose `where` holds this with a failure. */
let refused: string | undefined
let refusal = 403
let listsAsked = 0

beforeEach(() => {
  refused = undefined
  refusal = 403
  listsAsked = 0
})
beforeAll(async () => {
  hub = await startHub({ data: 'memory', fleet: 'microtraderx' })
  client = clientFor(hub, {
    send: (request) => {
      listsAsked += 1
      const where = new URL(request.url).searchParams.get('where') ?? ''
      if (refused === undefined || !where.includes(refused)) return fetch(request)
      const headers = { 'X-Request-Id': 'request-of-the-count' }
      return Promise.resolve(Response.json({ Message: 'not today' }, { status: refusal, headers }))
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

function allDifferent(length: number): string {
  return Array.from({ length }, (_, at) => `HeadRevisionNum != ${at + 1000}`).join(' AND ')
}

/** What the account of the person has paid. */
async function charged(): Promise<number> {
  const account = await globalThis.hubdeckLimits?.persons.get('reads')?.get('alice')
  return account?.consumedPoints ?? 0
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

    expect(lines).toContainEqual({
      event: 'part',
      at: 0,
      alone: exactly(
        (await idsOf({ where: "Slug = 'trade-service'", whereData: '', resourceType: '' })).size,
      ),
      keptOut: { kind: 'unknown', reason: 'not today', requestId: 'request-of-the-count' },
    })
  })

  it('asks a hub that is down no more, says so of every part, and charges each call', async () => {
    refused = ''
    refusal = 503
    const before = await charged()
    const lines = await explain({ where: allDifferent(90) })

    const told = lines.filter((line) => line.event === 'part')
    expect(told).toHaveLength(90)
    const reason = { kind: 'unknown', reason: expect.stringContaining('not today') }
    for (const line of told) expect(line).toMatchObject({ alone: reason, keptOut: reason })
    const end = lines.at(-1)
    // Those that were under way, each tried twice.
    expect(listsAsked).toBeLessThanOrEqual(10)
    expect(end).toMatchObject({ event: 'end', calls: (await charged()) - before })
    expect(await charged()).toBeGreaterThan(before)
  })

  it('makes no more calls than it may, and says what was not counted', async () => {
    // Each part is counted within four alternatives.
    const alternatives =
      "Slug = 'a' OR DisplayName = 'b' OR HeadRevisionNum > 3 OR LastReleasedRevisionNum > 3"
    const lines = await explain({ where: `(${alternatives}) AND ${allDifferent(60)}` })

    expect(listsAsked).toBe(200)
    expect(lines.at(-1)).toEqual({ event: 'end', calls: 200 })
    expect(JSON.stringify(lines)).toContain('at most 200 calls')
  })

  it('ends with what ConfigHub said when the session is over', async () => {
    refused = ''
    refusal = 401
    const lines = await explain({ where: "Slug = 'a'" })

    expect(lines.at(-1)).toMatchObject({ event: 'error', status: 401, requestId: 'request-of-the-count' })
  })

  it('of a query that cannot be read is refused with the reason', async () => {
    const body = JSON.stringify({ where: 'slug = 1', whereData: '', resourceType: '' })
    const request = new Request('http://deck.test/api/explain', { method: 'POST', body })
    const answer = await answerExplain(request, { hub: client, requestId: 'request-1', session })

    expect(answer.status).toBe(400)
    expect(await answer.text()).toContain('slug is written Slug')
  })
})
