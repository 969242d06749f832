import type { MiddlewareHandler } from 'hono'
import { Failure } from '#hub/access/failure.ts'
import { type Env, queryOf } from '#hub/api/http/context.ts'
import { flag } from '#hub/query/query-parameters.ts'

/**
 * Entities are kept in no Units here, and what becomes of what refers to a deleted one is not described. A write that
 * leaves either out would do half of what was asked for.
 */
export const refuseUnserved: MiddlewareHandler<Env> = async (context, next) => {
  const named = ['with_backing_units', 'from_backing_units', 'detach'].find(
    (name) => context.req.query(name) === 'true',
  )
  if (named !== undefined && context.req.method !== 'GET')
    throw new Failure(501, `${context.req.method} with ${named} is not implemented by the embedded hub.`)
  await next()
}

/**
 * Writes without `dry_run` in ConfigHub's API, beside all deletions (contract 3). ConfigHub drops parameters it does not
 * know and would write, which whoever means only to try must not learn there.
 */
const cannotRehearse =
  /^\/api\/(unit\/(tag|cancel)|service_account\/[^/]+\/key|space\/[^/]+\/(release(\/[^/]+\/withdraw)?|unit\/[^/]+\/(conflicts|guard|protection)))$/
const hasDryRunInBody = /\/(release|conflicts)$/

export const refuseDryRun: MiddlewareHandler<Env> = async (context, next) => {
  const { method, path } = context.req
  const cannot = method === 'DELETE' || (method === 'POST' && cannotRehearse.test(path))
  if (cannot && flag(queryOf(context), 'dry_run'))
    throw new Failure(
      400,
      hasDryRunInBody.test(path)
        ? 'This operation takes no dry_run: say "DryRun": true in the body.'
        : 'This operation takes no dry_run: ConfigHub would carry it out. Nothing was changed.',
    )
  await next()
}
