import type { Kysely } from 'kysely'
import { configDiffOf } from '#hub/api/config-diff.ts'
import { Failure } from '#hub/api/failure.ts'
import type { Row } from '#hub/api/list.ts'
import { findRevision } from '#hub/api/revision-reference.ts'
import type { writeOptions } from '#hub/api/unit-operation.ts'
import { type Prepared, runAll } from '#hub/functions/invoke.ts'
import type { RanAll } from '#hub/functions/run.ts'
import { readDocument } from '#hub/store/read-document.ts'
import type { Tables } from '#hub/store/tables.ts'
import { dataHash } from '#hub/store/write-document.ts'

/** One `POST /function/invoke`, checked. */
export type Run = {
  readonly prepared: Prepared
  readonly description: string
  readonly include: readonly string[]
  /** What every write of the call has in common. */
  readonly write: ReturnType<typeof writeOptions>
  /** Revision reference (4.4) of the document to compare with. */
  readonly otherSource: string | undefined
  readonly dryRun: boolean
}

/** `other`: the document to compare with, null where the unit has no such revision. */
export function runOrFail({ prepared }: Run, text: string, other: string | null | undefined): RanAll {
  const ran = runAll(prepared, text, { other })
  if (!ran.ok) throw new Failure(422, ran.message)
  return ran.value
}

/** What `other_data_source` names for this unit, read only where a function compares. */
export async function otherDocument(
  db: Kysely<Tables>,
  unitId: string,
  { prepared, otherSource }: Run,
): Promise<string | null | undefined> {
  if (!prepared.comparing || otherSource === undefined) return undefined
  const unit = await db.selectFrom('Unit').selectAll().where('UnitID', '=', unitId).executeTakeFirstOrThrow()
  try {
    const revision = await findRevision(db, unit, otherSource)
    return await readDocument(db, revision.DataHash)
  } catch (cause) {
    // A unit that was never released has nothing to compare with.
    if (cause instanceof Failure && cause.status === 404) return null
    throw cause
  }
}

/** `FunctionInvocationsResponse` (4.10). */
export function describeRun(row: Row, run: Run, ran: RanAll, before: string) {
  const changed = ran.text !== before
  const outputs = Object.entries(ran.outputs).map(([type, value]) => [
    type,
    Buffer.from(JSON.stringify(value), 'utf8').toString('base64'),
  ])
  return {
    ...identityOf(row),
    Success: true,
    HasNewMutations: changed,
    ...(changed ? { Mutations: ran.mutations, Mutators: ran.mutators, DataHash: dataHash(ran.text) } : {}),
    ...(outputs.length > 0 ? { Outputs: Object.fromEntries(outputs) } : {}),
    ...(changed || run.include.includes('ConfigData') ? { ConfigData: ran.text } : {}),
    ...(run.include.includes('Diff') ? { Diff: configDiffOf(ran.changes) } : {}),
  }
}

export function identityOf(row: Row) {
  return {
    OrganizationID: row.OrganizationID,
    SpaceID: row.SpaceID,
    SpaceSlug: row.SpaceSlug,
    UnitID: row.UnitID,
    UnitSlug: row.Slug,
    ...(row.HeadRevisionID ? { RevisionID: row.HeadRevisionID } : {}),
    ...(row.TargetID ? { TargetID: row.TargetID } : {}),
  }
}
