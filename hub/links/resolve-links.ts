import { type Kysely, type RawBuilder, sql, type Transaction } from 'kysely'
import type { Caller } from '#hub/access/caller.ts'
import { Failure } from '#hub/access/failure.ts'
import { hiddenSpaces } from '#hub/access/permissions.ts'
import { models } from '#hub/entities/models/models.ts'
import { visibleSql } from '#hub/entities/visibility.ts'
import type { LinkRow } from '#hub/links/link-row.ts'
import { type ResolveOptions, resolveLink } from '#hub/links/resolve-link.ts'
import { selectionSql } from '#hub/query/selection.ts'
import type { WithheldChange } from '#hub/sources/conflicts.ts'
import { readDocument } from '#hub/store/read-document.ts'
import type { Tables } from '#hub/store/tables.ts'
import { keepWithheld } from '#hub/units/merge-documents.ts'
import type { Operated, UnitRow, UnitWrite } from '#hub/units/write-request.ts'
import { isUuid } from '#lib/base/uuid.ts'

type Common = Omit<UnitWrite, 'produce' | 'source'>

/** Updates a Unit from the upstream Units of its Links, as far as it is behind them. */
export async function resolveLinks(
  db: Transaction<Tables>,
  unit: UnitRow,
  { links, ...options }: { readonly links: string } & ResolveOptions,
  write: Common,
): Promise<Operated> {
  let current = unit
  const before = await readDocument(db, unit.DataHash)
  let text = before
  const withheld: WithheldChange[] = []
  let merges = 0
  for (const link of await linksToResolve(db, write.caller, unit, links)) {
    if (write.protect === true && ['UpgradeUnit', 'MergeUnits'].includes(link.UpdateType))
      throw new Failure(
        400,
        `protect marks what is written here; it does not go with what the ${link.UpdateType} Link ${link.Slug} brings.`,
      )
    const operated = await resolveLink(db, current, link, options, write)
    if (operated.withheld !== undefined) merges += 1
    withheld.push(...(operated.withheld ?? []))
    current = operated.unit
    text = operated.text
  }
  // Each merge reported its own conflicts; all of them belong to this request.
  if (merges > 1) current = await keepWithheld(db, unit.UnitID, withheld)
  return { unit: current, before, text, withheld }
}

/** `Link:*`, `Link:<id>`, `Link:<where>`: the Links of this Unit that are not automatic and carry something. */
async function linksToResolve(
  db: Kysely<Tables>,
  caller: Caller,
  unit: UnitRow,
  links: string,
): Promise<LinkRow[]> {
  const wanted = /^Link:(.+)$/s.exec(links)?.[1]
  if (wanted === undefined)
    throw new Failure(400, `resolve: write Link:*, Link:<id> or Link:<where>, not "${links}".`)
  const conditions: RawBuilder<unknown>[] = [
    sql`"Link"."FromUnitID" = ${unit.UnitID}`,
    sql`not "Link"."AutoUpdate" and "Link"."UpdateType" <> 'None'`,
    ...visibleSql(caller, models.Link),
  ]
  if (isUuid(wanted)) conditions.push(sql`"Link"."LinkID" = ${wanted.toLowerCase()}`)
  else if (wanted !== '*') {
    const selection = { where: wanted, whereData: '', resourceType: '', contains: '' }
    conditions.push(...selectionSql(models.Link, selection, hiddenSpaces(caller)))
  }
  const { rows } = await sql<LinkRow>`
    select * from "Link" where ${sql.join(conditions, sql` and `)} order by "LinkID" for update`.execute(db)
  return rows
}
