import { sql } from 'kysely'
import { z } from 'zod'
import { Failure } from '#hub/access/failure.ts'
import { inTransaction } from '#hub/access/transaction.ts'
import { attestIn, readStatement, statementFields } from '#hub/api/attest/attest-revisions.ts'
import type { Api, Context } from '#hub/api/http/context.ts'
import { itemOf } from '#hub/api/http/each-item.ts'
import type { Row } from '#hub/entities/fields.ts'
import { models } from '#hub/entities/models/models.ts'
import { optionalUuid } from '#hub/entities/validate.ts'
import { isGiven } from '#hub/functions/prepare-call.ts'
import { conditionsOf } from '#hub/query/conditions.ts'
import { listParameters } from '#hub/query/list-parameters.ts'

/** `AttestRequest` (contract 4.9) */
const AttestRequest = z.object({
  ...statementFields,
  WhereSpace: z.string().default(''),
  SpaceFilterID: optionalUuid,
  TargetStage: z.unknown().optional(),
})

/** `POST /attest`: an Attestation in each selected Space; 207 when some failed, with their Error inside (contract A6). */
export async function attest(api: Api, context: Context): Promise<Response> {
  const { caller, dryRun, request } = await readStatement(context, AttestRequest)
  if (isGiven(request.TargetStage))
    throw new Failure(501, 'TargetStage of POST /attest is not implemented by the embedded hub.')
  if (request.WhereSpace.trim() === '' && request.SpaceFilterID === undefined)
    throw new Failure(400, 'WhereSpace or SpaceFilterID must select the Spaces.')
  // An invalid condition is one error of the request, not one per Space.
  await conditionsOf(api.db, caller, models.Unit, whereOf(models.Unit, request.WhereUnit))
  const Spaces: Record<string, unknown>[] = []
  for (const { SpaceID, Slug } of await selectedSpaces(api, context, request)) {
    const work = () =>
      inTransaction(api.db, dryRun, (db) => attestIn(api, db, caller, String(SpaceID), request))
    const attested = await itemOf(models.Space, async () => withoutId(await work(), dryRun), {
      SpaceID,
      Slug,
    })
    Spaces.push({ SpaceID, SpaceSlug: Slug, ...attested })
  }
  return context.json({ Spaces }, Spaces.some((space) => space.Error !== undefined) ? 207 : 200)
}

/** The result of a dry run has no id, because nothing was stored under it. */
export function withoutId<T extends { readonly Attestation?: Record<string, unknown> }>(
  attested: T,
  dryRun: boolean,
): T {
  if (!dryRun || attested.Attestation === undefined) return attested
  const { AttestationID: _, ...Attestation } = attested.Attestation
  return { ...attested, Attestation }
}

function whereOf(model: typeof models.Unit, where: string, filter?: string) {
  return { ...listParameters(new URLSearchParams(), model), where, filter }
}

async function selectedSpaces(
  api: Api,
  context: Context,
  { WhereSpace, SpaceFilterID }: z.infer<typeof AttestRequest>,
): Promise<Row[]> {
  const wanted = whereOf(models.Space, WhereSpace, SpaceFilterID)
  const conditions = await conditionsOf(api.db, context.get('caller'), models.Space, wanted)
  const { rows } = await sql<Row>`
    select "SpaceID", "Slug" from "Space" where ${sql.join(conditions, sql` and `)} order by "SpaceID"`.execute(
    api.db,
  )
  return rows
}
