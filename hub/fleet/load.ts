import { type Kysely, sql } from 'kysely'
import { createFleet } from '#hub/fleet/create.ts'
import { documentRow, resourceRows } from '#hub/fleet/document-rows.ts'
import type { Fleet } from '#hub/fleet/fleet.ts'
import { fleetId } from '#hub/fleet/identity.ts'
import { people } from '#hub/fleet/people.ts'
import { judgeOf, triggerChoice, triggerRow } from '#hub/fleet/policies.ts'
import { spaceRow, tagRow, userRow } from '#hub/fleet/rows.ts'
import { type UnitRows, unitRows } from '#hub/fleet/unit-rows.ts'
import type { Tables } from '#hub/store/tables.ts'

type LoadOptions = {
  readonly now: Date
  readonly adminToken: string
  readonly log: (line: string) => void
}

/** Fills an empty store with a demo fleet, in one transaction: `microtraderx` or `scale:<units>`. */
export async function loadFleet(db: Kysely<Tables>, fleet: string, options: LoadOptions): Promise<void> {
  const started = Date.now()
  const content = createFleet(fleet, options.now)
  const counts = await db.transaction().execute((transaction) => insertFleet(transaction, content, options))
  // An embedded database does not gather statistics in the background.
  await sql`analyze`.execute(db)
  const seconds = ((Date.now() - started) / 1000).toFixed(1)
  options.log(
    `fleet ${fleet}: ${counts.spaces} spaces, ${counts.units} units, ${counts.revisions} revisions in ${seconds} s`,
  )
}

async function insertFleet(db: Kysely<Tables>, fleet: Fleet, options: LoadOptions) {
  const OrganizationID = fleetId('organization', fleet.organization)
  const createdAt = fleet.createdAt
  const organization = {
    OrganizationID,
    Slug: fleet.organization,
    DisplayName: 'MicroTraderX',
    Labels: {},
    Annotations: {},
    DeleteGates: {},
    EmailDomain: 'trading.com',
    ExternalID: '',
    CreatedAt: createdAt,
    UpdatedAt: createdAt,
    Version: 1,
  }
  await insertRows(db, 'Organization', [organization])
  await insertRows(
    db,
    'User',
    people.map((person) => userRow(OrganizationID, person, fleet.createdAt, options.adminToken)),
  )
  const triggers = fleet.triggers.map((trigger) => triggerRow(OrganizationID, trigger, createdAt))
  const choice = triggers.length === 0 ? {} : triggerChoice(triggers)
  await insertRows(
    db,
    'Space',
    fleet.spaces.map((space) => ({ ...spaceRow(OrganizationID, space), ...choice })),
  )
  await insertRows(db, 'Trigger', triggers)
  await insertRows(
    db,
    'Tag',
    fleet.tags.map((tag) => tagRow(OrganizationID, tag)),
  )
  const counts = { spaces: fleet.spaces.length, units: 0, revisions: 0 }
  const batches = createBatches(db)
  const judge = triggers.length === 0 ? undefined : judgeOf(fleet.triggers)
  for (const history of fleet.units) {
    const rows = unitRows(OrganizationID, history, judge)
    counts.units += 1
    counts.revisions += rows.revisions.length
    await batches.add(rows)
    if (counts.units % 10_000 === 0) options.log(`loaded ${counts.units} units`)
  }
  await batches.flush()
  return counts
}

type Row = Readonly<Record<string, unknown>>

const rowsPerInsert = 1000

/** Collects rows per table and writes them a thousand at a time, referenced tables first. */
function createBatches(db: Kysely<Tables>) {
  const pending: Record<BatchTable, Row[]> = {
    Document: [],
    Resource: [],
    Unit: [],
    Link: [],
    Revision: [],
    Mutation: [],
  }
  const written = new Set<string>()
  const flush = async () => {
    for (const table of batchTables) {
      await insertRows(db, table, pending[table].splice(0))
    }
  }
  return {
    flush,
    add: async (rows: UnitRows) => {
      pending.Unit.push(rows.unit)
      pending.Link.push(...rows.links)
      pending.Revision.push(...rows.revisions)
      pending.Mutation.push(...rows.mutations)
      for (const [DataHash, text] of rows.documents) {
        if (written.has(DataHash)) continue
        written.add(DataHash)
        pending.Document.push(documentRow(DataHash, text))
        pending.Resource.push(...resourceRows(DataHash, text))
      }
      if (pending.Revision.length >= rowsPerInsert) await flush()
    },
  }
}

const batchTables = ['Document', 'Resource', 'Unit', 'Link', 'Revision', 'Mutation'] as const
type BatchTable = (typeof batchTables)[number]

/** One statement with one parameter, however many rows: fast, and far from the limit of 65,535 parameters. */
async function insertRows(db: Kysely<Tables>, table: keyof Tables, rows: readonly Row[]): Promise<void> {
  const first = rows[0]
  if (!first) return
  const columns = sql.join(Object.keys(first).map((column) => sql.ref(column)))
  const records = sql`json_populate_recordset(null::${sql.table(table)}, ${JSON.stringify(rows)}::json)`
  await sql`insert into ${sql.table(table)} (${columns}) select ${columns} from ${records}`.execute(db)
}
