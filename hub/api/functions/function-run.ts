import type { Kysely } from 'kysely'
import { Failure } from '#hub/access/failure.ts'
import type { Origin } from '#hub/api/functions/stored-functions.ts'
import type { writeOptions } from '#hub/api/http/write-options.ts'
import type { Row } from '#hub/entities/fields.ts'
import type { RunContext } from '#hub/functions/function.ts'
import type { Prepared } from '#hub/functions/invoke.ts'
import type { RanAll } from '#hub/functions/run.ts'
import { runPrepared } from '#hub/functions/run-request.ts'
import type { Tables } from '#hub/store/tables.ts'
import { dataHash } from '#hub/store/write-document.ts'
import { runContext } from '#hub/triggers/run-context.ts'
import { diffDocuments } from '#hub/units/diff-texts.ts'

/** One `POST /function/invoke`, checked. */
export type Run = {
  readonly prepared: Prepared
  readonly description: string
  readonly include: readonly string[]
  /** What every write of the call has in common. */
  readonly write: ReturnType<typeof writeOptions>
  /** Revision reference (contract 4.4) of the document to compare with. */
  readonly otherSource: string | undefined
  readonly dryRun: boolean
  /** The stored Invocation or Trigger of each function, `{}` for the request's own. */
  readonly origins: readonly Origin[]
}

export async function runOrFail({ prepared }: Run, text: string, context: RunContext): Promise<RanAll> {
  const ran = await runPrepared(prepared, text, context)
  if (!ran.ok) throw new Failure(422, ran.message)
  return ran.value
}

/** What the functions of the call need beyond the document of a Unit. */
export function contextOf(
  db: Kysely<Tables>,
  { UnitID, HeadRevisionID }: Row,
  { prepared, otherSource }: Run,
): Promise<RunContext> {
  return runContext(db, prepared, {
    unitId: String(UnitID),
    revisionId: HeadRevisionID === null ? null : String(HeadRevisionID),
    reference: otherSource ?? '',
  })
}

/** `FunctionInvocationsResponse` (contract 4.10). */
export async function describeRun(row: Row, run: Run, ran: RanAll, before: string) {
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
    ...(run.include.includes('Diff')
      ? { Diff: await diffDocuments({ before, after: ran.text, toolchain: run.prepared.toolchain }) }
      : {}),
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
