import { type Kysely, type RawBuilder, sql, type Transaction } from 'kysely'
import type { Caller } from '#hub/api/caller.ts'
import { Failure } from '#hub/api/failure.ts'
import type { Row } from '#hub/api/list.ts'
import { mergeRevisions } from '#hub/api/merge-revisions.ts'
import { models } from '#hub/api/models/models.ts'
import { hiddenSpaces, visibleSql } from '#hub/api/permissions.ts'
import { selectionSql } from '#hub/api/selection.ts'
import type { Operated, UnitOperation } from '#hub/api/unit-operation.ts'
import { visibleUnit } from '#hub/api/visible-unit.ts'
import type { UnitRow, UnitWrite } from '#hub/api/write-unit.ts'
import type { WithheldChange } from '#hub/sources/conflicts.ts'
import { readDocument } from '#hub/store/read-document.ts'
import type { Tables } from '#hub/store/tables.ts'

type Common = Omit<UnitWrite, 'produce' | 'source'>

/** Brings in what the upstream Units of its Links did since they were merged last. */
export async function resolveLinks(
  db: Transaction<Tables>,
  unit: UnitRow,
  { links, squash, subtract }: Extract<UnitOperation, { kind: 'resolve' }>,
  write: Common,
): Promise<Operated> {
  let current = unit
  const before = await readDocument(db, unit.DataHash)
  let text = before
  const withheld: WithheldChange[] = []
  for (const link of await linksToResolve(db, write.caller, unit, links)) {
    const { LinkID, Slug, UpdateType } = link
    if (UpdateType === 'None') continue
    if (UpdateType !== 'MergeUnits' && UpdateType !== 'UpgradeUnit')
      throw new Failure(
        501,
        `resolve of ${UpdateType} Links, such as ${Slug}, is not implemented by the embedded hub; it merges MergeUnits and UpgradeUnit.`,
      )
    const source = await visibleUnit(db, write.caller, String(link.ToUnitID), 'resolve')
    const merged = await mergeRevisions(
      db,
      current,
      {
        source,
        base: Math.max(1, Number(link.UpstreamLastMergedRevisionNum)),
        end: source.HeadRevisionNum,
        squash: squash || link.Squash === true,
        subtract: subtract || link.MergeEnableSubtraction === true,
        columns: { UpdatedAt: new Date() },
        note: () => ({ LinkID: String(LinkID) }),
      },
      { ...write, source: 'Resolve', protect: write.protect === true || link.Protect === true },
    )
    await db
      .updateTable('Link')
      .set({
        UpstreamLastMergedRevisionNum: source.HeadRevisionNum,
        DownstreamLastMergedRevisionNum: merged.unit.HeadRevisionNum,
      })
      .where('LinkID', '=', String(LinkID))
      .execute()
    withheld.push(...merged.withheld)
    current = merged.unit
    text = merged.text
  }
  return { unit: current, before, text, withheld }
}

/** `Link:*`, `Link:<id>`, `Link:<where>`: the Links of this Unit that are not automatic. */
async function linksToResolve(
  db: Kysely<Tables>,
  caller: Caller,
  unit: UnitRow,
  links: string,
): Promise<Row[]> {
  const wanted = /^Link:(.+)$/s.exec(links)?.[1]
  if (wanted === undefined)
    throw new Failure(400, `resolve: write Link:*, Link:<id> or Link:<where>, not "${links}".`)
  const conditions: RawBuilder<unknown>[] = [
    sql`"Link"."FromUnitID" = ${unit.UnitID}`,
    sql`not "Link"."AutoUpdate"`,
    ...visibleSql(caller, models.Link),
  ]
  if (/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(wanted))
    conditions.push(sql`"Link"."LinkID" = ${wanted.toLowerCase()}`)
  else if (wanted !== '*')
    conditions.push(
      ...selectionSql(
        models.Link,
        { where: wanted, whereData: '', resourceType: '', contains: '' },
        hiddenSpaces(caller),
      ),
    )
  const { rows } = await sql<Row>`
    select * from "Link" where ${sql.join(conditions, sql` and `)} order by "LinkID" for update`.execute(db)
  return rows
}
