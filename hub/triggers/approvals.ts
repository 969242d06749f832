import { type Kysely, sql } from 'kysely'
import type { Tables } from '#hub/store/tables.ts'

/**
 * How many people currently approve a revision: users with an Attestation of Type Approval and Result Pass that is
 * neither revoked nor expired (contract A6). Expiry is noticed at the next run of the Triggers.
 */
export async function approversOf(db: Kysely<Tables>, revisionId: string | null): Promise<number> {
  if (revisionId === null) return 0
  const { rows } = await sql<{ count: number }>`
    select count(distinct given."UserID")::int as count from "Revision"
    join "Attestation" as given on "Revision"."Attestations" ? given."AttestationID"::text
    where "Revision"."RevisionID" = ${revisionId} and given."Type" = 'Approval' and given."Result" = 'Pass'
      and given."RevokedAttestationID" is null
      and (given."ExpiresAt" is null or given."ExpiresAt" > ${new Date()})
      and not exists (select 1 from "Attestation" as revoking
        where revoking."RevokedAttestationID" = given."AttestationID")`.execute(db)
  return rows[0]?.count ?? 0
}
