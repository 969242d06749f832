import { afterAll, beforeAll, expect, it } from 'vitest'
import { type RunningHub, startHub } from '#hub/start.ts'
import type { ConfigHub } from '#lib/confighub/client.ts'
import type { ExtendedRevision } from '#lib/confighub/schema/entities.ts'
import { clientFor } from '#lib/confighub/testing/client-for.ts'
import { type RevisionKey, SentencesResponse } from '#lib/history/change-description.ts'
import { answerActivity } from '#lib/server/reads/activity.ts'

let hub: RunningHub
let client: ConfigHub
const sent: string[] = []
const nowhere = '9f3a1c00-0000-4000-bfff-000000000001'

beforeAll(async () => {
  hub = await startHub({ data: 'memory', fleet: 'microtraderx' })
  client = clientFor(hub, {
    send: (request) => {
      sent.push(new URL(request.url).pathname.replace(/^.*\//, ''))
      return fetch(request)
    },
  })
})

afterAll(() => hub.stop())

async function post(body: unknown): Promise<Response> {
  const session = { token: '', UserID: '', OrganizationID: '', DisplayName: '' }
  const request = new Request('http://deck.test/api/activity', { method: 'POST', body: JSON.stringify(body) })
  return answerActivity(request, { hub: client, requestId: 'req-1', session })
}

async function tell(revisions: readonly RevisionKey[]) {
  const { descriptions } = SentencesResponse.parse(await (await post({ revisions })).json())
  return descriptions
}

async function tradeService(space: string): Promise<ExtendedRevision['Revision'][]> {
  const where = `Unit.Slug = 'trade-service' AND Space.Slug = '${space}'`
  const found = await client.allRevisions({ where, order_by: 'RevisionNum' })
  return found.map(({ Revision }) => Revision)
}

it('describes what the bot did at 03:04, how the unit began, and what is unknown', async () => {
  const revisions = await tradeService('moss-cub-traderx-prod-eu-lon')
  const [first, second] = revisions
  const bot = revisions.find(({ Description }) => Description?.startsWith('capacity: p95'))
  if (first === undefined || second === undefined || bot === undefined) throw new Error('another fleet')

  const descriptions = await tell([bot, first, second, { UnitID: nowhere, RevisionNum: 2 }])

  expect(descriptions).toEqual([
    { sentence: 'spec.replicas 3 → 2, image unchanged' },
    { sentence: expect.stringMatching(/^Created/) },
    { sentence: expect.stringMatching(/^First document: Deployment trade-service/) },
    { unknown: 'gone' },
  ])
})

it('reads no document twice, whoever requests it', async () => {
  const revisions = await tradeService('moss-cub-traderx-prod-eu')
  const first = await tell(revisions)
  sent.length = 0

  const again = await tell(revisions.toReversed())

  expect(again.toReversed()).toEqual(first)
  expect(sent).toEqual(['revision'])
})

it('requests many units of one bulk change in few calls', async () => {
  const changed = await client.allRevisions({ where: "Description LIKE 'Rate decision%'" })
  expect(changed.length).toBeGreaterThan(10)
  sent.length = 0

  const descriptions = await tell(changed.map(({ Revision }) => Revision))

  expect(new Set(descriptions.map((each) => JSON.stringify(each))).size).toBe(1)
  expect(sent.length).toBeLessThanOrEqual(3)
})

it.each([{}, { revisions: [] }, { revisions: [{ UnitID: "' OR 1=1", RevisionNum: 2 }] }])(
  'refuses %j',
  async (body) => {
    expect((await post(body)).status).toBe(400)
  },
)
