import { Hono } from 'hono'
import { sql } from 'kysely'
import { configDiff } from '#hub/api/config-diff.ts'
import { type Api, type Context, type Env, idOf, optionalId, queryOf, writerOf } from '#hub/api/context.ts'
import { answerData, tagsIn, withDocuments } from '#hub/api/data-answer.ts'
import { Failure } from '#hub/api/failure.ts'
import { listPage } from '#hub/api/list.ts'
import { flag, includeOf, listParameters } from '#hub/api/list-parameters.ts'
import { unitModel } from '#hub/api/models/unit.ts'
import { presentUnit } from '#hub/api/present-unit.ts'
import { writeUnit } from '#hub/api/write-unit.ts'

const notImplemented = [
  'protect',
  'clearance',
  'guards',
  'merge_base',
  'merge_external_source',
  'merge_enable_subtraction',
]

/** Config data, apart from the entities (generation N, confighub-api 5.2). */
export function unitData(api: Api): Hono<Env> {
  const routes = new Hono<Env>()
  const path = '/space/:space/unit/:unit/data'
  routes.get(path, (context) =>
    answerData(api, context, 'Unit', [
      sql`"Unit"."SpaceID" = ${idOf(context, 'space')}`,
      sql`"Unit"."UnitID" = ${idOf(context, 'unit')}`,
    ]),
  )
  routes.put(path, (context) => putData(api, context))
  routes.get('/unit_data', (context) => listData(api, context))
  return routes
}

async function putData(api: Api, context: Context) {
  const caller = writerOf(context)
  const query = queryOf(context)
  for (const name of notImplemented)
    if (query.has(name))
      throw new Failure(501, `PUT .../data with ${name} is not implemented by the embedded hub.`)
  const include = includeOf(query, [...unitModel.include, 'ConfigData', 'Diff', 'MutationSources'])
  const text = await bodyText(context)
  const written = await writeUnit(api.db, {
    spaceId: idOf(context, 'space'),
    unitId: idOf(context, 'unit'),
    caller,
    userAgent: context.req.header('User-Agent') ?? '',
    source: 'UpdateUnit',
    description: query.get('last_change_description') ?? '',
    dryRun: flag(query, 'dry_run'),
    ifMatch: ifMatch(context),
    tag: optionalId(query, 'tag'),
    changeSetId: optionalId(query, 'change_set_id'),
    produce: () => ({ text, mutations: [] }),
  })
  const space = await api.db
    .selectFrom('Space')
    .select('Slug')
    .where('SpaceID', '=', written.unit.SpaceID)
    .executeTakeFirst()
  return context.json({
    Unit: presentUnit(written.unit, space?.Slug),
    ...(include.includes('ConfigData') ? { ConfigData: written.text } : {}),
    ...(include.includes('Diff') ? { Diff: configDiff(written.before, written.text) } : {}),
  })
}

function ifMatch(context: Context): string | undefined {
  const header = context.req.header('If-Match')
  if (header === undefined || header.trim() === '*') return undefined
  const tags = tagsIn(header)
  if (tags.length !== 1) throw new Failure(400, 'If-Match takes one quoted DataHash.')
  return tags[0]?.slice(1, -1)
}

async function bodyText(context: Context): Promise<string> {
  const bytes = await context.req.arrayBuffer()
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes)
  } catch {
    throw new Failure(422, 'The data is not valid UTF-8.')
  }
}

/** Documents of the selected Units, as plain text (addendum 1). */
async function listData(api: Api, context: Context) {
  const parameters = listParameters(queryOf(context), unitModel)
  const select = ['SpaceSlug', 'DataHash', 'DataSize']
  const page = await listPage(api.db, context.get('caller'), unitModel, { ...parameters, select })
  if (page.next !== undefined) context.header('ConfigHub-Continue', page.next)
  return context.json(await withDocuments(api, page.rows))
}
