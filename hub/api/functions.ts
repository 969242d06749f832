import { setImmediate } from 'node:timers/promises'
import { Hono } from 'hono'
import { type RawBuilder, sql } from 'kysely'
import { configDiffOf } from '#hub/api/config-diff.ts'
import {
  type Api,
  type Context,
  type Env,
  idOf,
  jsonOf,
  optionalId,
  queryOf,
  writerOf,
} from '#hub/api/context.ts'
import { Failure, failureOf, itemError } from '#hub/api/failure.ts'
import { listPage, type Row } from '#hub/api/list.ts'
import { flag, includeOf, listParameters } from '#hub/api/list-parameters.ts'
import { unitModel } from '#hub/api/models/unit.ts'
import { check } from '#hub/api/validate.ts'
import { writeUnit } from '#hub/api/write-unit.ts'
import { catalogue } from '#hub/functions/catalogue.ts'
import { InvocationsRequest, type Prepared, prepare, runAll } from '#hub/functions/invoke.ts'
import { readDocuments } from '#hub/store/read-document.ts'
import { dataHash } from '#hub/store/write-document.ts'

export function functions(api: Api): Hono<Env> {
  const routes = new Hono<Env>()
  const list = (context: Context) => {
    if (queryOf(context).has('where'))
      throw new Failure(501, 'GET /function with where is not implemented by the embedded hub.')
    return context.json(signatures())
  }
  routes.get('/function', list)
  routes.get('/space/:space/function', list)
  routes.post('/function/invoke', (context) => invoke(api, context, []))
  routes.post('/space/:space/function/invoke', (context) =>
    invoke(api, context, [sql`"Unit"."SpaceID" = ${idOf(context, 'space')}`]),
  )
  return routes
}

/** Toolchain type -> function name -> signature. */
function signatures() {
  return Object.fromEntries(
    [...catalogue].map(([toolchain, byName]) => [
      toolchain,
      Object.fromEntries([...byName].map(([name, { signature }]) => [name, signature])),
    ]),
  )
}

const notImplemented = [
  'unit_id',
  'revision_id',
  'change_order',
  'protect',
  'clearance',
  'guards',
  'other_data_source',
]

async function invoke(api: Api, context: Context, scope: readonly RawBuilder<unknown>[]) {
  const query = queryOf(context)
  for (const name of notImplemented)
    if (query.has(name))
      throw new Failure(501, `POST /function/invoke with ${name} is not implemented by the embedded hub.`)
  const include = includeOf(query, ['ConfigData', 'Diff'])
  const request = check(InvocationsRequest, await jsonOf(context))
  const prepared = prepare(request)
  if (!prepared.ok) throw new Failure(prepared.status, prepared.message)
  const run = {
    prepared: prepared.value,
    description: request.ChangeDescription ?? '',
    include,
    changeSetId: optionalId(query, 'change_set_id'),
    dryRun: flag(query, 'dry_run'),
  }
  // A dry run and a read change nothing, so whoever may View may ask.
  const writes = !run.dryRun && run.prepared.mutating
  if (writes) writerOf(context)
  query.delete('include')
  const parameters = listParameters(query, unitModel)
  const select = ['SpaceSlug', 'DataHash', 'HeadRevisionID', 'ToolchainType', 'TargetID']
  const page = await listPage(api.db, context.get('caller'), unitModel, { ...parameters, select }, scope)
  const documents = writes
    ? new Map<string, string>()
    : await readDocuments(
        api.db,
        page.rows.map((row) => String(row.DataHash)),
      )
  const items: Record<string, unknown>[] = []
  for (const row of page.rows) {
    // Computing on many documents must not keep everybody else waiting.
    await setImmediate()
    try {
      items.push(await invokeOne(api, context, row, run, documents.get(String(row.DataHash))))
    } catch (cause) {
      const failure = failureOf(cause)
      if (failure === undefined) throw cause
      items.push({ ...identityOf(row), Success: false, HasNewMutations: false, Error: itemError(failure) })
    }
  }
  return context.json(items, items.some((item) => item.Error !== undefined) ? 207 : 200)
}

type Run = {
  prepared: Prepared
  description: string
  include: readonly string[]
  changeSetId: string | undefined
  dryRun: boolean
}

/** Runs the call on one unit; `before` is given when nothing will be written. */
async function invokeOne(api: Api, context: Context, row: Row, run: Run, before: string | undefined) {
  if (row.ToolchainType !== run.prepared.toolchain)
    throw new Failure(
      422,
      `${row.Slug} is ${row.ToolchainType}; these functions are for ${run.prepared.toolchain}.`,
    )
  if (before !== undefined) return describeRun(row, run, runOrFail(run.prepared, before), before)
  let ran: ReturnType<typeof runOrFail> | undefined
  const written = await writeUnit(api.db, {
    spaceId: String(row.SpaceID),
    unitId: String(row.UnitID),
    caller: context.get('caller'),
    userAgent: context.req.header('User-Agent') ?? '',
    source: 'Invoke',
    description: run.description,
    dryRun: false,
    changeSetId: run.changeSetId,
    produce: (text) => {
      ran = runOrFail(run.prepared, text)
      return {
        text: ran.text,
        mutations: ran.mutators.map((index) => ({
          FunctionInvocation: run.prepared.calls[index]?.record ?? {},
        })),
      }
    },
  })
  if (ran === undefined) throw new Error('a unit was written without running its functions')
  return describeRun({ ...row, HeadRevisionID: written.unit.HeadRevisionID }, run, ran, written.before)
}

function runOrFail(prepared: Prepared, text: string) {
  const ran = runAll(prepared, text)
  if (!ran.ok) throw new Failure(422, ran.message)
  return ran.value
}

function describeRun(row: Row, run: Run, ran: ReturnType<typeof runOrFail>, before: string) {
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
    ...(run.include.includes('Diff') ? { Diff: configDiffOf(ran.changes) } : {}),
  }
}

function identityOf(row: Row) {
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
