import { Hono } from 'hono'
import { type RawBuilder, sql } from 'kysely'
import { Failure, failureOf, itemError } from '#hub/access/failure.ts'
import { contextOf, describeRun, identityOf, type Run, runOrFail } from '#hub/api/functions/function-run.ts'
import { storedFunctions } from '#hub/api/functions/stored-functions.ts'
import { type Api, type Context, type Env, idOf, jsonOf, queryOf, writerOf } from '#hub/api/http/context.ts'
import { sweptPage } from '#hub/api/http/swept-page.ts'
import { writeOptions } from '#hub/api/http/write-options.ts'
import type { Row } from '#hub/entities/fields.ts'
import { unitModel } from '#hub/entities/models/unit.ts'
import { check } from '#hub/entities/validate.ts'
import { kubernetes } from '#hub/functions/function.ts'
import { InvokeBody, prepare } from '#hub/functions/invoke.ts'
import { listSignatures, signaturesTask } from '#hub/functions/list-signatures.ts'
import type { RanAll } from '#hub/functions/run.ts'
import { includeOf, listParameters } from '#hub/query/list-parameters.ts'
import { flag, optionalId } from '#hub/query/query-parameters.ts'
import { readDocument, readDocuments } from '#hub/store/read-document.ts'
import { writeUnit } from '#hub/units/write-unit.ts'
import { runInThread } from '#hub/work/run-in-thread.ts'
import { takeTurns } from '#hub/work/take-turns.ts'

export function functions(api: Api): Hono<Env> {
  const routes = new Hono<Env>()
  const list = async (context: Context) => context.json(await signatures(queryOf(context).get('where') ?? ''))
  routes.get('/function', list)
  routes.get('/space/:space/function', list)
  routes.post('/function/invoke', (context) => invoke(api, context, []))
  routes.post('/space/:space/function/invoke', (context): Promise<Response> => {
    const query = queryOf(context)
    if (query.has('unit_id') || query.has('revision_id')) return invokeOnRevision(api, context)
    return invoke(api, context, [inSpace(context)])
  })
  return routes
}

async function signatures(where: string) {
  // The time that patterns take grows with the length of all descriptions.
  const listed = where.includes('~')
    ? await runInThread(signaturesTask, where, 'light')
    : listSignatures(where)
  if (!listed.ok) throw new Failure(400, listed.message)
  return listed.value
}

function inSpace(context: Context): RawBuilder<unknown> {
  return sql`"Unit"."SpaceID" = ${idOf(context, 'space')}`
}

const notImplemented = ['change_order', 'clearance', 'guards']

/** What to run, from the query and the body; `toolchain` where the body names none. */
async function runOf(api: Api, context: Context, toolchain?: string): Promise<Run> {
  const query = queryOf(context)
  for (const name of notImplemented)
    if (query.has(name))
      throw new Failure(501, `POST /function/invoke with ${name} is not implemented by the embedded hub.`)
  const include = includeOf(query, ['ConfigData', 'Diff'])
  const body = check(InvokeBody, await jsonOf(context))
  const ToolchainType = body.ToolchainType || toolchain || kubernetes
  const stored = await storedFunctions(api.db, context.get('caller'), ToolchainType, body)
  const prepared = prepare({
    ...body,
    Invocations: [],
    ParameterizedInvocations: [],
    Triggers: [],
    FunctionInvocations: [...body.FunctionInvocations, ...stored.map(({ invocation }) => invocation)],
    ToolchainType,
  })
  if (!prepared.ok) throw new Failure(prepared.status, prepared.message)
  return {
    prepared: prepared.value,
    origins: [...body.FunctionInvocations.map(() => ({})), ...stored.map(({ origin }) => origin)],
    description: body.ChangeDescription ?? '',
    include,
    write: writeOptions(context, query),
    otherSource: query.get('other_data_source') || undefined,
    dryRun: flag(query, 'dry_run'),
  }
}

const select = ['SpaceSlug', 'DataHash', 'HeadRevisionID', 'ToolchainType', 'TargetID']

async function invoke(api: Api, context: Context, scope: readonly RawBuilder<unknown>[]) {
  const query = queryOf(context)
  if (query.has('unit_id') || query.has('revision_id'))
    throw new Failure(400, 'unit_id and revision_id belong to POST /space/{space}/function/invoke.')
  const run = await runOf(api, context)
  // Dry runs and reads change nothing, so View is enough.
  const writes = !run.dryRun && run.prepared.mutating
  if (writes) writerOf(context)
  query.delete('include')
  const parameters = listParameters(query, unitModel)
  const page = await sweptPage(api.db, context.get('caller'), unitModel, { ...parameters, select }, scope)
  if (page.next !== undefined) context.header('ConfigHub-Continue', page.next)
  const documents = writes
    ? new Map<string, string>()
    : await readDocuments(
        api.db,
        page.rows.map((row) => String(row.DataHash)),
      )
  const items: Record<string, unknown>[] = []
  const nextTurn = takeTurns()
  let length = 0
  for (const row of page.rows) {
    await nextTurn()
    try {
      if (length > maxAnswerLength)
        throw new Failure(
          422,
          `The call has already returned ${maxAnswerLength} characters, so this Unit was skipped. Narrow the where, or set a limit.`,
        )
      const item = await invokeOne(api, row, run, documents.get(String(row.DataHash)))
      length += lengthOf(item)
      items.push(item)
    } catch (cause) {
      const failure = failureOf(cause)
      if (failure === undefined) throw cause
      items.push({ ...identityOf(row), Success: false, HasNewMutations: false, Error: itemError(failure) })
    }
  }
  return context.json(items, items.some((item) => item.Error !== undefined) ? 207 : 200)
}

/** Characters of all documents and outputs that one call returns. */
const maxAnswerLength = 67_108_864

function lengthOf({ ConfigData = '', Outputs = {} }: Awaited<ReturnType<typeof describeRun>>): number {
  return Object.values<unknown>(Outputs).reduce<number>(
    (sum, each) => sum + String(each).length,
    ConfigData.length,
  )
}

/** Runs the call on one unit; `before` is given when nothing will be written. */
async function invokeOne(api: Api, row: Row, run: Run, before: string | undefined) {
  mustFit(row, run)
  if (before !== undefined) {
    return describeRun(row, run, await runOrFail(run, before, await contextOf(api.db, row, run)), before)
  }
  let ran: RanAll | undefined
  const written = await writeUnit(api.db, {
    spaceId: String(row.SpaceID),
    unitId: String(row.UnitID),
    ...run.write,
    source: 'Invoke',
    description: run.description,
    dryRun: false,
    produce: async (text, unit, db) => {
      ran = await runOrFail(run, text, await contextOf(db, unit, run))
      const { texts, records } = ran
      return {
        text: ran.text,
        mutations: ran.mutators.map((index, at) => ({
          FunctionInvocation: records[at] ?? {},
          ...run.origins[index],
          text: texts[at] ?? text,
        })),
      }
    },
  })
  if (ran === undefined) throw new Error('a unit was written without running its functions')
  return describeRun({ ...row, HeadRevisionID: written.unit.HeadRevisionID }, run, ran, written.before)
}

function mustFit(row: Row, { prepared }: Run): void {
  if (row.ToolchainType !== prepared.toolchain)
    throw new Failure(
      422,
      `${row.Slug} is ${row.ToolchainType}; these functions are for ${prepared.toolchain}.`,
    )
}

/** On one stored Revision; nothing is ever written (contract 5.5). */
async function invokeOnRevision(api: Api, context: Context) {
  const query = queryOf(context)
  const unitId = optionalId(query, 'unit_id')
  const revisionId = optionalId(query, 'revision_id')
  if (unitId === undefined || revisionId === undefined)
    throw new Failure(400, 'unit_id and revision_id must be given together.')
  for (const name of ['where', 'filter', 'where_data', 'resource_type', 'change_set_id'])
    if (query.has(name)) throw new Failure(400, `unit_id and revision_id cannot be combined with ${name}.`)
  const scope = [inSpace(context), sql`"Unit"."UnitID" = ${unitId}`]
  const parameters = {
    ...listParameters(new URLSearchParams(), unitModel),
    includeHidden: '*' as const,
    select,
  }
  const [row] = (await sweptPage(api.db, context.get('caller'), unitModel, parameters, scope)).rows
  if (row === undefined) throw new Failure(404, 'Unit not found in this Space.')
  const revision = await api.db
    .selectFrom('Revision')
    .select(['RevisionID', 'DataHash'])
    .where('RevisionID', '=', revisionId)
    .where('UnitID', '=', unitId)
    .executeTakeFirst()
  if (revision === undefined) throw new Failure(404, `${row.Slug} has no Revision ${revisionId}.`)
  const run = await runOf(api, context, String(row.ToolchainType))
  mustFit(row, run)
  const before = await readDocument(api.db, revision.DataHash)
  const judged = { ...row, HeadRevisionID: revision.RevisionID }
  const ran = await runOrFail(run, before, await contextOf(api.db, judged, run))
  return context.json([await describeRun(judged, run, ran, before)])
}
