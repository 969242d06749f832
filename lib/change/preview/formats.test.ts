import { describe, expect, it } from 'vitest'
import type { Patch } from '#lib/change/model.ts'
import { computeHere, type Job } from '#lib/change/preview/compute.ts'
import { documentHash } from '#lib/change/seal/document-hash.ts'

async function rowOf(job: Job, patch: Patch) {
  const jobs = [{ ...job, dataHash: documentHash(job.text) }]
  const [{ row } = { row: undefined }] = await computeHere.rows({ patch, jobs, maxChangesLength: 65_536 })
  return row
}

const bySetting = (path: string, value: string | number): Patch => ({
  kind: 'set-fields',
  fields: [{ path, value }],
})

/** Each has a port of 80 and a password. */
const documents = {
  'AppConfig/TOML': '[db]\nport = 80 # open\npassword = "hunter2"\n',
  'AppConfig/Properties': 'db.port = 80\ndb.password=hunter2\n',
  'AppConfig/INI': '[db]\nport = 80 ; open\npassword = hunter2\n',
  'AppConfig/JSON': '{\n\t"db": {"port": 80, "password": "hunter2"}\n}\n',
  'AppConfig/YAML': 'db:\n  port: 80 # open\n  password: hunter2\n',
  'ConfigHub/YAML': 'db:\n  port: 80 # open\n  password: hunter2\n',
} as const
const patched = Object.entries(documents).map(([toolchain, text]) => ({ toolchain, text }))

describe.each(patched)('a unit of $toolchain', ({ toolchain, text }) => {
  const job: Job = { text, toolchain, derivation: { from: 'patch' } }
  const after = text.replace('80', '8080')

  it('is patched by fields, and the row names the path and the values', async () => {
    expect(await rowOf(job, bySetting('db.port', 8080))).toMatchObject({
      status: 'change',
      resultHash: documentHash(after),
      changes: [{ path: 'db.port', change: 'Update', from: 80, to: 8080 }],
      concerns: [],
    })
  })

  it('never shows its secrets', async () => {
    const row = await rowOf(job, bySetting('db.password', 'correcthorse'))
    expect(row).toMatchObject({ status: 'change', changes: [{ path: 'db.password', change: 'Update' }] })
    const result = text.replace('hunter2', 'correcthorse')
    const shown = await computeHere.document({
      ...job,
      patch: bySetting('db.password', 'correcthorse'),
      resultHash: documentHash(result),
    })
    expect(shown).toMatchObject({ status: 'shown', isMasked: true })
    expect(JSON.stringify([row, shown])).not.toMatch(/hunter2|correcthorse/)
  })

  it('says when it already is so, and when nothing in it matches', async () => {
    expect(await rowOf(job, bySetting('db.port', 80))).toMatchObject({ status: 'unchanged' })
    const named: Patch = { ...bySetting('db.port', 1), resourceType: 'v1/Service' } as Patch
    expect(await rowOf(job, named)).toMatchObject({ status: 'no-match' })
  })

  it('goes back to its old bytes, and keeps what changed since', async () => {
    const back: Patch = { kind: 'restore', to: 'Before:Tag:3f6c1a52-0000-4000-8000-000000000000' }
    const whole: Job = { text: after, toolchain, derivation: { from: 'text', text } }
    expect(await rowOf(whole, back)).toMatchObject({ resultHash: documentHash(text) })
    const later = after.replace('hunter2', 'later')
    const merged: Job = { text: later, toolchain, derivation: { from: 'merge', base: after, theirs: text } }
    expect(await rowOf(merged, back)).toMatchObject({
      merged: true,
      resultHash: documentHash(text.replace('hunter2', 'later')),
    })
    const conflicting: Job = { ...merged, text: after.replace('8080', '9090') }
    expect(await rowOf(conflicting, back)).toMatchObject({
      status: 'failed',
      reason: expect.stringContaining('db.port'),
    })
  })

  it('that is broken is never called YAML unless it is', async () => {
    const broken = { ...job, text: `${text}\n{[ broken "` }
    const row = await rowOf(broken, bySetting('db.port', 8080))
    expect(row).toMatchObject({ status: 'failed' })
    const reason = row !== undefined && 'reason' in row ? row.reason : ''
    expect(reason.includes('YAML')).toBe(toolchain.endsWith('/YAML'))
  })

  it('needs consent when it is to become unreadable', async () => {
    const broken = `${text}\n{[ broken "`
    const row = await rowOf(
      { text, toolchain, derivation: { from: 'text', text: broken } },
      { kind: 'restore', to: '2' },
    )
    expect(row).toMatchObject({ status: 'change', concerns: [{ kind: 'unreadable' }] })
  })
})

describe('an env file', () => {
  it('is patched by names', async () => {
    const text = '# Shop\nPORT=80\nDB_PASSWORD="hunter2"\n'
    const job: Job = { text, toolchain: 'AppConfig/Env', derivation: { from: 'patch' } }
    expect(await rowOf(job, bySetting('PORT', 8080))).toMatchObject({
      status: 'change',
      resultHash: documentHash(text.replace('80', '8080')),
      changes: [{ path: 'PORT', from: '80', to: '8080' }],
    })
  })
})

describe('what a format cannot do is refused by its name', () => {
  const merge: Patch = { kind: 'merge', text: 'db: {port: 8080}' }
  const json: Patch = { kind: 'json', text: '[{"op":"replace","path":"/db/port","value":8080}]' }
  const noFields = 'This format cannot be patched by fields'

  it.each<[string, Patch, string]>([
    [
      'AppConfig/Properties',
      merge,
      'A merge patch needs a tree of values, and a properties file is a list of names',
    ],
    ['AppConfig/INI', json, 'A JSON patch needs a tree of values, and an INI file is a list of names'],
    ['AppConfig/Env', merge, 'and an env file is a list of names'],
    ['AppConfig/Text', bySetting('a', 1), `${noFields} (plain text)`],
    ['AppConfig/Text', merge, `${noFields} (plain text)`],
    ['OpenTofu/HCL', bySetting('a', 1), `${noFields} (OpenTofu/HCL)`],
  ])('%s, %j', async (toolchain, patch, reason) => {
    const job: Job = { text: 'db.port=80\n', toolchain, derivation: { from: 'patch' } }
    expect(await rowOf(job, patch)).toMatchObject({
      status: 'failed',
      reason: expect.stringContaining(reason),
    })
  })

  it.each(['AppConfig/TOML', 'AppConfig/JSON', 'AppConfig/YAML'] as const)(
    '%s takes both',
    async (toolchain) => {
      const text = documents[toolchain]
      const job: Job = { text, toolchain, derivation: { from: 'patch' } }
      const resultHash = documentHash(text.replace('80', '8080'))
      expect(await rowOf(job, merge)).toMatchObject({ resultHash })
      expect(await rowOf(job, json)).toMatchObject({ resultHash })
    },
  )

  it('text goes back to its old bytes, but is not merged', async () => {
    const back: Patch = { kind: 'restore', to: '1' }
    const job = { text: 'two\n', toolchain: 'AppConfig/Text' }
    const whole: Job = { ...job, derivation: { from: 'text', text: 'one\n' } }
    expect(await rowOf(whole, back)).toMatchObject({
      resultHash: documentHash('one\n'),
      changes: [{ path: 'text', from: 'two\n', to: 'one\n' }],
    })
    const merged: Job = { ...job, derivation: { from: 'merge', base: 'three\n', theirs: 'one\n' } }
    expect(await rowOf(merged, back)).toMatchObject({
      status: 'failed',
      reason: expect.stringContaining('plain text'),
    })
  })
})
