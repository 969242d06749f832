// A program of its own, in the Node that hubs run in: `make-clusters.ts DIRECTORY`.
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { PGlite } from '@electric-sql/pglite'
import { Kysely, PGliteDialect } from 'kysely'
import { fillOnce } from '#hub/fleet/fill.ts'
import { migrate } from '#hub/store/migrate.ts'
import { columnParsers } from '#hub/store/read-column.ts'
import type { Tables } from '#hub/store/tables.ts'

const [, , directory = ''] = process.argv
const pglite = await PGlite.create({ parsers: { ...columnParsers } })
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
  writeFileSync(join(directory, `${name}.tar`), Buffer.from(await tar.arrayBuffer()), { mode: 0o600 })
}
