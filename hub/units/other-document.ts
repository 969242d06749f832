import type { Kysely } from 'kysely'
import { Failure } from '#hub/access/failure.ts'
import { readDocument } from '#hub/store/read-document.ts'
import type { Tables } from '#hub/store/tables.ts'
import { findRevision } from '#hub/units/revision-reference.ts'
import type { UnitRow } from '#hub/units/write-request.ts'

/** The document of the revision that a reference (contract 4.4) names; null where the unit has no such revision. */
export async function otherDocument(
  db: Kysely<Tables>,
  unit: UnitRow,
  reference: string,
): Promise<string | null> {
  try {
    const revision = await findRevision(db, unit, reference)
    return await readDocument(db, revision.DataHash)
  } catch (cause) {
    // A unit that was never released has nothing to compare with.
    if (cause instanceof Failure && cause.status === 404) return null
    throw cause
  }
}
