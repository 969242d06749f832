import { Failure } from '#hub/access/failure.ts'
import { inSteps, type Step } from '#hub/access/steps.ts'
import { inTransaction } from '#hub/access/transaction.ts'
import { cloneBody, Names, placeOf } from '#hub/api/clones/clone-body.ts'
import { type Clone, cloneLinks, hasFailedLink, type Item } from '#hub/api/clones/family-links.ts'
import { outgoingLinksSql } from '#hub/api/clones/link-copies.ts'
import { type CloneRequest, type Copy, cloneRequest, copiesOf, refuse } from '#hub/api/clones/request.ts'
import { copyUnit, type UnitCopying, unitFields, usableUnit } from '#hub/api/clones/unit-copy.ts'
import { type Api, type Context, jsonOf, queryOf, spaceOf, writerOf } from '#hub/api/http/context.ts'
import { itemOf } from '#hub/api/http/each-item.ts'
import { refusePermissions } from '#hub/api/http/refuse-permissions.ts'
import { mergePatch } from '#hub/entities/merge-patch.ts'
import { models } from '#hub/entities/models/models.ts'
import { present } from '#hub/entities/present.ts'
import { presentUnit } from '#hub/entities/present-unit.ts'
import { check, JsonMap } from '#hub/entities/validate.ts'
import { flag, optionalId } from '#hub/query/query-parameters.ts'

/** `POST /space/{s}/unit?upstream_unit_id=`: one clone; what the body says wins over the upstream (contract 5.2). */
export async function cloneUnit(api: Api, context: Context): Promise<Response> {
  const caller = writerOf(context)
  const query = queryOf(context)
  refuse(context, ['syncback'])
  const upstreamSpace = optionalId(query, 'upstream_space_id')
  const upstreamId = optionalId(query, 'upstream_unit_id')
  if (upstreamId === undefined) throw new Failure(400, 'upstream_space_id requires upstream_unit_id.')
  if (query.has('merge_external_source'))
    throw new Failure(400, 'merge_external_source requires data; a clone merges from its upstream instead.')
  const patch = check(JsonMap, await jsonOf(context))
  refusePermissions(patch, 'A clone')
  if (patch.Slug === undefined) throw new Failure(400, 'Slug: a clone needs a name.')
  const space = await spaceOf(api, context, 'CreateChildren')
  const copying = copyingOf(api, context, flag(query, 'allow_exists'))
  const clone = await inTransaction(api.db, flag(query, 'dry_run'), async (db) => {
    const upstream = await usableUnit(db, caller, upstreamId)
    if (upstreamSpace !== undefined && upstream.SpaceID !== upstreamSpace)
      throw new Failure(404, `upstream_unit_id: there is no Unit ${upstreamId} in that Space.`)
    const body = check(JsonMap, mergePatch(unitFields(upstream), patch))
    return copyUnit(db, copying, upstreamId, space, body)
  })
  return context.json(itemOfClone(clone, space.Slug))
}

/** `POST /unit`: clones of all selected Units, each stored or refused on its own; then the Links between them. */
export async function cloneUnits(api: Api, context: Context): Promise<Response> {
  writerOf(context)
  const request = await cloneRequest(context)
  refusePermissions(request.patch, 'A clone')
  const outgoing = queryOf(context).get('include_outgoing_links_where') ?? ''
  outgoingLinksSql(outgoing)
  const copies = await copiesOf(api, context, models.Unit, request)
  const copying = copyingOf(api, context, request.allowExists)
  const items = await inSteps(api.db, request.dryRun, async (step) => {
    const made = new Map<Copy, Clone>()
    const names = new Names()
    const answers: Item[] = []
    for (const copy of copies) {
      const work = () => cloneOne(step, copying, request, copy, names, made)
      answers.push(await itemOf(models.Unit, work, copy.source))
    }
    const links = await cloneLinks(step, copying, copies, made, outgoing)
    return answers.map((item, index) => ({ ...item, ...links.get(copies[index]) }))
  })
  const failed = items.some((item) => item.Error !== undefined || hasFailedLink(item.Links))
  return context.json(items, failed ? 207 : 200)
}

async function cloneOne(
  step: Step,
  copying: UnitCopying,
  request: CloneRequest,
  copy: Copy,
  names: Names,
  made: Map<Copy, Clone>,
): Promise<Item> {
  const place = placeOf(copy)
  const body = cloneBody(unitFields(copy.source), request, copy)
  names.claim(place.SpaceID, String(body.Slug))
  const clone = await step((db) => copyUnit(db, copying, String(copy.source.UnitID), place, body))
  made.set(copy, clone)
  return itemOfClone(clone, place.Slug)
}

function itemOfClone({ unit, link }: Clone, spaceSlug: string): Item {
  const Unit = presentUnit(unit, spaceSlug)
  return link === undefined ? { Unit } : { Unit, Links: [{ Link: present(link) }] }
}

function copyingOf(api: Api, context: Context, allowExists: boolean): UnitCopying {
  return {
    api,
    caller: context.get('caller'),
    userAgent: context.req.header('User-Agent') ?? '',
    revision: queryOf(context).get('upstream_revision') ?? '',
    allowExists,
  }
}
