import { Hono } from 'hono'
import type { Transaction } from 'kysely'
import type { Caller } from '#hub/access/caller.ts'
import { mustMay } from '#hub/access/permissions.ts'
import type { Step } from '#hub/access/steps.ts'
import { cloneBody, type Names, placeOf } from '#hub/api/clones/clone-body.ts'
import { cloneEach } from '#hub/api/clones/clone-each.ts'
import { type CloneRequest, type Copy, refuse } from '#hub/api/clones/request.ts'
import { type Api, type Env, writerOf } from '#hub/api/http/context.ts'
import { refusePermissions } from '#hub/api/http/refuse-permissions.ts'
import { bodyOf } from '#hub/api/kinds/entity-changes.ts'
import { createResident, type ResidentKind } from '#hub/api/kinds/resident.ts'
import type { Row } from '#hub/entities/fields.ts'
import { present } from '#hub/entities/present.ts'
import { check, type Metadata } from '#hub/entities/validate.ts'
import type { Tables } from '#hub/store/tables.ts'
import type { Json } from '#lib/base/json.ts'

/** What differs between kinds of entities when they are cloned. */
export type ResidentCloning = {
  /** Read-only columns that say where a clone came from. */
  readonly own?: (source: Row) => Row
  /** Changes what is copied before the body of the call is merged in, for a clone in another Space. */
  readonly elsewhere?: (
    db: Transaction<Tables>,
    source: Row,
    SpaceID: string,
    patch: Readonly<Record<string, Json>>,
  ) => Promise<Record<string, Json>>
  /** Parameters that this kind alone has and this hub does not serve. */
  readonly unserved?: readonly string[]
}

/** `POST /x`: clones of the selected entities, each stored or refused on its own (contract 5.4). */
export function residentCloneRoutes<Body extends Metadata>(
  api: Api,
  kind: ResidentKind<Body>,
  cloning: ResidentCloning = {},
): Hono<Env> {
  const routes = new Hono<Env>()
  routes.post(`/${kind.path}`, async (context) => {
    const caller = writerOf(context)
    refuse(context, cloning.unserved ?? [])
    return cloneEach(api, context, kind.model, ({ step, request, copy, names }) =>
      cloneOne(api, caller, kind, cloning, step, request, copy, names),
    )
  })
  return routes
}

async function cloneOne<Body extends Metadata>(
  api: Api,
  caller: Caller,
  kind: ResidentKind<Body>,
  cloning: ResidentCloning,
  step: Step,
  request: CloneRequest,
  copy: Copy,
  names: Names,
): Promise<Record<string, unknown>> {
  const { source } = copy
  refusePermissions(request.patch, `A clone of ${kind.model.table}`)
  const { SpaceID } = placeOf(copy)
  mustMay(caller, 'Use', String(source.SpaceID))
  mustMay(caller, 'CreateChildren', SpaceID)
  const row = await step(async (db) => {
    const changes =
      SpaceID === source.SpaceID
        ? {}
        : ((await cloning.elsewhere?.(db, source, SpaceID, request.patch)) ?? {})
    const body = check(
      kind.schema,
      cloneBody({ ...residentFieldsOf(kind, source), ...changes }, request, copy),
    )
    names.claim(SpaceID, body.Slug)
    const own = cloning.own?.(source) ?? {}
    return createResident(api, db, caller, kind, body, { SpaceID, allowExists: request.allowExists, own })
  })
  return { [kind.model.table]: present(row) }
}

/** The columns that a clone copies: everything writable except gates and how far a Link is merged. */
function residentFieldsOf<Body extends Metadata>(
  kind: Pick<ResidentKind<Body>, 'schema'>,
  source: Row,
): Record<string, Json> {
  const alone = ['DeleteGates', 'UpstreamLastMergedRevisionNum', 'DownstreamLastMergedRevisionNum']
  const fields = Object.entries<Json>(bodyOf(kind, source)).filter(([name]) => !alone.includes(name))
  return Object.fromEntries(fields)
}
