import type { Hono, Context as HonoContext } from 'hono'
import type { Kysely } from 'kysely'
import type { Caller } from '#hub/access/caller.ts'
import { Failure } from '#hub/access/failure.ts'
import { type Action, mustMay, mustWriteSomewhere } from '#hub/access/permissions.ts'
import type { AnsweredRequest } from '#hub/api/http/answered-request.ts'
import { readJson } from '#hub/api/http/json-text.ts'
import type { Tables } from '#hub/store/tables.ts'
import { isUuid } from '#lib/base/uuid.ts'

export type HubOptions = {
  /** Most entities of a type that an organization may have; more is a 403 (contract 2.6). */
  readonly quotas?: Readonly<Record<string, number>>
  /** Receives faults and, when enabled, requests. */
  readonly log?: (entry: Readonly<Record<string, unknown>>) => void
  /** Called for every request once it has been answered. */
  readonly observe?: (request: AnsweredRequest) => void
  /** Routes at the root, beside the API; they check permissions themselves. */
  readonly extraRoutes?: readonly Hono<Env>[]
}

/** What the server knows beyond the request; absent when a test calls the hub as a function. */
export type Connection = { readonly incoming?: { readonly socket: { readonly remoteAddress?: string } } }

export type Env = {
  Bindings: Connection
  Variables: { caller: Caller; requestId: string; deleted: readonly string[] }
}
export type Context = HonoContext<Env>

export type Api = { readonly db: Kysely<Tables>; readonly quotas: Readonly<Record<string, number>> }

export function queryOf(context: Context): URLSearchParams {
  return new URL(context.req.url).searchParams
}

/** An id out of the path. */
export function idOf(context: Context, name: string): string {
  const text = (context.req.param(name) ?? '').toLowerCase()
  if (!isUuid(text))
    throw new Failure(400, `"${text}" is not an id. Paths use UUIDs; find one with where=Slug = '...'.`)
  return text
}

/**
 * A Space that the caller can see, by the id in the path; otherwise 404, or 403 when they may not do `action` there.
 */
export async function spaceOf(
  api: Api,
  context: Context,
  action: Action = 'View',
): Promise<{ SpaceID: string; Slug: string }> {
  const caller = context.get('caller')
  const space = await api.db
    .selectFrom('Space')
    .select(['SpaceID', 'Slug'])
    .where('SpaceID', '=', idOf(context, 'space'))
    .where('OrganizationID', '=', caller.OrganizationID)
    .executeTakeFirst()
  if (space === undefined) throw new Failure(404, 'Space not found.')
  mustMay(caller, action, space.SpaceID)
  return space
}

/** The body as JSON; null when there is none. */
export async function jsonOf(context: Context): Promise<unknown> {
  return readJson(await context.req.text())
}

export function writerOf(context: Context): Caller {
  const caller = context.get('caller')
  mustWriteSomewhere(caller)
  return caller
}
