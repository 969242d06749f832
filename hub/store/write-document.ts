import { createHash } from 'node:crypto'
import { setImmediate } from 'node:timers/promises'
import { type Kysely, sql } from 'kysely'
import { resourceFormat } from '#hub/store/resource-format.ts'
import type { Tables } from '#hub/store/tables.ts'
import { parseExactJson } from '#lib/base/exact-json.ts'

export function dataHash(text: string): string {
  return createHash('sha256').update(text, 'utf8').digest('hex')
}

/**
 * Stores a document and the resources in it, once per content. `rows` = its resources, as `parsedDocument` gives them
 * for this toolchain; the same bytes may have been stored before for another one.
 */
export async function writeDocument(
  db: Kysely<Tables>,
  text: string,
  rows?: string,
  toolchain = 'Kubernetes/YAML',
) {
  const DataHash = dataHash(text)
  const Data = Buffer.from(text, 'utf8')
  const stored = await db
    .insertInto('Document')
    .values({ DataHash, Data: sql`decode(${Data.toString('base64')}, 'base64')`, DataSize: Data.length })
    .onConflict((conflict) => conflict.column('DataHash').doNothing())
    .returning('DataHash')
    .executeTakeFirst()
  const hasRows = rows !== undefined && rows !== '[]'
  const place = { DataHash, Format: resourceFormat(toolchain) }
  if (hasRows && (stored !== undefined || !(await hasResources(db, place))))
    await writeResources(db, place, rows)
  return { DataHash, DataSize: Data.length }
}

type Place = { readonly DataHash: string; readonly Format: string }

async function hasResources(db: Kysely<Tables>, place: Place): Promise<boolean> {
  const resource = await db
    .selectFrom('Resource')
    .select('ResourceIndex')
    .where(({ and }) => and(place))
    .limit(1)
    .executeTakeFirst()
  return resource !== undefined
}

const manyRows = 262_144
const rowsAtOnce = 500

/** An embedded database blocks everyone else while it stores rows, so many resources are stored in batches. */
async function writeResources(db: Kysely<Tables>, place: Place, rows: string): Promise<void> {
  if (rows.length <= manyRows) return writePart(db, place, rows)
  const all = parseExactJson(rows) as unknown[]
  for (let at = 0; at < all.length; at += rowsAtOnce) {
    await writePart(db, place, JSON.stringify(all.slice(at, at + rowsAtOnce)))
    await setImmediate()
  }
}

/** One parameter, however many resources: a statement takes no more than 65,535. */
async function writePart(db: Kysely<Tables>, { DataHash, Format }: Place, rows: string): Promise<void> {
  await sql`insert into "Resource" ("DataHash", "Format", "ResourceIndex", "ResourceType", "ResourceName", "Data")
    select ${DataHash}, ${Format}, "ResourceIndex", "ResourceType", "ResourceName", "Data"
    from jsonb_populate_recordset(null::"Resource", ${rows}::jsonb)
    on conflict ("DataHash", "Format", "ResourceIndex") do nothing`.execute(db)
}
