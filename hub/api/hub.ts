import { randomUUID } from 'node:crypto'
import { Hono, type MiddlewareHandler } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import type { Kysely } from 'kysely'
import { callerOf } from '#hub/access/caller.ts'
import { envelope, Failure, failureOf } from '#hub/access/failure.ts'
import { maxDataBytes, maxEntityBytes, maxQueryLength } from '#hub/access/limits.ts'
import { serviceAccounts } from '#hub/api/accounts/service-accounts.ts'
import { signIn } from '#hub/api/accounts/sign-in.ts'
import { userKeys } from '#hub/api/accounts/user-keys.ts'
import { attestations } from '#hub/api/attest/attestations.ts'
import { diffs } from '#hub/api/diffs/diffs.ts'
import { mustFitSpace } from '#hub/api/filter-space.ts'
import { functions } from '#hub/api/functions/functions.ts'
import type { Connection, Context, Env, HubOptions } from '#hub/api/http/context.ts'
import { hubVersion } from '#hub/api/http/version.ts'
import { identity } from '#hub/api/identity.ts'
import { isUnserved } from '#hub/api/operations.ts'
import { refuseDryRun, refuseUnserved } from '#hub/api/refused-parameters.ts'
import { releases } from '#hub/api/releases/releases.ts'
import { report } from '#hub/api/report.ts'
import { resources } from '#hub/api/resources.ts'
import { kinds } from '#hub/api/spaces/resident-kinds.ts'
import { spaces } from '#hub/api/spaces/spaces.ts'
import { reviewComments } from '#hub/api/units/review-comments.ts'
import { revisions } from '#hub/api/units/revisions.ts'
import { unitConflicts } from '#hub/api/units/unit-conflicts.ts'
import { unitData } from '#hub/api/units/unit-data.ts'
import { unitEvents } from '#hub/api/units/unit-events.ts'
import { unitSources } from '#hub/api/units/unit-sources.ts'
import { unitTags } from '#hub/api/units/unit-tags.ts'
import { units } from '#hub/api/units/units.ts'
import { inTurn } from '#hub/store/serial-dialect.ts'
import type { Tables } from '#hub/store/tables.ts'
import { onBehalfOf } from '#hub/work/run-in-thread.ts'

export type Hub = { readonly fetch: (request: Request, connection?: Connection) => Promise<Response> }

/** A ConfigHub-compatible API over a store, as a function from request to response. */
export function createHub(db: Kysely<Tables>, options: HubOptions = {}): Hub {
  const { log = () => undefined, quotas = {}, extraRoutes = [] } = options
  const app = new Hono<Env>()
  app.use(mark, report(options), limitMethod, limitPath, limitQuery)
  for (const routes of extraRoutes) app.route('/', routes)
  app.use('/auth/*', limitEntity)
  app.route('/', signIn({ db }))
  // Only authenticated callers may send large bodies.
  app.use('/api/*', authenticate(db), limitBody)
  app.use('/api/*', refuseUnserved, refuseDryRun)
  app.use('/api/space/:space/*', mustFitSpace(db))
  const residents = kinds.map((kind) => kind.routes)
  for (const routes of [
    identity,
    serviceAccounts,
    userKeys,
    spaces,
    units,
    unitData,
    unitTags,
    unitSources,
    unitConflicts,
    revisions,
    reviewComments,
    diffs,
    releases,
    attestations,
    resources,
    unitEvents,
    functions,
    ...residents,
  ])
    app.route('/api', routes({ db, quotas }))
  app.notFound((context) => answerUnknown(context))
  app.onError((cause, context) => answerFailure(cause, context, log))
  return { fetch: (request, connection = {}) => inTurn(async () => app.fetch(request, connection)) }
}

type Log = NonNullable<HubOptions['log']>

/** Every answer carries its request id and the generation it speaks, refusals included (contract 11.15). */
const mark: MiddlewareHandler<Env> = async (context, next) => {
  const requestId = sane(context.req.header('X-Request-Id')) ?? randomUUID()
  context.set('requestId', requestId)
  context.header('X-Request-Id', requestId)
  context.header('ConfigHub-Version', hubVersion)
  await next()
}

const methods = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE']

const limitMethod: MiddlewareHandler<Env> = async (context, next) => {
  const { method } = context.req
  if (!methods.includes(method)) {
    context.header('Allow', methods.join(', '))
    throw new Failure(405, `This path accepts ${methods.join(', ')}, not ${method}.`)
  }
  await next()
}

const limitPath: MiddlewareHandler<Env> = async (context, next) => {
  try {
    decodeURIComponent(new URL(context.req.url).pathname)
  } catch {
    throw new Failure(400, 'The path has a % that does not begin an escaped character of UTF-8.')
  }
  await next()
}

const limitQuery: MiddlewareHandler<Env> = async (context, next) => {
  const length = Math.max(0, new URL(context.req.url).search.length - 1)
  if (length > maxQueryLength)
    throw new Failure(
      400,
      `The query string has ${length} characters; at most ${maxQueryLength} are accepted.`,
    )
  await next()
}

/** Checked before the body is read into memory. */
const limitTo = (maxSize: number) =>
  bodyLimit({
    maxSize,
    onError: ({ req: { method, path } }) => {
      // The only write of data for which the contract lists no 422 (contract 2.6).
      const status = method === 'PUT' && path.endsWith('/data') ? 400 : 422
      throw new Failure(status, `A body may have at most ${maxSize} bytes here.`)
    },
  })
const limitData = limitTo(maxDataBytes)
const limitEntity = limitTo(maxEntityBytes)

const limitBody: MiddlewareHandler<Env> = (context, next) =>
  (/\/(?:data|diff|function\/invoke)$/.test(context.req.path) ? limitData : limitEntity)(context, next)

/** Everything but `/info` needs a bearer token (contract 2.4). */
function authenticate(db: Kysely<Tables>): MiddlewareHandler<Env> {
  return async (context, next) => {
    if (context.req.path === '/api/info') return next()
    const caller = await callerOf(db, context.req.header('Authorization'))
    context.set('caller', caller)
    return onBehalfOf(caller.UserID, next)
  }
}

function answerUnknown(context: Context) {
  const { method } = context.req
  const path = new URL(context.req.url).pathname.replace(/^\/api/, '')
  const operation = `${method} ${path}`
  if (isUnserved(method, path))
    return context.json(envelope(501, `${operation} is not implemented by the embedded hub.`), 501)
  return context.json(envelope(404, `There is no operation ${operation}.`), 404)
}

function answerFailure(cause: Error, context: Context, log: Log) {
  const failure = failureOf(cause)
  const requestId = context.get('requestId')
  if (failure !== undefined) {
    if (failure !== cause && failure.status >= 500)
      log({ level: 'warn', requestId, message: failure.message, reason: cause.message })
    return context.json(envelope(failure.status, failure.message), failure.status)
  }
  log({ level: 'error', requestId, message: cause.message, stack: cause.stack })
  return context.json(
    envelope(
      500,
      `Something went wrong in the hub. Its log has the details under the request id ${requestId}.`,
    ),
    500,
  )
}

/** The caller's own request id, if it is safe to repeat in headers and logs. */
function sane(id: string | undefined): string | undefined {
  return id !== undefined && /^[\w.:-]{1,128}$/.test(id) ? id : undefined
}
