import { sql, type Transaction } from 'kysely'
import type { Tables } from '#hub/store/tables.ts'

type Ends = { readonly FromUnitID: unknown; readonly ToUnitID: unknown }

/** The UpgradeUnit Link of a Unit determines its upstream Unit, and how far it is merged (contract 4.3). */
export async function followLink(
  db: Transaction<Tables>,
  link: Ends & { readonly ToSpaceID: unknown; readonly UpstreamLastMergedRevisionNum: unknown },
): Promise<void> {
  await sql`update "Unit" set "UpstreamUnitID" = ${link.ToUnitID}, "UpstreamSpaceID" = ${link.ToSpaceID},
      "UpstreamRevisionNum" = ${link.UpstreamLastMergedRevisionNum}
    where "UnitID" = ${link.FromUnitID}`.execute(db)
}

/** Without its Link the Unit is no longer a clone. */
export async function forgetUpstream(db: Transaction<Tables>, link: Ends): Promise<void> {
  await sql`update "Unit" set "UpstreamUnitID" = null, "UpstreamSpaceID" = null, "UpstreamRevisionNum" = 0
    where "UnitID" = ${link.FromUnitID} and "UpstreamUnitID" = ${link.ToUnitID}`.execute(db)
}

/** After an upgrade the Link agrees with the Unit again. */
export async function noteUpgrade(db: Transaction<Tables>, unitId: string): Promise<void> {
  await sql`update "Link" set "UpstreamLastMergedRevisionNum" = unit."UpstreamRevisionNum",
      "DownstreamLastMergedRevisionNum" = unit."HeadRevisionNum"
    from "Unit" as unit where unit."UnitID" = ${unitId} and "FromUnitID" = unit."UnitID"
      and "ToUnitID" = unit."UpstreamUnitID" and "UpdateType" = 'UpgradeUnit'`.execute(db)
}
