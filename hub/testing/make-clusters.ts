// A program of its own, in the Node that hubs run in: `make-clusters.ts DIRECTORY`.
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { PGlite } from '@electric-sql/pglite'
import { Kysely, PGliteDialect } from 'kysely'
import { fillOnce } from '#hub/fleet/fill.ts'
import { migrate } from '#hub/store/migrate.ts'
import { pgliteOptions } from '#hub/store/pglite-options.ts'
import type { Tables } from '#hub/store/tables.ts'

const [, , directory = ''] = process.argv
const pglite = await PGlite.create({ ...pgliteOptions })
const db = new Kysely<Tables>({ dialect: new PGliteDialect({ pglite }) })

await save('without-tables')
await migrate(db)
await save('none')
await fillOnce(db, 'microtraderx', 'nobody-has-this-token', () => undefined)
await save('microtraderx')
await db.destroy()

async function save(name: string): Promise<void> {
  // Without it, each copy would first do again what its log says.
  await pglite.exec('checkpoint')
  const tar = await pglite.dumpDataDir('none')
  const files = withoutTemplates(Buffer.from(await tar.arrayBuffer()))
  writeFileSync(join(directory, `${name}.tar`), files, { mode: 0o600 })
}

/** Half of the files are those of the databases that `create database` would copy, which PGlite cannot do. */
function withoutTemplates(tar: Buffer): Buffer {
  const block = 512
  const kept: Buffer[] = []
  for (let start = 0; start < tar.length; ) {
    const text = (from: number, length: number) =>
      tar.toString('latin1', start + from, start + from + length).replace(/\0.*/s, '')
    const end = start + block + Math.ceil(Number.parseInt(text(124, 12) || '0', 8) / block) * block
    if (!/^\/?base\/[14]\/./.test(text(0, 100))) kept.push(tar.subarray(start, end))
    start = end
  }
  return Buffer.concat(kept)
}
