import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { POST as askActivity } from '#app/api/activity/route.ts'
import { POST as askBaselines } from '#app/api/baselines/route.ts'
import { GET as askConfigHub } from '#app/api/confighub/[...path]/route.ts'
import { POST as explain } from '#app/api/explain/route.ts'
import { POST as explainUnit } from '#app/api/explain/unit/route.ts'
import { POST as askDocument } from '#app/api/previews/document/route.ts'
import { POST as askPreview } from '#app/api/previews/route.ts'
import { POST as askExport } from '#app/api/rows/export/route.ts'
import { POST as askRows } from '#app/api/rows/route.ts'
import { POST as signIn } from '#app/api/session/route.ts'
import { POST as askSince } from '#app/api/since/route.ts'
import { POST as askValueCounts } from '#app/api/value-counts/route.ts'
import { POST as askValues } from '#app/api/values/route.ts'
import { type RunningHub, startHub } from '#hub/start.ts'
import { leaksIn } from '#lib/config/testing/planted.ts'
import { fillVault, type Vault, vaultWhere } from '#lib/config/testing/vault.ts'
import { mapParallel } from '#lib/confighub/chunking.ts'

// Every kind of secret in a document of a real hub, and every answer of ours that contains such documents.
let hub: RunningHub
let vault: Vault
let cookie: string
const origin = 'http://127.0.0.1:3000'

beforeAll(async () => {
  hub = await startHub({ data: 'memory', fleet: 'microtraderx' })
  const token = hub.tokenFor('alice@trading.com')
  vi.stubEnv('CONFIGHUB_URL', new URL(hub.url).origin)
  // More requests in a minute than any person makes.
  vi.stubEnv('HUBDECK_LIMITS', 'reads=100000 values=100000')
  vault = await fillVault(async (path, init) => {
    const headers = { ...init.headers, Authorization: `Bearer ${token}` }
    const answer = await fetch(hub.url + path, { ...init, headers })
    if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`)
    return answer
  })
  const session = await signIn(requestOf('/api/session', { token }))
  expect(session.status).toBe(200)
  cookie = session.headers
    .getSetCookie()
    .map((text) => text.split(';')[0])
    .join('; ')
}, 180_000)

afterAll(async () => {
  vi.unstubAllEnvs()
  await hub.stop()
})

function requestOf(path: string, body?: object): Request {
  const headers = { Host: '127.0.0.1:3000', Origin: origin, Cookie: cookie ?? '' }
  if (body === undefined) return new Request(origin + path, { headers })
  return new Request(origin + path, { method: 'POST', headers, body: JSON.stringify(body) })
}

/** The secrets that an answer reveals; there must be none. */
async function told(answer: Promise<Response>, status = 200): Promise<string> {
  const response = await answer
  const text = await response.text()
  expect(response.status, text.slice(0, 500)).toBe(status)
  expect(leaksIn(text)).toEqual([])
  return text
}

/** Only these are asked for one by one: nothing about another unit can reveal a secret. */
const unitsWithSecrets = () => vault.units.filter(({ secrets }) => secrets.length > 0)

const read = (path: string) => told(askConfigHub(requestOf(`/api/confighub${path}`)))
const everything = `where=${encodeURIComponent(vaultWhere)}&limit=1000`

describe('documents', () => {
  it('are shown without their secrets, and unchanged if they have none', async () => {
    const rows: { UnitID: string; Data: string }[] = JSON.parse(await read(`/unit_data?${everything}`))

    const shown = new Map(rows.map(({ UnitID, Data }) => [UnitID, Data]))
    for (const { UnitID, kind, secrets, texts } of vault.units) {
      if (secrets.length > 0) expect(shown.get(UnitID), kind).toContain('••••••••')
      else expect(shown.get(UnitID), kind).toBe(texts.at(-1))
    }
  })

  it('of earlier revisions are masked too', async () => {
    const rows: { Data?: string }[] = JSON.parse(await read(`/revision_data?${everything}&distinct_on=Off`))

    expect(rows.length).toBeGreaterThan(vault.units.length)
  })

  it("requested one by one are masked too, and keep ConfigHub's hash", async () => {
    await mapParallel(unitsWithSecrets(), async ({ SpaceID, UnitID, kind }) => {
      const path = `/space/${SpaceID}/unit/${UnitID}/data`
      const answer = await askConfigHub(requestOf(`/api/confighub${path}`))
      const headers = { Authorization: `Bearer ${hub.tokenFor('alice@trading.com')}` }
      const held = await fetch(hub.url + path, { headers })

      expect(answer.headers.get('ETag'), kind).toBe(held.headers.get('ETag'))
      expect(leaksIn(await answer.text()), kind).toEqual([])
    })
  })

  it('that did not change are not sent again', async () => {
    const { SpaceID, UnitID } = vault.unitOf('Secret data')
    const path = `/api/confighub/space/${SpaceID}/unit/${UnitID}/data`
    const first = await askConfigHub(requestOf(path))
    const again = requestOf(path)
    again.headers.set('If-None-Match', first.headers.get('ETag') ?? '')

    const answer = await askConfigHub(again)

    expect([answer.status, await answer.text()]).toEqual([304, ''])
  })
})

it.each([
  `/unit?${everything}`,
  `/unit?${everything}&include=SpaceID,HeadRevisionNum`,
  `/revision?${everything}&distinct_on=Off&include=UserID,UnitID,SpaceID`,
  '/space?limit=1000',
  '/tag?limit=1000',
  '/function',
  '/user',
])('the list %s reveals no secret', async (path) => {
  expect((await read(path)).length).toBeGreaterThan(100)
})

it('lists without secrets arrive byte for byte as ConfigHub returns them', async () => {
  const headers = { Authorization: `Bearer ${hub.tokenFor('alice@trading.com')}` }
  const where = encodeURIComponent("Space.Slug LIKE '%-prod-%'")
  for (const path of [`/unit?limit=200&include=SpaceID&where=${where}`, '/space?limit=1000', '/function']) {
    expect(await read(path)).toBe(await (await fetch(hub.url + path, { headers })).text())
  }
})

it('an error of ConfigHub reveals no secret', async () => {
  const where = encodeURIComponent("password = 'x' AND Nope = 'token: q7Zabcdefgh12345'")

  const text = await told(askConfigHub(requestOf(`/api/confighub/unit?where=${where}`)), 400)

  expect(text).not.toContain('q7Zabcdefgh')
})

it.each([
  '*',
  'data',
  'data.*',
  'stringData.*',
  'spec',
  'settings',
  'settings.*',
  'metadata',
  'metadata.*.*',
])('the column %s reveals no secret', async (path) => {
  const unitIds = vault.units.map(({ UnitID }) => UnitID)
  const columns = [{ resourceType: '*', path }]

  await told(askValues(requestOf('/api/values', { unitIds, columns })))
})

describe('comparing', () => {
  const columns = [{ resourceType: '*', path: '*' }]

  it.each(['upstream', 'released', 'at'])('with %s reveals no secret', async (kind) => {
    const of = kind === 'at' ? { kind, time: new Date().toISOString() } : { kind }
    const unitIds = vault.units.map(({ UnitID }) => UnitID)
    await told(askBaselines(requestOf('/api/baselines', { of, unitIds, columns })))
  })

  it('over time reveals no secret, in the reasons either', async () => {
    await mapParallel(unitsWithSecrets(), ({ UnitID: unitId, SpaceID: spaceId }) =>
      told(askSince(requestOf('/api/since', { spaceId, unitId, columns }))),
    )
  })
})

describe('rows', () => {
  const question = { where: vaultWhere, whereData: '', resourceType: '' }

  it('of the grid reveal no secret', async () => {
    const fields = ['head', 'released', 'description', 'checks', 'hash', 'labels', 'change', 'upstream']
    const text = await told(askRows(requestOf('/api/rows', { ...question, fields })))

    expect(text).toContain(`"count":${vault.units.length}`)
  })

  it('explained by their conditions, and one by one, reveal no secret', async () => {
    await told(explain(requestOf('/api/explain', question)))
    const paths = ['data.*', 'stringData.*', 'spec', 'settings.*', 'metadata.annotations.*']
    const whereData = paths.map((path) => `${path} != 'x'`).join(' AND ')
    const asked = { where: 'LastChangeDescription IS NULL', whereData, resourceType: '*' }
    await mapParallel(unitsWithSecrets(), ({ UnitID: unitId }) =>
      told(explainUnit(requestOf('/api/explain/unit', { ...asked, unitId }))),
    )
  })

  it.each([
    'Slug',
    'DisplayName',
    'LastChangeDescription',
    'Labels',
    'Annotations',
    'HeadRevision.Description',
  ])('counted by their %s reveal no secret', async (attribute) => {
    const text = await told(askValueCounts(requestOf('/api/value-counts', { ...question, attribute })))

    expect(text).toContain(`"units":${vault.units.length}`)
  })

  it.each(['csv', 'json', 'ndjson'])('exported as %s reveal no secret', async (format) => {
    const paths = ['*', 'data.*', 'stringData.*', 'spec', 'settings.*']
    const values = paths.map((path) => ({ id: `* ${path}`, value: { resourceType: '*', path } }))
    const columns = [...['unit', 'space', 'description', 'by'].map((id) => ({ id })), ...values]
    const text = await told(askExport(requestOf('/api/rows/export', { ...question, format, columns })))

    expect(text.split(vault.units[0]?.UnitID ?? 'none')).toHaveLength(2)
  })
})

it('the descriptions in the activity reveal no secret, but show that secrets changed', async () => {
  const revisions = unitsWithSecrets().flatMap(({ UnitID }) =>
    [2, 3].map((RevisionNum) => ({ UnitID, RevisionNum })),
  )
  for (let from = 0; from < revisions.length; from += 100) {
    const text = await told(
      askActivity(requestOf('/api/activity', { revisions: revisions.slice(from, from + 100) })),
    )

    expect(text).toMatch(/•{8}\w+ → •{8}\w+/)
  }
})

const json = (...operations: object[]) => ({ kind: 'json', text: JSON.stringify(operations) })
const note = { op: 'add', path: '/note', value: {} }

describe('previews', () => {
  it.each<[string, object]>([
    ['of fields', { kind: 'set-fields', fields: [{ path: 'metadata.labels.note', value: 'x' }] }],
    ['of a merge', { kind: 'merge', text: 'metadata:\n  labels:\n    note: x\n' }],
    ['of a function', functionPatch()],
    ['that test everything', json({ op: 'test', path: '', value: 0 })],
    ['that test data', json({ op: 'test', path: '/data', value: 0 })],
    ['that test an entry', json({ op: 'test', path: '/stringData/entry', value: 0 })],
    ['that test a part', json({ op: 'test', path: '/spec', value: 0 })],
    ['that copy an entry', json(note, { op: 'copy', from: '/data/entry', path: '/note/from' })],
    ['that move a part', json(note, { op: 'move', from: '/stringData', path: '/note/from' })],
    ['that copy a part', json(note, { op: 'copy', from: '/data', path: '/note/from' })],
    ['that make a Secret a ConfigMap', json({ op: 'replace', path: '/kind', value: 'ConfigMap' })],
  ])('%s reveal no secret, in rows and documents', async (_, patch) => {
    const selection = { kind: 'query', where: vaultWhere }
    const stream = await told(askPreview(requestOf('/api/previews', { selection, patch })))

    const events = stream.split('\n').filter(Boolean).map(readEvent)
    const seal = events.find(({ event }) => event === 'done')?.seal
    expect(seal, stream.slice(-500)).toBeDefined()
    const rows = events.flatMap(({ row }) => row ?? [])
    expect(rows).toHaveLength(vault.units.length)
    const changed = new Set(rows.filter(({ status }) => status === 'change').map(({ UnitID }) => UnitID))
    const toShow = unitsWithSecrets().filter(({ UnitID }) => changed.has(UnitID))
    await mapParallel(toShow, ({ UnitID: unitId }) =>
      told(askDocument(requestOf('/api/previews/document', { seal, unitId }))),
    )
  })
})

function functionPatch(): object {
  const given = { 'annotation-key': 'example.com/note', 'annotation-value': 'x' }
  const all = Object.entries(given).map(([name, value]) => ({ name, value }))
  return { kind: 'function', name: 'set-annotation', arguments: all }
}

type Event = { event: string; row?: { UnitID: string; status: string }; seal?: string }

function readEvent(line: string): Event {
  return JSON.parse(line)
}
