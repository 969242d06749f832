import { type Kysely, type RawBuilder, type Selectable, sql } from 'kysely'
import type { Tables, TriggerEvent, UnitTable } from '#hub/store/tables.ts'
import { hasTriggers } from '#hub/units/given-triggers.ts'

type UnitRow = Selectable<UnitTable>

/** The gate of a Unit whose Triggers have not run on its head yet (contract 4.3, 11.14). */
const awaitingGate = 'awaiting/triggers'

const waiting = JSON.stringify({ [awaitingGate]: true })

/** Events of Triggers that each kind of run is about. */
export const eventsOf: Readonly<Record<TriggerEvent, readonly string[]>> = {
  Verdict: ['Mutation'],
  Mutation: ['Mutation'],
  PostClone: ['Mutation', 'PostClone'],
}

/**
 * After a Unit got a new head revision, in the same transaction: sets the gate on both and has the Triggers run, or,
 * where there are none, forgets what earlier ones said. `unit` is the row as stored, `before` the one it replaced.
 * Answers the row as it is now; its Version stays.
 */
export async function markAwaitingTriggers(
  db: Kysely<Tables>,
  unit: UnitRow,
  before: Pick<UnitRow, 'HeadRevisionID' | 'ValidationErrors'>,
  event: TriggerEvent,
): Promise<UnitRow> {
  // Nobody will judge a revision that is the head no more.
  if (before.ValidationErrors[awaitingGate] === true) await openGate(db, before.HeadRevisionID)
  if (!(await hasTriggers(db, unit, eventsOf[event]))) return forget(db, unit)
  await note(db, unit.UnitID, event)
  await setErrors(db, unit.HeadRevisionID, waiting)
  return setVerdict(db, unit.UnitID, { ...noVerdict, ValidationErrors: waiting })
}

/**
 * Has a Unit's Triggers run again on the head it has, because something beside its data changed: by default they only
 * judge and read (an attestation); `Mutation` also lets them write. The caller's transaction has to lock Units in one
 * order if it asks for several. Without Triggers nothing happens.
 */
export async function requestTriggers(
  db: Kysely<Tables>,
  unitId: string,
  event: TriggerEvent = 'Verdict',
): Promise<void> {
  const unit = await db
    .selectFrom('Unit')
    .selectAll()
    .where('UnitID', '=', unitId)
    .forUpdate()
    .executeTakeFirst()
  if (unit === undefined) return
  if (!(await hasTriggers(db, unit, eventsOf[event]))) {
    await forget(db, unit)
    return
  }
  await note(db, unitId, event)
  const gate = sql<string>`"ValidationErrors" || ${waiting}::jsonb`
  await db.updateTable('Unit').set({ ValidationErrors: gate }).where('UnitID', '=', unitId).execute()
  await setErrors(db, unit.HeadRevisionID, gate)
}

/** A run that is wanted already stays, and for the wider reason of the two. */
async function note(db: Kysely<Tables>, UnitID: string, Event: TriggerEvent): Promise<void> {
  await db
    .insertInto('TriggerRun')
    .values({ UnitID, Event, RequestedAt: new Date() })
    .onConflict((conflict) =>
      conflict.column('UnitID').doUpdateSet({
        Event: sql<TriggerEvent>`case when 'PostClone' in ("TriggerRun"."Event", excluded."Event") then 'PostClone'
          when 'Mutation' in ("TriggerRun"."Event", excluded."Event") then 'Mutation' else 'Verdict' end`,
      }),
    )
    .execute()
}

/** No Trigger is there to take back what another one said. */
async function forget(db: Kysely<Tables>, unit: UnitRow): Promise<UnitRow> {
  const said = [
    unit.ValidationErrors,
    unit.ValidationWarnings,
    unit.ValidationResults,
    unit.ValidationTriggerIDs,
    unit.Values,
    unit.ValueTriggerIDs,
  ]
  if (said.every((map) => Object.keys(map).length === 0)) return unit
  await db.deleteFrom('TriggerRun').where('UnitID', '=', unit.UnitID).execute()
  if (unit.ValidationErrors[awaitingGate] === true) await openGate(db, unit.HeadRevisionID)
  return setVerdict(db, unit.UnitID, noVerdict)
}

async function openGate(db: Kysely<Tables>, RevisionID: string | null): Promise<void> {
  await setErrors(db, RevisionID, sql<string>`"ValidationErrors" - ${awaitingGate}`)
}

async function setErrors(
  db: Kysely<Tables>,
  RevisionID: string | null,
  ValidationErrors: string | RawBuilder<string>,
): Promise<void> {
  if (RevisionID === null) return
  await db.updateTable('Revision').set({ ValidationErrors }).where('RevisionID', '=', RevisionID).execute()
}

/** What Triggers say of a document, as columns of Unit and Revision (contract 4.3); values are JSON text. */
export type VerdictColumns = Readonly<
  Record<
    | 'ValidationErrors'
    | 'ValidationWarnings'
    | 'ValidationResults'
    | 'ValidationTriggerIDs'
    | 'Values'
    | 'ValueTriggerIDs',
    string
  >
>

export const noVerdict: VerdictColumns = {
  ValidationErrors: '{}',
  ValidationWarnings: '{}',
  ValidationResults: '{}',
  ValidationTriggerIDs: '{}',
  Values: '{}',
  ValueTriggerIDs: '{}',
}

/** Nothing a client may write, so neither Version nor UpdatedAt moves: a client's next write is not refused. */
export async function setVerdict(
  db: Kysely<Tables>,
  unitId: string,
  columns: VerdictColumns,
): Promise<UnitRow> {
  return db
    .updateTable('Unit')
    .set(columns)
    .where('UnitID', '=', unitId)
    .returningAll()
    .executeTakeFirstOrThrow()
}
