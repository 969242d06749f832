import { type Kysely, sql } from 'kysely'
import type { Caller } from '#hub/access/caller.ts'
import { countedTypes } from '#hub/access/limits.ts'
import { hiddenSpaces } from '#hub/access/permissions.ts'
import { present } from '#hub/entities/present.ts'
import type { Tables } from '#hub/store/tables.ts'

/** `summary=true`: counts that equal what the corresponding Unit `where` would count (contract 4.2). */
export async function addSpaceCounts(
  db: Kysely<Tables>,
  caller: Caller,
  items: readonly Record<string, unknown>[],
): Promise<void> {
  const ids = items.map((item) => (item.Space as { SpaceID: string }).SpaceID)
  const counts = new Map<string, Record<string, unknown>>()
  const add = (rows: readonly { SpaceID: string }[]) => {
    for (const { SpaceID, ...count } of rows)
      counts.set(SpaceID, { ...counts.get(SpaceID), ...present(count) })
  }
  add(await unitCounts(db, ids, hiddenSpaces(caller)))
  for (const { SpaceID, totals } of await residentTotals(db, ids)) add([{ SpaceID, ...totals }])
  for (const event of await triggerEvents(db, ids)) add([event])
  for (const [index, item] of items.entries()) Object.assign(item, counts.get(ids[index] ?? ''))
}

async function unitCounts(db: Kysely<Tables>, ids: readonly string[], hidden: readonly string[]) {
  const { rows } = await sql<{ SpaceID: string }>`
    select u."SpaceID",
      count(*)::int as "TotalUnitCount",
      (count(*) filter (where u."ValidationErrors" <> '{}'))::int as "GatedUnitCount",
      (count(*) filter (where u."ValidationWarnings" <> '{}'))::int as "WarnedUnitCount",
      (count(*) filter (where u."HeadRevisionNum" > u."LastReleasedRevisionNum"))::int as "UnreleasedUnitCount",
      (count(*) filter (where u."UpstreamRevisionNum" > 0 and u."UpstreamRevisionNum" < up."HeadRevisionNum"))::int as "UpgradableUnitCount",
      (count(*) filter (where u."FromLinkID" = '[]'))::int as "UnlinkedUnitCount"
    from "Unit" u left join "Unit" up on up."UnitID" = u."UpstreamUnitID" and up."SpaceID" <> all(${hidden}::uuid[])
    where u."SpaceID" = any(${ids}::uuid[]) and u."HiddenReason" = '' group by u."SpaceID"`.execute(db)
  return rows
}

/** One statement for all tables, because requests to an embedded database run one at a time. */
async function residentTotals(db: Kysely<Tables>, ids: readonly string[]) {
  const each = countedTypes.map(
    (table) => sql`
      select t."SpaceID", ${`Total${table}Count`}::text as name, count(*)::int as count from ${sql.table(table)} t
      where t."SpaceID" = any(${ids}::uuid[]) and t."HiddenReason" = '' group by t."SpaceID"`,
  )
  const { rows } = await sql<{ SpaceID: string; totals: Record<string, number> }>`
    select "SpaceID", jsonb_object_agg(name, count) as totals from (${sql.join(each, sql` union all `)}) as each
    group by "SpaceID"`.execute(db)
  return rows
}

async function triggerEvents(db: Kysely<Tables>, ids: readonly string[]) {
  const { rows } = await sql<{ SpaceID: string; TriggerCountByEventType: Record<string, number> }>`
    select s."SpaceID", jsonb_object_agg(s."Event", s.count) as "TriggerCountByEventType"
    from (select "SpaceID", "Event", count(*)::int as count from "Trigger"
      where "SpaceID" = any(${ids}::uuid[]) and "HiddenReason" = '' group by "SpaceID", "Event") s
    group by s."SpaceID"`.execute(db)
  return rows
}
