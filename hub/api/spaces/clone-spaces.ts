import type { Transaction } from 'kysely'
import type { Caller } from '#hub/access/caller.ts'
import { mustEditOrganization, mustMay } from '#hub/access/permissions.ts'
import { cloneBody, type Names } from '#hub/api/clones/clone-body.ts'
import { cloneEach } from '#hub/api/clones/clone-each.ts'
import { type CloneRequest, type Copy, refuse } from '#hub/api/clones/request.ts'
import { type Api, type Context, writerOf } from '#hub/api/http/context.ts'
import { bodyOf } from '#hub/api/kinds/entity-changes.ts'
import { createSpace, spaceSchema } from '#hub/api/spaces/space-writes.ts'
import type { Row } from '#hub/entities/fields.ts'
import { models } from '#hub/entities/models/models.ts'
import { present } from '#hub/entities/present.ts'
import { check } from '#hub/entities/validate.ts'
import type { Tables } from '#hub/store/tables.ts'

/**
 * `POST /_space`: clones of Spaces themselves (contract 5.4). ConfigHub's own client clones the Units that belong
 * in them afterwards, with `POST /unit` and `where_space`.
 */
export async function cloneSpaces(api: Api, context: Context): Promise<Response> {
  const caller = writerOf(context)
  mustEditOrganization(caller)
  refuse(context, ['where_space', 'filter_space'])
  return cloneEach(api, context, models.Space, async ({ step, request, copy, names }) => {
    const row = await step((db) => cloneSpace(db, { api, caller }, request, copy, names))
    return { Space: present(row) }
  })
}

async function cloneSpace(
  db: Transaction<Tables>,
  { api, caller }: { api: Api; caller: Caller },
  request: CloneRequest,
  copy: Copy,
  names: Names,
): Promise<Row> {
  const source = String(copy.source.SpaceID)
  mustMay(caller, 'Use', source)
  const body = check(spaceSchema, cloneBody(bodyOf({ schema: spaceSchema }, copy.source), request, copy))
  names.claim('', body.Slug)
  const own = { UpstreamSpaceID: source }
  return createSpace(api, db, caller, body, { allowExists: request.allowExists, own })
}
