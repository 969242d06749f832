import { randomUUID } from 'node:crypto'
import { sql, type Transaction } from 'kysely'
import { z } from 'zod'
import type { Caller } from '#hub/access/caller.ts'
import { Failure } from '#hub/access/failure.ts'
import { mustMay } from '#hub/access/permissions.ts'
import { type Api, type Context, jsonOf, queryOf, writerOf } from '#hub/api/http/context.ts'
import { withinQuota } from '#hub/api/http/quota.ts'
import type { Row } from '#hub/entities/fields.ts'
import { models } from '#hub/entities/models/models.ts'
import { presentEntity } from '#hub/entities/present.ts'
import { findRow, insertRow, mustExist } from '#hub/entities/rows.ts'
import { check, optionalUuid, requiredUuid } from '#hub/entities/validate.ts'
import { isGiven } from '#hub/functions/prepare-call.ts'
import { conditionsOf } from '#hub/query/conditions.ts'
import { listParameters } from '#hub/query/list-parameters.ts'
import { flag } from '#hub/query/query-parameters.ts'
import type { Tables } from '#hub/store/tables.ts'
import { lockUnits } from '#hub/units/lock-units.ts'
import { requestTriggers } from '#hub/units/request-triggers.ts'
import { findRevision, isRevisionReference } from '#hub/units/revision-reference.ts'
import type { UnitRow } from '#hub/units/write-request.ts'

/** The claim, and the revisions it is about (contract 4.9). */
export const statementFields = {
  Type: z.string().max(128).default(''),
  Result: z.enum(['Pass', 'Fail', '']).default(''),
  Note: z.string().max(4096).default(''),
  Claims: z.record(z.string().min(1).max(128), z.string().max(1024)).default({}),
  EvidenceAttestationIDs: z.array(requiredUuid).max(100).default([]),
  ExpiresAt: z.iso.datetime({ offset: true }).optional(),
  WhereUnit: z.string().default(''),
  Revision: z.string().default(''),
  ChangeOrderID: z.unknown().optional(),
}
const Statement = z.object(statementFields)
export type Statement = z.infer<typeof Statement> & { readonly ReleaseID?: string | undefined }

/** `ReleaseID` is allowed only for a single Space. */
export const releaseField = { ReleaseID: optionalUuid }

type Subject = {
  readonly UnitID: string
  readonly UnitSlug: string
  readonly RevisionID: string
  readonly RevisionNum: number
}
type Skipped = { readonly UnitID: string; readonly UnitSlug: string; readonly Reason: string }

/** Absent when there was nothing to attest. */
export type Attested = {
  readonly Attestation?: Record<string, unknown>
  readonly Subjects: readonly Subject[]
  readonly SkippedUnits?: readonly Skipped[]
}

/** The caller, what they ask for, and whether it is a dry run. */
export async function readStatement<Body extends Statement>(context: Context, schema: z.ZodType<Body>) {
  const caller = writerOf(context)
  const dryRun = flag(queryOf(context), 'dry_run')
  const request = check(schema, (await jsonOf(context)) ?? {})
  checkStatement(request)
  return { caller, dryRun, request }
}

/** Refuses a request that would be wrong in every Space. */
function checkStatement(statement: Statement): void {
  if (isGiven(statement.ChangeOrderID))
    throw new Failure(501, 'Attesting a ChangeOrder is not implemented by the embedded hub.')
  if (statement.Revision !== '' && !isRevisionReference(statement.Revision))
    throw new Failure(400, `Revision: "${statement.Revision}" is not a revision reference.`)
  if (statement.ExpiresAt !== undefined && new Date(statement.ExpiresAt) <= new Date())
    throw new Failure(400, 'ExpiresAt is in the past.')
}

/**
 * One Attestation in a Space about a revision of each selected Unit; a Unit that has no such revision is skipped. The
 * Triggers of Units whose head is attested run again, because some ask for approvals.
 */
export async function attestIn(
  api: Api,
  db: Transaction<Tables>,
  caller: Caller,
  SpaceID: string,
  statement: Statement,
): Promise<Attested> {
  mustMay(caller, 'Edit', SpaceID)
  for (const id of statement.EvidenceAttestationIDs)
    await mustExist(db, caller, models.Attestation, id, 'EvidenceAttestationIDs')
  const release = await findRelease(db, caller, SpaceID, statement.ReleaseID)
  const { subjects, skipped } = await subjectsOf(db, caller, SpaceID, statement, release)
  const answer = { Subjects: subjects, ...(skipped.length > 0 ? { SkippedUnits: skipped } : {}) }
  if (subjects.length === 0) return answer
  const Attestation = await storeAttestation(api, db, caller, SpaceID, {
    Type: statement.Type || 'Approval',
    Result: statement.Result || 'Pass',
    Note: statement.Note,
    Claims: statement.Claims,
    EvidenceAttestationIDs: statement.EvidenceAttestationIDs,
    ExpiresAt: statement.ExpiresAt ?? null,
    ReleaseID: statement.ReleaseID ?? null,
  })
  await lockUnits(db, subjects)
  const key = JSON.stringify({ [String(Attestation.AttestationID)]: '' })
  const revisions = subjects.map(({ RevisionID }) => RevisionID)
  await sql`update "Revision" set "Attestations" = "Attestations" || ${key}::jsonb
    where "RevisionID" = any(${revisions}::uuid[])`.execute(db)
  for (const { UnitID, RevisionID } of subjects) await judgeAgain(db, UnitID, RevisionID)
  return { Attestation: presentEntity(models.Attestation, Attestation), ...answer }
}

/** The row of a new Attestation, which is never changed afterwards. */
export async function storeAttestation(
  api: Api,
  db: Transaction<Tables>,
  caller: Caller,
  SpaceID: string,
  fields: Row,
): Promise<Row> {
  await withinQuota(api, db, caller, 'Attestation')
  const AttestationID = randomUUID()
  const now = new Date()
  await insertRow(db, models.Attestation, {
    AttestationID,
    OrganizationID: caller.OrganizationID,
    SpaceID,
    // An Attestation has no name of its own.
    Slug: AttestationID,
    UserID: caller.UserID,
    CreatedAt: now,
    UpdatedAt: now,
    ...fields,
  })
  return (await findRow(db, caller, models.Attestation, AttestationID)) ?? {}
}

/** Triggers judge heads only. */
export async function judgeAgain(db: Transaction<Tables>, UnitID: string, RevisionID: string): Promise<void> {
  const unit = await db
    .selectFrom('Unit')
    .select('HeadRevisionID')
    .where('UnitID', '=', UnitID)
    .executeTakeFirst()
  if (unit?.HeadRevisionID === RevisionID) await requestTriggers(db, UnitID)
}

async function findRelease(
  db: Transaction<Tables>,
  caller: Caller,
  SpaceID: string,
  ReleaseID: string | undefined,
): Promise<ReadonlyMap<string, string> | undefined> {
  if (ReleaseID === undefined) return undefined
  const release = await mustExist(db, caller, models.Release, ReleaseID, 'ReleaseID')
  if (release?.SpaceID !== SpaceID)
    throw new Failure(404, `ReleaseID: the Space has no Release ${ReleaseID}.`)
  if (release.Published !== true) throw new Failure(422, `Release ${release.ReleaseNum} was withdrawn.`)
  const contents = await db
    .selectFrom('ReleaseContent')
    .select(['UnitID', 'RevisionID'])
    .where('ReleaseID', '=', ReleaseID)
    .execute()
  return new Map(contents.map(({ UnitID, RevisionID }) => [UnitID, RevisionID]))
}

async function subjectsOf(
  db: Transaction<Tables>,
  caller: Caller,
  SpaceID: string,
  { WhereUnit, Revision, ReleaseID }: Statement,
  release: ReadonlyMap<string, string> | undefined,
) {
  const wanted = { ...listParameters(new URLSearchParams(), models.Unit), where: WhereUnit }
  const conditions = [
    sql`"Unit"."SpaceID" = ${SpaceID}`,
    ...(await conditionsOf(db, caller, models.Unit, wanted)),
  ]
  const { rows } = await sql<UnitRow>`
    select "Unit".* from "Unit" where ${sql.join(conditions, sql` and `)} order by "UnitID"`.execute(db)
  const subjects: Subject[] = []
  const skipped: Skipped[] = []
  for (const unit of rows) {
    const named = { UnitID: unit.UnitID, UnitSlug: unit.Slug }
    const inRelease = release?.get(unit.UnitID)
    if (release !== undefined && inRelease === undefined) {
      skipped.push({ ...named, Reason: `not in Release ${ReleaseID}` })
      continue
    }
    const fallback = inRelease === undefined ? 'HeadRevisionNum' : `Revision:${inRelease}`
    const found = await revisionOf(db, unit, Revision || fallback)
    if (typeof found === 'string') skipped.push({ ...named, Reason: found })
    else subjects.push({ ...named, ...found })
  }
  return { subjects, skipped }
}

/** The revision, or why there is none. */
async function revisionOf(
  db: Transaction<Tables>,
  unit: UnitRow,
  reference: string,
): Promise<Pick<Subject, 'RevisionID' | 'RevisionNum'> | string> {
  if (reference === 'HeadRevisionNum' && unit.HeadRevisionID !== null)
    return { RevisionID: unit.HeadRevisionID, RevisionNum: unit.HeadRevisionNum }
  try {
    const { RevisionID, RevisionNum } = await findRevision(db, unit, reference)
    return { RevisionID, RevisionNum }
  } catch (cause) {
    if (cause instanceof Failure && cause.status === 404) return cause.message
    throw cause
  }
}
