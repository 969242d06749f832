import { Hono } from 'hono'
import { sql, type Transaction } from 'kysely'
import { z } from 'zod'
import type { Caller } from '#hub/access/caller.ts'
import { Failure } from '#hub/access/failure.ts'
import { mustMay } from '#hub/access/permissions.ts'
import { inTransaction } from '#hub/access/transaction.ts'
import { attest, withoutId } from '#hub/api/attest/attest.ts'
import {
  type Attested,
  attestIn,
  judgeAgain,
  readStatement,
  releaseField,
  statementFields,
  storeAttestation,
} from '#hub/api/attest/attest-revisions.ts'
import { answerList, answerOne } from '#hub/api/http/answer-list.ts'
import { type Api, type Context, type Env, idOf, spaceOf } from '#hub/api/http/context.ts'
import { models } from '#hub/entities/models/models.ts'
import { presentEntity } from '#hub/entities/present.ts'
import { lockRow } from '#hub/entities/rows.ts'
import { optionalUuid } from '#hub/entities/validate.ts'
import { isGiven } from '#hub/functions/prepare-call.ts'
import type { Tables } from '#hub/store/tables.ts'
import { lockUnits } from '#hub/units/lock-units.ts'

/** Claims about revisions: recorded, possibly revoked by another one, never changed (contract 4.9, A6). */
export function attestations(api: Api): Hono<Env> {
  const routes = new Hono<Env>()
  const all = '/space/:space/attestation'
  const inSpace = (context: Context) => sql`"Attestation"."SpaceID" = ${idOf(context, 'space')}`
  const isThis = (context: Context) => sql`"Attestation"."AttestationID" = ${idOf(context, 'id')}`
  routes.post('/attest', (context) => attest(api, context))
  routes.get('/attestation', async (context) =>
    context.json(await answerList(api, context, models.Attestation)),
  )
  routes.get(all, async (context) => {
    await spaceOf(api, context)
    return context.json(await answerList(api, context, models.Attestation, [inSpace(context)]))
  })
  routes.get(`${all}/:id`, async (context) =>
    context.json(await answerOne(api, context, models.Attestation, [inSpace(context), isThis(context)])),
  )
  routes.post(all, (context) => createAttestation(api, context))
  return routes
}

/** `AttestationCreateRequest` */
const CreateRequest = z.object({
  ...statementFields,
  ...releaseField,
  RevokedAttestationID: optionalUuid,
  Permissions: z.unknown().optional(),
})
type CreateRequest = z.infer<typeof CreateRequest>

/** `AttestationCreateResponse`: as one Space of `POST /attest`. */
async function createAttestation(api: Api, context: Context): Promise<Response> {
  const { caller, dryRun, request } = await readStatement(context, CreateRequest)
  if (isGiven(request.Permissions))
    throw new Failure(501, 'Permissions of an Attestation are not implemented by the embedded hub.')
  const { SpaceID } = await spaceOf(api, context)
  const attested = await inTransaction(api.db, dryRun, (db) =>
    request.RevokedAttestationID === undefined
      ? attestIn(api, db, caller, SpaceID, request)
      : revoke(api, db, caller, SpaceID, request.RevokedAttestationID, request),
  )
  return context.json(withoutId(attested, dryRun))
}

/**
 * Allowed for whoever recorded it and for whoever may Manage the Space. The claim stays on record beside the
 * revocation.
 */
async function revoke(
  api: Api,
  db: Transaction<Tables>,
  caller: Caller,
  SpaceID: string,
  revokedId: string,
  request: CreateRequest,
): Promise<Attested> {
  for (const name of ['WhereUnit', 'Revision', 'ReleaseID', 'Result'] as const)
    if (isGiven(request[name])) throw new Failure(400, `${name}: a revocation refers to an Attestation only.`)
  const scope = [sql`"Attestation"."SpaceID" = ${SpaceID}`]
  const revoked = await lockRow(db, caller, models.Attestation, revokedId, scope)
  if (revoked.UserID !== caller.UserID) mustMay(caller, 'Manage', SpaceID)
  if (revoked.RevokedAttestationID !== null)
    throw new Failure(422, `Attestation ${revokedId} is itself a revocation.`)
  await mustNotBeRevoked(db, revokedId)
  const Attestation = await storeAttestation(api, db, caller, SpaceID, {
    Type: request.Type || revoked.Type,
    Result: '',
    Note: request.Note,
    Claims: request.Claims,
    EvidenceAttestationIDs: request.EvidenceAttestationIDs,
    RevokedAttestationID: revokedId,
  })
  const { rows } = await sql<{ UnitID: string; RevisionID: string }>`
    select "UnitID", "RevisionID" from "Revision" where "Attestations" ? ${revokedId}::text
    order by "UnitID"`.execute(db)
  await lockUnits(db, rows)
  for (const { UnitID, RevisionID } of rows) await judgeAgain(db, UnitID, RevisionID)
  return { Attestation: presentEntity(models.Attestation, Attestation), Subjects: [] }
}

async function mustNotBeRevoked(db: Transaction<Tables>, id: string): Promise<void> {
  const { rows } = await sql`
    select 1 from "Attestation" where "RevokedAttestationID" = ${id} limit 1`.execute(db)
  if (rows.length > 0) throw new Failure(409, `Attestation ${id} was already revoked.`)
}
