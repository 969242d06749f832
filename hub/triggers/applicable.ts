import { type Kysely, type RawBuilder, type Selectable, sql } from 'kysely'
import type { Caller } from '#hub/access/caller.ts'
import { hiddenSpaces } from '#hub/access/permissions.ts'
import { models } from '#hub/entities/models/models.ts'
import { filterSql } from '#hub/query/conditions.ts'
import { selectionSql } from '#hub/query/selection.ts'
import type { FilterTable, Tables, TriggerTable } from '#hub/store/tables.ts'
import { givenSql, type TriggeredUnit } from '#hub/units/given-triggers.ts'

/** A Trigger with everything needed to run it. */
export type TriggerRow = Selectable<TriggerTable> & {
  /** Slug of the Trigger's own Space, the first part of its keys. */
  readonly SpaceSlug: string
  /** Functions of the stored Invocation; null where the Trigger names its function itself. */
  readonly StoredFunctions: readonly unknown[] | null
  /** The Space of that Invocation. */
  readonly InvocationSpaceID: string | null
  readonly UnitFilter: Selectable<FilterTable> | null
}

/** The columns of a TriggerRow, for a query that joins what `triggerJoins` joins. */
export const triggerColumns = sql`"Trigger".*, owner."Slug" as "SpaceSlug",
  "Invocation"."FunctionInvocations" as "StoredFunctions", "Invocation"."SpaceID" as "InvocationSpaceID", row_to_json("Filter") as "UnitFilter"`

export const triggerJoins = sql`join "Space" as owner on owner."SpaceID" = "Trigger"."SpaceID"
  left join "Invocation" on "Invocation"."InvocationID" = "Trigger"."InvocationID"
  left join "Filter" on "Filter"."FilterID" = "Trigger"."UnitFilterID"`

/** Triggers run in the order of their names, the same on every database. */
export const triggerOrder = sql`owner."Slug" collate "C", "Trigger"."Slug"`

/**
 * The Triggers that a Unit's Space and Target give it (contract 4.2, 4.8): those that the Space selects, or its own if
 * it selects none, and those that the Target selects. Selected Triggers that no longer exist are ignored. WhereUnit and
 * UnitFilterID are not evaluated here, see `selectedUnits`.
 */
export async function givenTriggers(
  db: Kysely<Tables>,
  unit: TriggeredUnit,
  events: readonly string[],
): Promise<TriggerRow[]> {
  const { rows } = await sql<TriggerRow>`
    select ${triggerColumns} from "Trigger" ${triggerJoins}
    where ${givenSql(unit, events)} order by ${triggerOrder}`.execute(db)
  return rows
}

/** The conditions on Units of a Trigger: WhereUnit and UnitFilterID. */
function unitConditions(
  { WhereUnit, UnitFilter }: TriggerRow,
  hidden: readonly string[],
): RawBuilder<unknown>[] {
  const where = { where: WhereUnit, whereData: '', resourceType: '', contains: '' }
  return [
    ...selectionSql(models.Unit, where, hidden),
    ...(UnitFilter === null ? [] : filterSql(models.Unit, UnitFilter, hidden)),
  ]
}

/** Those of `units` that a Trigger selects, judged by what the caller may see. */
export async function selectedUnits(
  db: Kysely<Tables>,
  caller: Caller,
  trigger: TriggerRow,
  unitIds: readonly string[],
): Promise<ReadonlySet<string>> {
  const conditions = unitConditions(trigger, hiddenSpaces(caller))
  if (conditions.length === 0) return new Set(unitIds)
  const { rows } = await sql<{ UnitID: string }>`
    select "Unit"."UnitID" from "Unit" where "Unit"."UnitID" = any(${unitIds}::uuid[])
    and ${sql.join(conditions, sql` and `)}`.execute(db)
  return new Set(rows.map(({ UnitID }) => UnitID))
}
