import { createHash, randomBytes } from 'node:crypto'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { gzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, inject, it, onTestFinished } from 'vitest'
import { z } from 'zod'
import { get } from '#tests/contract/http.ts'
import type { HubAddress } from '#tests/contract/hub-address.ts'
import { runHubCommand } from '#tests/contract/hub-command.ts'
import { startHubProcess } from '#tests/contract/hub-process.ts'
import { ExtendedUnitShape } from '#tests/contract/shapes/answers.ts'
import { document, putDocument, revisions, written } from '#tests/contract/units.ts'

// Data of a hub from before its tables had all the entities of the contract.
const recorded = fileURLToPath(new URL('../../hub/store/migrations/0001-first-tables.jsonl', import.meta.url))
const adminToken = randomBytes(24).toString('base64url')
const { upgraded } = inject('emptyDatabases')
let directory = ''

type ExtendedUnit = z.infer<typeof ExtendedUnitShape>

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'hubdeck-upgrade-'))
  await writeFile(join(directory, 'old.backup'), gzipSync(await readFile(recorded)))
})
afterAll(async () => {
  await rm(directory, { recursive: true, force: true })
})

describe.each([
  { database: 'PGlite' as const, data: () => join(directory, 'hub') },
  { database: 'PostgreSQL' as const, data: () => upgraded },
])('an old backup on $database', ({ database, data }) => {
  it('is upgraded, served completely, and can be written', async () => {
    const restored = await runHubCommand('hub/restore.ts', [
      ...['--in', join(directory, 'old.backup'), '--data', data()],
    ])
    expect(restored).toMatchObject({ code: 0 })
    const process = await startHubProcess({ data: data(), fleet: 'none', token: adminToken })
    onTestFinished(() => process.stop())
    const hub: HubAddress = { database, url: process.url, adminToken }

    const units = z.array(ExtendedUnitShape).parse((await get(hub, '/unit')).json)
    const heads = Object.fromEntries(units.map(({ Unit }) => [Unit?.Slug, Unit?.HeadRevisionNum]))
    expect(heads).toEqual({ web: 5, db: 2, 'nothing-yet': 1 })
    for (const { Unit } of units) await expectWhole(hub, Unit)
  })

  async function expectWhole(hub: HubAddress, unit: ExtendedUnit['Unit']) {
    const head = unit?.HeadRevisionNum ?? 0
    const at = { path: `/space/${unit?.SpaceID}/unit/${unit?.UnitID}` }
    const history = (await revisions(hub, at)).map(({ Revision }) => Revision)
    expect(history.map(({ RevisionNum }) => RevisionNum)).toEqual(
      Array.from({ length: head }, (_, index) => head - index),
    )
    for (const { RevisionID, DataHash } of history) {
      const { text } = await get(hub, `${at.path}/revision/${RevisionID}/data`)
      expect(createHash('sha256').update(text).digest('hex')).toBe(DataHash)
    }
    const text = await document(hub, at)
    const { Unit } = written(await putDocument(hub, at, `${text}# after the upgrade\n`))
    expect(Unit.HeadRevisionNum).toBe(head + 1)
  }
})
