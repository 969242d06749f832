import { afterAll, beforeAll, expect, it } from 'vitest'
import { type RunningHub, startHub } from '#hub/start.ts'
import { parseJson } from '#lib/change/record/annotations.ts'
import { readChange } from '#lib/change/record/read-change.ts'
import type { ConfigHub } from '#lib/confighub/client.ts'
import { clientFor } from '#lib/confighub/testing/client-for.ts'
import type { RouteContext } from '#lib/server/access/access.ts'
import { answerCommit, answerPreview, authorOf } from '#lib/server/changes/changes.ts'
import { env } from '#lib/server/process/env.ts'

let hub: RunningHub
let client: ConfigHub
let context: RouteContext

beforeAll(async () => {
  hub = await startHub({ data: 'memory', fleet: 'microtraderx' })
  client = clientFor(hub)
  const { UserID, OrganizationID } = await client.me()
  const session = { token: '', UserID, OrganizationID, DisplayName: 'Alice' }
  context = { hub: client, requestId: 'request-1', session }
})
afterAll(() => hub.stop())

type Line = { event: string; seal?: string; tagId?: string; row?: { UnitID: string } }
const linesOf = (text: string) =>
  text
    .trim()
    .split('\n')
    .map((line) => parseJson(line) as Line)
const post = (body: object, signal?: AbortSignal) =>
  new Request('http://deck.test/api', {
    method: 'POST',
    body: JSON.stringify(body),
    ...(signal && { signal }),
  })

it('a change in waves is written to its end when the browser leaves after the first line', async () => {
  const where = "Slug = 'trade-service' AND Space.Slug LIKE '%prod-us%'"
  const patch = {
    kind: 'set-fields',
    resourceType: 'apps/v1/Deployment',
    fields: [{ path: 'spec.replicas', value: 9 }],
  }
  const shown = await answerPreview(post({ selection: { kind: 'query', where }, patch }), context)
  const lines = linesOf(await shown.text())
  const ids = lines.flatMap(({ row }) => row?.UnitID ?? [])
  const [infra] = await client.spaces({ where: "Slug LIKE '%-infra'" })
  const leaving = new AbortController()
  const commit = {
    seal: lines.at(-1)?.seal,
    reason: 'Market open',
    excludedUnitIds: [],
    includedUnitIds: ids,
    consentReason: 'It is meant',
    recordSpaceId: infra?.Space.SpaceID,
    waves: [
      { name: 'First', hold: false, unitIds: ids.slice(0, 1) },
      { name: 'Second', hold: false, unitIds: ids.slice(1) },
    ],
  }

  const answer = await answerCommit(post(commit, leaving.signal), context)
  const reader = answer.body?.getReader()
  const first = await reader?.read()
  await reader?.cancel()
  leaving.abort()

  const [start] = linesOf(new TextDecoder().decode(first?.value))
  const reading = { secret: env().HUBDECK_SECRET, author: authorOf(context) }
  await expect
    .poll(() => readChange(client, start?.tagId ?? '', reading))
    .toMatchObject({ written: ids.length, notWritten: 0, waveState: { state: 'done' } })
})
