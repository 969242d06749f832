import { type Kysely, type RawBuilder, sql, type Transaction } from 'kysely'
import type { Caller } from '#hub/api/caller.ts'
import { Failure } from '#hub/api/failure.ts'
import { keepWithheld } from '#hub/api/merge-documents.ts'
import { models } from '#hub/api/models/models.ts'
import { hiddenSpaces, visibleSql } from '#hub/api/permissions.ts'
import { selectionSql } from '#hub/api/selection.ts'
import type { Operated, UnitOperation } from '#hub/api/unit-operation.ts'
import type { UnitRow, UnitWrite } from '#hub/api/write-unit.ts'
import { type LinkRow, resolveLink } from '#hub/links/resolve-link.ts'
import type { WithheldChange } from '#hub/sources/conflicts.ts'
import { readDocument } from '#hub/store/read-document.ts'
import type { Tables } from '#hub/store/tables.ts'
import { isUuid } from '#lib/base/uuid.ts'

type Common = Omit<UnitWrite, 'produce' | 'source'>

/** Brings in what the upstream Units of its Links did since they were resolved last. */
export async function resolveLinks(
  db: Transaction<Tables>,
  unit: UnitRow,
  { links, ...options }: Extract<UnitOperation, { kind: 'resolve' }>,
  write: Common,
): Promise<Operated> {
  let current = unit
  const before = await readDocument(db, unit.DataHash)
  let text = before
  const withheld: WithheldChange[] = []
  let merges = 0
  for (const link of await linksToResolve(db, write.caller, unit, links)) {
    const operated = await resolveLink(db, current, link, options, write)
    if (operated.withheld !== undefined) merges += 1
    withheld.push(...(operated.withheld ?? []))
    current = operated.unit
    text = operated.text
  }
  // Each merge told its own; all of them belong to this request.
  if (merges > 1) current = await keepWithheld(db, unit.UnitID, withheld)
  return { unit: current, before, text, withheld }
}

/** `Link:*`, `Link:<id>`, `Link:<where>`: the Links of this Unit that are not automatic and bring something. */
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
