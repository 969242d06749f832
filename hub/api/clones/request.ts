import { sql } from 'kysely'
import { Failure } from '#hub/access/failure.ts'
import { type Naming, readNaming, type Variant } from '#hub/api/clones/naming.ts'
import { type Api, type Context, jsonOf, queryOf } from '#hub/api/http/context.ts'
import { sweptPage } from '#hub/api/http/swept-page.ts'
import type { EntityModel } from '#hub/entities/entity-model.ts'
import type { Row } from '#hub/entities/fields.ts'
import { models } from '#hub/entities/models/models.ts'
import { check, JsonMap } from '#hub/entities/validate.ts'
import { conditionsOf } from '#hub/query/conditions.ts'
import { listParameters } from '#hub/query/list-parameters.ts'
import { flag, optionalId } from '#hub/query/query-parameters.ts'
import type { Json } from '#lib/base/json.ts'

/** A Space that clones are made in. */
export type Destination = { readonly SpaceID: string; readonly Slug: string }

/** A bulk clone as it was asked for (contract 5.2, 5.4). */
export type CloneRequest = {
  readonly naming: Naming
  /** Merge patch that is applied to every clone. */
  readonly patch: Readonly<Record<string, Json>>
  readonly dryRun: boolean
  readonly allowExists: boolean
}

/** One clone to make. Without a Destination it is made beside its source. */
export type Copy = {
  readonly source: Row
  readonly destination: Destination | undefined
  readonly variant: Variant
}

/** More clones than this in one call are a mistake; a page of the sources makes fewer. */
const maxCopies = 10_000

/** Parameters that this hub does not support here. Ignoring them would do something other than requested. */
const unserved = ['syncback', 'with_backing_units', 'from_backing_units']

export async function cloneRequest(context: Context): Promise<CloneRequest> {
  const query = queryOf(context)
  refuse(context, unserved)
  const naming = readNaming(query)
  if (!naming.ok) throw new Failure(400, naming.message)
  return {
    naming: naming.value,
    patch: check(JsonMap, (await jsonOf(context)) ?? {}),
    dryRun: flag(query, 'dry_run'),
    allowExists: flag(query, 'allow_exists'),
  }
}

export function refuse(context: Context, parameters: readonly string[]): void {
  const query = queryOf(context)
  const { method, path } = context.req
  for (const name of parameters)
    if (query.has(name) && query.get(name) !== 'false')
      throw new Failure(
        501,
        `${method} ${path.replace(/^\/api/, '')} with ${name} is not implemented by the embedded hub.`,
      )
}

/** What is to be cloned, whole rows; the next page follows in `ConfigHub-Continue`. */
async function sourcesOf(api: Api, context: Context, model: EntityModel): Promise<Row[]> {
  const parameters = { ...listParameters(queryOf(context), model), select: undefined }
  const page = await sweptPage(api.db, context.get('caller'), model, parameters)
  if (page.next !== undefined) context.header('ConfigHub-Continue', page.next)
  return page.rows
}

/** The Spaces that `where_space` and `filter_space` select; undefined = clones stay in the Space of their source. */
async function destinationsOf(api: Api, context: Context): Promise<Destination[] | undefined> {
  const query = queryOf(context)
  const where = query.get('where_space') ?? ''
  const filter = optionalId(query, 'filter_space')
  if (where.trim() === '' && filter === undefined) return undefined
  const wanted = { where, filter, whereData: '', resourceType: '', contains: '', view: undefined }
  const conditions = await conditionsOf(api.db, context.get('caller'), models.Space, {
    ...wanted,
    includeHidden: [],
  })
  const { rows } = await sql<Destination>`
    select "Space"."SpaceID", "Space"."Slug" from "Space"
    where ${sql.join(conditions, sql` and `)} order by "Space"."SpaceID"`.execute(api.db)
  return rows
}

/** Every clone of a call: each source in each Destination in each variant. */
export async function copiesOf(
  api: Api,
  context: Context,
  model: EntityModel,
  { naming, patch }: CloneRequest,
): Promise<Copy[]> {
  const destinations = await destinationsOf(api, context)
  if (destinations === undefined && !naming.renames && patch.Slug === undefined)
    throw new Failure(
      400,
      'A clone beside its source needs another name: give name_prefixes, variant_labels or name_pattern, or choose Spaces with where_space or filter_space.',
    )
  const sources = await sourcesOf(api, context, model)
  const places = destinations ?? [undefined]
  const count = sources.length * places.length * naming.variants.length
  if (count > maxCopies)
    throw new Failure(400, `That would make ${count} clones; at most ${maxCopies} in one call. Use limit.`)
  return sources.flatMap((source) =>
    places.flatMap((destination) => naming.variants.map((variant) => ({ source, destination, variant }))),
  )
}
