import type { MiddlewareHandler } from 'hono'
import { Failure } from '#hub/access/failure.ts'
import { type Env, queryOf } from '#hub/api/http/context.ts'
import { flag } from '#hub/query/query-parameters.ts'

/**
 * This hub keeps no entities in Units, and the contract does not say what `detach` leaves behind. A write that ignored
 * these parameters would do half of what was asked for.
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
 * Writes that have no `dry_run` in ConfigHub's API, besides all deletions (contract 3). ConfigHub ignores parameters it
 * does not know and would write; here the request is refused, because its author wanted only a rehearsal.
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
