import { sql, type Transaction } from 'kysely'
import { z } from 'zod'
import type { Caller } from '#hub/access/caller.ts'
import { Failure } from '#hub/access/failure.ts'
import type { ResidentKind } from '#hub/api/kinds/resident.ts'
import type { Row } from '#hub/entities/fields.ts'
import { models } from '#hub/entities/models/models.ts'
import { parameterHash } from '#hub/entities/parameter-hash.ts'
import { mustExist } from '#hub/entities/rows.ts'
import { optionalUuid, requiredUuid, residentFields } from '#hub/entities/validate.ts'
import { isMerging, whyNot } from '#hub/links/link-row.ts'
import { ManualBinding } from '#hub/links/manual-bindings.ts'
import { followLink, forgetUpstream } from '#hub/links/upstream.ts'
import { selectionSql } from '#hub/query/selection.ts'
import type { Tables } from '#hub/store/tables.ts'
import { updateLink } from '#hub/units/request-update.ts'
import { parseWhereData } from '#lib/where/parse-data.ts'

/** What a Link does when it is resolved. */
const updateTypes = [
  'NeedsProvides',
  'MergeUnits',
  'UpgradeUnit',
  'None',
  'Insert',
  'Upsert',
  'TransformPaths',
] as const
const schema = z.object({
  ...residentFields,
  FromUnitID: requiredUuid,
  ToUnitID: requiredUuid,
  /** When absent: NeedsProvides with AutoUpdate for a new Link, otherwise unchanged. */
  UpdateType: z.enum(updateTypes).optional(),
  AutoUpdate: z.boolean().default(false),
  ManualBindings: z.array(ManualBinding).max(1_000).default([]),
  TransformInvocationID: optionalUuid,
  WhereMutation: z.string().max(8192).default(''),
  WhereResource: z.string().max(8192).default(''),
  Squash: z.boolean().default(false),
  Protect: z.boolean().default(false),
  MergeEnableSubtraction: z.boolean().default(false),
  /** How far it is merged; absent = unchanged. */
  UpstreamLastMergedRevisionNum: z.int().min(0).optional(),
  DownstreamLastMergedRevisionNum: z.int().min(0).optional(),
})
type LinkBody = z.infer<typeof schema>

/**
 * From a downstream Unit to the upstream Unit it takes from; it lives in the Space of its From Unit (contract
 * 4.8). With AutoUpdate the hub resolves it itself, see hub/links/update-next.ts.
 */
export const linkKind: ResidentKind<LinkBody> = {
  model: models.Link,
  path: 'link',
  schema,
  complete: async (db, caller, body, { id, SpaceID, current }) => {
    const UpdateType = updateTypeOf(body, current)
    const AutoUpdate = body.AutoUpdate || (current === undefined && body.UpdateType === undefined)
    const whole = { ...body, UpdateType, AutoUpdate }
    const { from, to } = await endsOf(db, caller, body, { SpaceID, current })
    mustFitType(whole)
    if (AutoUpdate) await mayUpdateItself(db, caller, whole, id)
    mustBeNoFurther(from, body.DownstreamLastMergedRevisionNum, 'DownstreamLastMergedRevisionNum')
    mustBeNoFurther(to, body.UpstreamLastMergedRevisionNum, 'UpstreamLastMergedRevisionNum')
    await mustExist(db, caller, models.Invocation, body.TransformInvocationID, 'TransformInvocationID')
    mustParse(body)
    const { FromUnitID, ToUnitID, WhereMutation, WhereResource, ManualBindings } = body
    const stated = ManualBindings.length === 0 ? [] : [ManualBindings]
    const Hash = parameterHash([FromUnitID, ToUnitID, UpdateType, WhereMutation, WhereResource, ...stated])
    // Changing only labels does not make the Link act with this caller's permissions.
    const same = current?.Hash === Hash && (current.AutoUpdate === true || !AutoUpdate)
    const merged = (name: 'UpstreamLastMergedRevisionNum' | 'DownstreamLastMergedRevisionNum') =>
      body[name] ?? current?.[name] ?? 0
    return {
      UpdateType,
      AutoUpdate,
      ToSpaceID: to?.SpaceID,
      UpstreamLastMergedRevisionNum: merged('UpstreamLastMergedRevisionNum'),
      DownstreamLastMergedRevisionNum: merged('DownstreamLastMergedRevisionNum'),
      Hash,
      ...(same ? {} : { ActsForUserID: caller.UserID }),
    }
  },
  stored: async (db, _caller, row, before) => {
    await noteLinks(db, String(row.FromUnitID))
    const moved = movedBy.some((name) => row[name] !== before?.[name])
    if (row.UpdateType === 'UpgradeUnit' && moved)
      await followLink(db, {
        FromUnitID: row.FromUnitID,
        ToUnitID: row.ToUnitID,
        ToSpaceID: row.ToSpaceID,
        UpstreamLastMergedRevisionNum: row.UpstreamLastMergedRevisionNum,
      })
    const asBefore = before?.AutoUpdate === true && before.Hash === row.Hash
    if (row.AutoUpdate === true && !asBefore) await updateLink(db, String(row.LinkID))
  },
  removing: async (db, _caller, row) => {
    const { FromUnitID, ToUnitID } = row
    await db.deleteFrom('Link').where('LinkID', '=', String(row.LinkID)).execute()
    await noteLinks(db, String(FromUnitID))
    if (row.UpdateType === 'UpgradeUnit') await forgetUpstream(db, { FromUnitID, ToUnitID })
  },
}

/** The fields of an UpgradeUnit Link that its Unit repeats. */
const movedBy = ['ToUnitID', 'UpstreamLastMergedRevisionNum'] as const

type UpdateType = (typeof updateTypes)[number]
type WholeLink = LinkBody & { readonly UpdateType: UpdateType }

function updateTypeOf({ UpdateType, Slug }: LinkBody, current: Row | undefined): UpdateType {
  if (current === undefined) return UpdateType ?? 'NeedsProvides'
  const was = z.enum(updateTypes).parse(current.UpdateType)
  if (UpdateType !== undefined && UpdateType !== was)
    throw new Failure(
      400,
      `UpdateType: Link ${Slug} is ${was}, and that cannot be changed; delete it and create another.`,
    )
  return was
}

async function endsOf(
  db: Transaction<Tables>,
  caller: Caller,
  body: LinkBody,
  { SpaceID, current }: { readonly SpaceID: string; readonly current: Row | undefined },
) {
  const from = await mustExist(db, caller, models.Unit, body.FromUnitID, 'FromUnitID')
  const to = await mustExist(db, caller, models.Unit, body.ToUnitID, 'ToUnitID')
  if (from?.SpaceID !== SpaceID)
    throw new Failure(
      400,
      'FromUnitID: a Link belongs to the Space of its From Unit, which is a different one.',
    )
  if (body.FromUnitID === body.ToUnitID)
    throw new Failure(400, 'ToUnitID: a Unit cannot be linked to itself.')
  if (current !== undefined && current.FromUnitID !== body.FromUnitID)
    throw new Failure(400, 'FromUnitID: the From Unit of a Link cannot be changed; create another Link.')
  return { from, to }
}

function mustFitType({ UpdateType, Protect, ManualBindings }: WholeLink): void {
  if (Protect && isMerging(UpdateType))
    throw new Failure(400, `Protect: the changes of a Link of type ${UpdateType} are not local overrides.`)
  if (ManualBindings.length > 0 && UpdateType !== 'NeedsProvides' && UpdateType !== 'Insert')
    throw new Failure(400, `ManualBindings: a Link of type ${UpdateType} has none.`)
  const [binding] = ManualBindings
  if (UpdateType === 'Insert' && (ManualBindings.length !== 1 || binding?.ProvidedPath !== undefined))
    throw new Failure(
      400,
      'ManualBindings: a Link of type Insert has exactly one, which names the NeededResource and NeededPath for the whole upstream data.',
    )
  if (UpdateType === 'NeedsProvides' && ManualBindings.some(({ ProvidedPath }) => ProvidedPath === undefined))
    throw new Failure(400, 'ManualBindings: name the ProvidedResource and the ProvidedPath.')
}

function mustParse({ WhereResource, WhereMutation }: LinkBody): void {
  const where = parseWhereData(WhereResource)
  if (!where.ok) throw new Failure(400, `WhereResource: ${where.error.message}`)
  selectionSql(models.Mutation, { where: WhereMutation, whereData: '', resourceType: '', contains: '' })
}

/** Automatic Links must not form a cycle: each write would trigger the next one, forever. */
async function mayUpdateItself(
  db: Transaction<Tables>,
  caller: Caller,
  link: WholeLink,
  id: string,
): Promise<void> {
  const { FromUnitID, ToUnitID, UpdateType } = link
  if (UpdateType === 'None') throw new Failure(400, 'AutoUpdate: a Link of type None transfers nothing.')
  const why = whyNot(link)
  if (why !== undefined)
    throw new Failure(
      501,
      `AutoUpdate of ${UpdateType} Links is not implemented by the embedded hub: ${why}.`,
    )
  // Two transactions that create Links at the same time would not see each other's Links.
  await sql`select pg_advisory_xact_lock(hashtext(${`AutoUpdate ${caller.OrganizationID}`}))`.execute(db)
  const { rows } = await sql`
    with recursive upstream("UnitID") as (
      select ${ToUnitID}::uuid
      union select "Link"."ToUnitID" from "Link" join upstream on "Link"."FromUnitID" = upstream."UnitID"
      where "Link"."AutoUpdate" and "Link"."LinkID" <> ${id})
    select 1 from upstream where "UnitID" = ${FromUnitID} limit 1`.execute(db)
  if (rows.length > 0)
    throw new Failure(
      409,
      'AutoUpdate: together with the other automatic Links, this one would form a cycle.',
    )
}

function mustBeNoFurther(unit: Row | undefined, merged: number | undefined, field: string): void {
  if (merged !== undefined && merged > Number(unit?.HeadRevisionNum))
    throw new Failure(400, `${field}: Unit ${unit?.Slug} has no revision ${merged}.`)
}

/** `Unit.FromLinkID` names the Links that start there. */
async function noteLinks(db: Transaction<Tables>, unitId: string): Promise<void> {
  await sql`update "Unit" set "FromLinkID" = coalesce(
      (select jsonb_agg("LinkID" order by "LinkID") from "Link" where "FromUnitID" = ${unitId}), '[]')
    where "UnitID" = ${unitId}`.execute(db)
}
