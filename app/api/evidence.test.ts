import { execFile } from 'node:child_process'
import { createPublicKey } from 'node:crypto'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { QueryClient } from '@tanstack/react-query'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { GET as askEvidence } from '#app/api/changes/[tagId]/evidence/route.ts'
import { POST as write } from '#app/api/changes/route.ts'
import { GET as askKey } from '#app/api/evidence-key/route.ts'
import { POST as preview } from '#app/api/previews/route.ts'
import { POST as signIn } from '#app/api/session/route.ts'
import { type RunningHub, startHub } from '#hub/start.ts'
import { keyHint, type Opened, openBundle } from '#lib/change/evidence/envelope.ts'
import type { Statement } from '#lib/change/evidence/statement.ts'
import { replicas } from '#lib/change/testing/rehearsal.ts'
import { judge } from '#lib/change/testing/sigstore.ts'
import { evidenceQuery } from '#lib/queries/evidence/evidence-query.ts'

const run = promisify(execFile)
const origin = 'http://127.0.0.1:3000'
let hub: RunningHub
let folder: string
let cookie = ''
let infraId: string

beforeAll(async () => {
  hub = await startHub({ data: 'memory', fleet: 'microtraderx' })
  folder = await mkdtemp(join(tmpdir(), 'hubdeck-evidence-'))
  vi.stubEnv('CONFIGHUB_URL', new URL(hub.url).origin)
  const pem = join(folder, 'signing-key.pem')
  await run('openssl', ['genpkey', '-algorithm', 'EC', '-pkeyopt', 'ec_paramgen_curve:P-256', '-out', pem])
  vi.stubEnv('HUBDECK_SIGNING_KEY', pem)
  vi.stubEnv('CONFIGHUB_TOKEN', hub.tokenFor('alice@trading.com'))
  const session = await signIn(requestOf('/api/session', { token: hub.tokenFor('alice@trading.com') }))
  cookie = session.headers
    .getSetCookie()
    .map((text) => text.split(';')[0])
    .join('; ')
  const [infra] = await asBob<{ Space: { SpaceID: string } }[]>('/space?where=Slug%20LIKE%20%27%25-infra%27')
  infraId = infra?.Space.SpaceID ?? ''
})

afterAll(async () => {
  vi.unstubAllEnvs()
  await hub.stop()
  await rm(folder, { recursive: true, force: true })
})

function requestOf(path: string, body?: object): Request {
  const headers = { Host: '127.0.0.1:3000', Origin: origin, Cookie: cookie }
  if (body === undefined) return new Request(origin + path, { headers })
  return new Request(origin + path, { method: 'POST', headers, body: JSON.stringify(body) })
}

async function asBob<T>(path: string, init: RequestInit = {}): Promise<T> {
  const headers = { ...init.headers, Authorization: `Bearer ${hub.tokenFor('bob@trading.com')}` }
  const answer = await fetch(hub.url + path, { ...init, headers })
  if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`)
  return answer.json()
}

async function lines(answer: Promise<Response>): Promise<Record<string, unknown>[]> {
  const text = await (await answer).text()
  return text
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line))
}

let value = 20
/** A change of Alice's, written through the routes of the dashboard. */
async function change(
  where: string,
  patch: object = replicas(++value),
  more: (unitIds: readonly string[]) => object = () => ({}),
): Promise<string> {
  const shown = await lines(
    preview(requestOf('/api/previews', { selection: { kind: 'query', where }, patch })),
  )
  const unitIds = shown.flatMap(({ row }) => (row === undefined ? [] : (row as { UnitID: string }).UnitID))
  const seal = shown.at(-1)?.seal
  const told = await lines(
    write(
      requestOf('/api/changes', {
        seal,
        reason: 'Ready for the market opening',
        ticket: 'OPS-17',
        excludedUnitIds: [],
        includedUnitIds: unitIds,
        consentReason: 'It is meant',
        recordSpaceId: infraId,
        ...more(unitIds),
      }),
    ),
  )
  return String(told.find(({ event }) => event === 'start')?.tagId)
}

async function fileOf(tagId: string): Promise<string> {
  const answer = await askEvidence(requestOf(`/api/changes/${tagId}/evidence`), {
    params: Promise.resolve({ tagId }),
  })
  const text = await answer.text()
  expect(answer.status, text).toBe(200)
  return text
}

function opened(text: string): Opened & { readonly says: Statement } {
  const result = openBundle(text)
  if (!result.ok || !result.value.statement.ok) throw new Error(JSON.stringify(result))
  return { ...result.value, says: result.value.statement.value }
}

/** What every editor may do to the record of another person. */
async function edit(tagId: string, reason: string): Promise<void> {
  const headers = { 'Content-Type': 'application/merge-patch+json' }
  const body = JSON.stringify({ Annotations: { 'hubdeck.dev/reason': reason } })
  await asBob(`/space/${infraId}/tag/${tagId}`, { method: 'PATCH', headers, body })
}

const publicKey = async () => (await askKey(requestOf('/api/evidence-key'))).text()

/** What the command prints, and how it ends. */
async function verify(text: string, isOnline = true): Promise<{ code: number; out: string }> {
  const [file, key] = [join(folder, 'evidence.json'), join(folder, 'key.pem')]
  await Promise.all([writeFile(file, text), writeFile(key, await publicKey())])
  const online = isOnline ? ['--hub', new URL(hub.url).origin] : []
  const script = ['scripts/evidence/verify.ts', file, '--key', key, ...online]
  return run(process.execPath, script).then(
    ({ stdout }) => ({ code: 0, out: stdout }),
    (cause: { code: number; stdout: string; stderr: string }) => ({
      code: cause.code,
      out: cause.stdout + cause.stderr,
    }),
  )
}

describe('evidence of a change', () => {
  it('says who, what, when, where and why of each unit, signed with the published key', async () => {
    const tagId = await change("Slug = 'trade-service'")
    const text = await fileOf(tagId)
    const { says, check } = opened(text)
    const { facts, units, classes, proof, notWritten } = says.predicate

    const key = createPublicKey(await publicKey())
    expect(check(key)).toBe('holds')
    expect(() => judge(text, key)).not.toThrow()
    expect(proof.standing).toBe('proven')
    expect(notWritten).toEqual([])
    expect(
      Object.fromEntries(facts.map(({ name, value, standing }) => [name, `${standing}: ${value}`])),
    ).toMatchObject({
      reason: 'proven: Ready for the market opening',
      ticket: 'signed: OPS-17',
      query: "signed: Slug = 'trade-service'",
      author: expect.stringMatching(/^proven: /),
      seal: expect.stringMatching(/^signed: /),
      made: expect.stringMatching(/^held: /),
    })
    expect(says.subject.length).toBeGreaterThan(50)
    expect(classes.length).toBeLessThan(10)
    const where = encodeURIComponent(`Tags ? '${tagId}'`)
    const held = await asBob<{ Revision: Record<string, string> }[]>(
      `/revision?where=${where}&distinct_on=Off&limit=1000`,
    )
    const byUnit = new Map(held.map(({ Revision }) => [Revision.UnitID, Revision]))
    for (const [at, [UnitID, beforeHash, createdAt, number]] of units.rows.entries()) {
      const [name = '', revisionNum] = says.subject[at]?.name.split('@') ?? []
      const revision = byUnit.get(UnitID)
      expect(revision?.DataHash).toBe(says.subject[at]?.digest.sha256)
      expect(String(revision?.RevisionNum)).toBe(revisionNum)
      expect(revision?.CreatedAt).toBe(units.createdAtPrefix + createdAt)
      expect(name).toMatch(/\/trade-service$/)
      expect(beforeHash).toMatch(/^[0-9a-f]{64}$/)
      expect(classes[number]?.comparison).toMatchObject({
        changes: [
          {
            path: 'spec.replicas',
            resourceName: expect.stringMatching(/^(\{space\}|confighubplaceholder)\/\{unit\}$/),
            to: value,
          },
        ],
      })
    }
  })

  it('is accepted by the three commands that are documented, and refused after one byte has changed', async () => {
    const text = await fileOf(await change("Slug = 'trade-service' AND Space.Slug LIKE '%prod-eu%'"))
    const [, commands = ''] = /```sh\n([\s\S]*?)```/.exec(await readFile('docs/evidence.md', 'utf8')) ?? []
    expect(commands.trim().split('\n')).toHaveLength(3)
    await writeFile(join(folder, 'key.pem'), await publicKey())
    const ask = async (file: string) => {
      await writeFile(join(folder, 'evidence.json'), file)
      return run('sh', ['-c', commands], { cwd: folder }).catch((cause: { stdout: string }) => cause)
    }
    const at = text.indexOf('"payload":"') + 500

    expect((await ask(text)).stdout).toContain('Verified OK')
    const signed: Statement = JSON.parse(await readFile(join(folder, 'statement.json'), 'utf8'))
    expect(signed).toEqual(opened(text).says)
    const other = text[at] === 'A' ? 'B' : 'A'
    expect((await ask(text.slice(0, at) + other + text.slice(at + 1))).stdout).not.toContain('Verified OK')
  })

  it('says how far its waves have come, and which units are left', async () => {
    const where = "Slug = 'trade-service' AND Space.Slug LIKE '%prod-in%'"
    const tagId = await change(where, undefined, ([first = '', ...rest]) => ({
      waves: [
        { name: 'Canary', hold: true, unitIds: [first] },
        { name: 'The rest', hold: false, unitIds: rest },
      ],
    }))
    const text = await fileOf(tagId)
    const { subject, predicate } = opened(text).says

    expect(subject).toHaveLength(1)
    expect(predicate.notWritten.length).toBeGreaterThan(0)
    expect(predicate.waves).toEqual([
      { name: 'Canary', hold: true, units: 1, written: 1 },
      { name: 'The rest', hold: false, units: predicate.notWritten.length, written: 0 },
    ])
    expect(await verify(text)).toMatchObject({ code: 0 })
  })

  it('is read by the page as it is in the file', async () => {
    const tagId = await change("Slug = 'trade-service' AND Space.Slug LIKE '%prod-ca%'")
    const send = globalThis.fetch
    vi.stubGlobal('fetch', (input: RequestInfo | URL, init?: RequestInit) =>
      typeof input === 'string' && input.startsWith('/api/')
        ? askEvidence(requestOf(input), { params: Promise.resolve({ tagId }) })
        : send(input, init),
    )
    const { file, statement, hint } = await new QueryClient().fetchQuery(evidenceQuery(tagId))
    vi.unstubAllGlobals()

    expect(statement).toEqual(opened(file).says)
    expect(hint).toBe(keyHint(createPublicKey(await publicKey())))
  })

  it('masks secrets before and after, and says where they changed', async () => {
    const fields = [{ path: 'stringData.password', value: 'Tr0ub4dor&3-not-shown' }]
    const patch = { kind: 'set-fields', resourceType: 'v1/Secret', fields }
    const where = encodeURIComponent("Slug = 'trade-service' AND Space.Slug LIKE '%prod-us%'")
    const [target] = await asBob<{ Unit: { UnitID: string; SpaceID: string } }[]>(`/unit?where=${where}`)
    const { UnitID = '', SpaceID = '' } = target?.Unit ?? {}
    const path = `/space/${SpaceID}/unit/${UnitID}/data`
    const head = await fetch(hub.url + path, {
      headers: { Authorization: `Bearer ${hub.tokenFor('bob@trading.com')}` },
    })
    const secret =
      'apiVersion: v1\nkind: Secret\nmetadata:\n  name: db\nstringData:\n  password: old-Secret-99-value\n'
    await asBob(path, {
      method: 'PUT',
      headers: { 'If-Match': head.headers.get('ETag') ?? '', 'Content-Type': 'application/octet-stream' },
      body: `${await head.text()}---\n${secret}`,
    })
    const text = await fileOf(await change(`UnitID = '${UnitID}'`, patch))
    const payload = Buffer.from(JSON.parse(text).dsseEnvelope.payload, 'base64').toString()

    expect(payload).not.toMatch(/Tr0ub4dor|old-Secret/)
    expect(opened(text).says.predicate.classes[0]?.comparison).toMatchObject({
      changes: [
        {
          path: 'stringData.password',
          from: expect.stringMatching(/^•{8}/),
          to: expect.stringMatching(/^•{8}/),
        },
      ],
    })
    expect(await verify(text)).toMatchObject({ code: 0 })
  })

  it('is not made of a change that wrote nothing, nor for those who are signed out', async () => {
    const params = Promise.resolve({ tagId: crypto.randomUUID() })
    expect((await askEvidence(requestOf('/api/changes/x/evidence'), { params })).status).toBe(404)
    const stranger = new Request(`${origin}/api/changes/x/evidence`)
    expect((await askEvidence(stranger, { params })).status).toBe(401)
  })
})

describe('verify-evidence', () => {
  it('finds nothing wrong with what ConfigHub holds, and ends with 0', async () => {
    const { code, out } = await verify(
      await fileOf(await change("Slug = 'trade-service' AND Space.Slug LIKE '%prod-in%'")),
    )

    expect(out).toMatch(/✓ Signature: holds, by the given key/)
    expect(out).toMatch(/This evidence holds, and ConfigHub says the same/)
    expect(out).not.toMatch(/[✗?] /)
    expect(code).toBe(0)
  })

  it('names each fact that ConfigHub holds otherwise, and ends with 1', async () => {
    const tagId = await change("Slug = 'trade-service' AND Space.Slug LIKE '%prod-jp%'")
    const text = await fileOf(tagId)
    await edit(tagId, 'Something else\n✓ Facts: all')
    const { code, out } = await verify(text)

    expect(out).toMatch(/✗ Facts: /)
    // What was read cannot look like a line of the command.
    expect(out).toMatch(
      /reason: the file says “Ready for the market opening”, ConfigHub holds “Something else ✓ Facts: all”/,
    )
    expect(code).toBe(1)
  })

  it('finds in evidence of an edited record that it is a claim, and ends with 2', async () => {
    const tagId = await change("Slug = 'trade-service' AND Space.Slug LIKE '%prod-br%'")
    await edit(tagId, 'Something else')
    const text = await fileOf(tagId)
    const { predicate, subject } = opened(text).says

    expect(predicate.proof.standing).toBe('different')
    expect(predicate.proof.differences).toContainEqual(
      expect.stringMatching(/^The reason is not what was signed/),
    )
    expect(predicate.facts.filter(({ standing }) => standing === 'proven' || standing === 'signed')).toEqual(
      [],
    )
    expect(predicate.units.unproven).toEqual(subject.map((_, at) => at))
    const { code, out } = await verify(text)
    expect(out).toMatch(/\? Record: when the file was made: Not proven/)
    expect(code).toBe(2)
  })

  it('refuses a file of which anything was altered, or that someone else signed, with the reason', async () => {
    const text = await fileOf(await change("Slug = 'trade-service' AND Space.Slug LIKE '%prod-sg%'"))
    const bundle = JSON.parse(text)
    const said = Buffer.from(bundle.dsseEnvelope.payload, 'base64').toString()
    const payload = Buffer.from(said.replace('market opening', 'market Opening')).toString('base64')
    const altered = JSON.stringify({ ...bundle, dsseEnvelope: { ...bundle.dsseEnvelope, payload } })

    const { code, out } = await verify(altered)
    expect(out).toMatch(/✗ Signature: does not fit: the payload or the signature was altered/)
    expect(code).toBe(1)
    expect(await verify('not evidence', false)).toMatchObject({
      code: 1,
      out: expect.stringMatching(/✗ Form/),
    })
  })
})
