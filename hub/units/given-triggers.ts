import { type Kysely, type RawBuilder, type Selectable, sql } from 'kysely'
import type { Tables, UnitTable } from '#hub/store/tables.ts'

/** The columns of a Unit that determine which Triggers it has. */
export type TriggeredUnit = Pick<
  Selectable<UnitTable>,
  'UnitID' | 'OrganizationID' | 'SpaceID' | 'TargetID' | 'ToolchainType'
>

/** Whether a Unit has Triggers for any of these events; checked on every write. */
export async function hasTriggers(
  db: Kysely<Tables>,
  unit: TriggeredUnit,
  events: readonly string[],
): Promise<boolean> {
  const { rows } = await sql<{ any: boolean }>`
    select exists (select 1 from "Trigger" where ${givenSql(unit, events)}) as any`.execute(db)
  return rows[0]?.any === true
}

/** Which Triggers a Unit's Space and Target give it, as a condition (contract 4.2, 4.8). */
export function givenSql(unit: TriggeredUnit, events: readonly string[]): RawBuilder<unknown> {
  const chosen = (chooser: string) => sql`${sql.ref(`${chooser}.TriggerIDs`)} ? "Trigger"."TriggerID"::text`
  return sql`"Trigger"."OrganizationID" = ${unit.OrganizationID}
    and "Trigger"."Event" = any(${events}::text[]) and not "Trigger"."Disabled"
    and "Trigger"."ToolchainType" = ${unit.ToolchainType}
    and (exists (select 1 from "Space" as home where home."SpaceID" = ${unit.SpaceID}
        and case when home."WhereTrigger" = '' and home."TriggerFilterID" is null
          then "Trigger"."SpaceID" = home."SpaceID" else ${chosen('home')} end)
      or exists (select 1 from "Target" as deployed where deployed."TargetID" = ${unit.TargetID}
        and ${chosen('deployed')}))`
}
