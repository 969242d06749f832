import { Hono } from 'hono'
import { z } from 'zod'
import { Failure } from '#hub/access/failure.ts'
import { atomically } from '#hub/access/transaction.ts'
import { type Api, type Context, type Env, idOf, jsonOf, queryOf, writerOf } from '#hub/api/http/context.ts'
import { sweptPage } from '#hub/api/http/swept-page.ts'
import { dataWrite } from '#hub/api/http/write-options.ts'
import { acrossUnits } from '#hub/api/units/revisions.ts'
import { models } from '#hub/entities/models/models.ts'
import { present } from '#hub/entities/present.ts'
import { findRow } from '#hub/entities/rows.ts'
import { check } from '#hub/entities/validate.ts'
import { listParameters } from '#hub/query/list-parameters.ts'
import { resourceInfo } from '#hub/sources/mutation-sources.ts'
import { withProtection } from '#hub/sources/protection.ts'
import { readManySources, readSources } from '#hub/sources/read-sources.ts'
import { headSources } from '#hub/units/add-revision.ts'
import type { UnitRow } from '#hub/units/write-request.ts'
import { writeUnitIn } from '#hub/units/write-unit.ts'
import { parsePath } from '#lib/path/parse-path.ts'

/** Which mutation last set each path, and which paths merges must leave alone (contract 4.5, 5.2, 5.3). */
export function unitSources(api: Api): Hono<Env> {
  const routes = new Hono<Env>()
  const unit = '/space/:space/unit/:unit'
  routes.get(`${unit}/mutation_sources`, async (context) => {
    const row = await unitOf(api, context)
    return context.json({ MutationSources: await headSources(api.db, row) })
  })
  routes.get(`${unit}/revision/:revision/mutation_sources`, async (context) => {
    const { UnitID } = await unitOf(api, context)
    const revision = await findRow(api.db, context.get('caller'), models.Revision, idOf(context, 'revision'))
    if (revision?.UnitID !== UnitID) throw new Failure(404, 'Revision not found.')
    return context.json({ MutationSources: await readSources(api.db, numbered(revision)) })
  })
  routes.get('/unit_mutation_sources', (context) => listUnits(api, context))
  routes.get('/revision_mutation_sources', (context) => listRevisions(api, context))
  routes.post(`${unit}/protection`, (context) => setProtection(api, context))
  return routes
}

async function unitOf(api: Api, context: Context): Promise<UnitRow> {
  const row = await findRow(api.db, context.get('caller'), models.Unit, idOf(context, 'unit'))
  if (row?.SpaceID !== idOf(context, 'space')) throw new Failure(404, 'Unit not found.')
  return api.db
    .selectFrom('Unit')
    .selectAll()
    .where('UnitID', '=', idOf(context, 'unit'))
    .executeTakeFirstOrThrow()
}

function numbered(row: Readonly<Record<string, unknown>>) {
  return {
    RevisionID: String(row.RevisionID),
    UnitID: String(row.UnitID),
    RevisionNum: Number(row.RevisionNum),
  }
}

async function listUnits(api: Api, context: Context) {
  const parameters = listParameters(queryOf(context), models.Unit)
  const select = ['SpaceSlug', 'DataHash', 'HeadRevisionID', 'HeadRevisionNum']
  const page = await sweptPage(api.db, context.get('caller'), models.Unit, { ...parameters, select })
  if (page.next !== undefined) context.header('ConfigHub-Continue', page.next)
  const heads = page.rows.map((row) => ({
    RevisionID: String(row.HeadRevisionID),
    UnitID: String(row.UnitID),
    RevisionNum: Number(row.HeadRevisionNum),
  }))
  const sources = await readManySources(api.db, heads)
  const items = page.rows.map(({ OrganizationID: _, HeadRevisionID, HeadRevisionNum: __, ...row }) => ({
    ...present(row),
    MutationSources: sources.get(String(HeadRevisionID)) ?? [],
  }))
  return context.json(items)
}

async function listRevisions(api: Api, context: Context) {
  const { parameters, scope } = await acrossUnits(api, context)
  const select = ['RevisionNum', 'UnitID']
  const page = await sweptPage(
    api.db,
    context.get('caller'),
    models.Revision,
    { ...parameters, select },
    scope,
  )
  if (page.next !== undefined) context.header('ConfigHub-Continue', page.next)
  const sources = await readManySources(api.db, page.rows.map(numbered))
  const items = page.rows.map(({ RevisionID, RevisionNum, UnitID }) => ({
    RevisionID,
    RevisionNum,
    UnitID,
    MutationSources: sources.get(String(RevisionID)) ?? [],
  }))
  return context.json(items)
}

/** `UnitProtectionRequest`: per resource, path -> whether it is protected; the empty path is the whole resource. */
const ProtectionRequest = z.object({
  ResourceProtection: z
    .array(
      z.object({
        Resource: z.object({ ResourceType: z.string(), ResourceName: z.string() }),
        Protected: z.record(z.string().max(4096), z.boolean()),
      }),
    )
    .min(1, 'at least one resource')
    .max(1000, 'at most 1000 resources'),
})

/** Makes a separate revision, and only when something changes. */
async function setProtection(api: Api, context: Context) {
  writerOf(context)
  const query = queryOf(context)
  const { ResourceProtection } = check(ProtectionRequest, await jsonOf(context))
  for (const { Protected } of ResourceProtection) for (const path of Object.keys(Protected)) checkPath(path)
  const write = { ...dataWrite(context, query, false), protect: false, source: 'SetProtection' }
  const answer = await atomically(api.db, async (db) => {
    const { unit } = await writeUnitIn(db, {
      ...write,
      produce: async (text, current) => {
        const before = await headSources(db, current)
        const apply = (sources: typeof before, mutationNum: number) =>
          ResourceProtection.reduce(
            (all, { Resource, Protected }) =>
              withProtection(
                all,
                resourceInfo(Resource.ResourceType, Resource.ResourceName),
                Protected,
                mutationNum,
              ),
            sources,
          )
        mustKnow(current, before, ResourceProtection)
        const changes = apply(before, current.HeadMutationNum + 1) !== before
        return { text, mutations: [], ...(changes ? { revise: true, sources: apply } : {}) }
      },
    })
    return { MutationSources: await headSources(db, unit) }
  })
  return context.json(answer)
}

function checkPath(path: string): void {
  if (path === '') return
  const parsed = parsePath(path)
  if (!parsed.ok) throw new Failure(400, `Protected: ${path}: ${parsed.error.message}`)
}

function mustKnow(
  unit: UnitRow,
  sources: Awaited<ReturnType<typeof headSources>>,
  wanted: z.infer<typeof ProtectionRequest>['ResourceProtection'],
): void {
  const missing = wanted.find(
    ({ Resource }) =>
      !sources.some(
        (entry) =>
          entry.Resource.ResourceType === Resource.ResourceType &&
          entry.Resource.ResourceName === Resource.ResourceName,
      ),
  )
  if (missing !== undefined)
    throw new Failure(
      404,
      `${unit.Slug} has no resource ${missing.Resource.ResourceType} ${missing.Resource.ResourceName}.`,
    )
}
