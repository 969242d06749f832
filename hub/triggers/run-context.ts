import type { Kysely } from 'kysely'
import type { Conflict, RunContext } from '#hub/functions/function.ts'
import { functionContext } from '#hub/functions/function-context.ts'
import type { Prepared } from '#hub/functions/invoke.ts'
import type { Tables } from '#hub/store/tables.ts'
import { approversOf } from '#hub/triggers/approvals.ts'
import { otherDocument } from '#hub/units/other-document.ts'
import type { UnitRow } from '#hub/units/write-request.ts'

/** What functions run on. */
type Subject = {
  readonly unitId: string
  /** The revision that is judged, which people approve. */
  readonly revisionId: string | null
  /** The Unit that revision references are relative to, if it differs from the stored one. */
  readonly comparedWith?: UnitRow
  /** Reference (contract 4.4) to the revision to compare with; empty means the function's default. */
  readonly reference: string
}

/** What the functions of a call need and cannot read from the document. */
export async function runContext(
  db: Kysely<Tables>,
  { needs, otherSource }: Prepared,
  { unitId, revisionId, comparedWith, reference }: Subject,
): Promise<RunContext> {
  const unit = () => db.selectFrom('Unit').selectAll().where('UnitID', '=', unitId).executeTakeFirstOrThrow()
  const source = reference || otherSource
  return {
    about: needs.has('unit') ? await functionContext(db, unitId) : undefined,
    approvers: needs.has('approvers') ? await approversOf(db, revisionId) : undefined,
    conflicts: needs.has('conflicts') ? ((await unit()).Conflicts as readonly Conflict[]) : undefined,
    other:
      needs.has('other') && source !== undefined
        ? { source, text: await otherDocument(db, comparedWith ?? (await unit()), source) }
        : undefined,
  }
}
