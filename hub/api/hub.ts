import { randomUUID } from 'node:crypto'
import { Hono } from 'hono'
import type { Kysely } from 'kysely'
import { callerOf } from '#hub/api/caller.ts'
import type { Context, Env, HubOptions } from '#hub/api/context.ts'
import { envelope, Failure, failureOf } from '#hub/api/failure.ts'
import { functions } from '#hub/api/functions.ts'
import { identity } from '#hub/api/identity.ts'
import { isKnownOperation } from '#hub/api/operations.ts'
import { revisions } from '#hub/api/revisions.ts'
import { spaces } from '#hub/api/spaces.ts'
import { tags } from '#hub/api/tags.ts'
import { unitData } from '#hub/api/unit-data.ts'
import { unitTags } from '#hub/api/unit-tags.ts'
import { units } from '#hub/api/units.ts'
import { hubVersion } from '#hub/api/version.ts'
import type { Tables } from '#hub/store/tables.ts'

export type Hub = { readonly fetch: (request: Request) => Promise<Response> }

/** Longest encoded query string (addendum 10). */
const maxQueryLength = 8192

/** A ConfigHub-compatible API over a store, as a function from request to response. */
export function createHub(db: Kysely<Tables>, options: HubOptions = {}): Hub {
  const { log = () => undefined, quotas = {} } = options
  const api = { db, quotas }
  const app = new Hono<Env>().basePath('/api')
  app.use(async (context, next) => {
    const started = performance.now()
    const requestId = sane(context.req.header('X-Request-Id')) ?? randomUUID()
    context.set('requestId', requestId)
    context.header('X-Request-Id', requestId)
    context.header('ConfigHub-Version', hubVersion)
    const url = new URL(context.req.url)
    if (url.search.length - 1 > maxQueryLength)
      throw new Failure(
        400,
        `The query string has ${url.search.length - 1} characters; at most ${maxQueryLength} are accepted.`,
      )
    if (url.pathname !== '/api/info')
      context.set('caller', await callerOf(db, context.req.header('Authorization')))
    await next()
    const ms = Math.round(performance.now() - started)
    log({
      level: 'info',
      method: context.req.method,
      path: url.pathname,
      status: context.res.status,
      ms,
      requestId,
    })
  })
  for (const routes of [identity, spaces, units, unitData, unitTags, revisions, functions, tags])
    app.route('/', routes(api))
  app.notFound((context) => answerUnknown(context))
  app.onError((cause, context) => answerFailure(cause, context, log))
  return { fetch: async (request) => app.fetch(request) }
}

function answerUnknown(context: Context) {
  const operation = `${context.req.method} ${new URL(context.req.url).pathname.replace(/^\/api/, '')}`
  if (isKnownOperation(operation))
    return context.json(envelope(501, `${operation} is not implemented by the embedded hub.`), 501)
  return context.json(envelope(404, `There is no operation ${operation}.`), 404)
}

function answerFailure(cause: Error, context: Context, log: NonNullable<HubOptions['log']>) {
  const failure = failureOf(cause)
  if (failure !== undefined) return context.json(envelope(failure.status, failure.message), failure.status)
  const requestId = context.get('requestId')
  log({ level: 'error', requestId, message: cause.message, stack: cause.stack })
  return context.json(
    envelope(500, `The hub failed. Its log names the fault under the request id ${requestId}.`),
    500,
  )
}

/** A caller's own request id, if it is harmless to repeat in headers and logs. */
function sane(id: string | undefined): string | undefined {
  return id !== undefined && /^[\w.:-]{1,128}$/.test(id) ? id : undefined
}
