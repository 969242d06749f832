import { Failure } from '#hub/access/failure.ts'
import { type Context, idOf } from '#hub/api/http/context.ts'
import { flag, optionalId } from '#hub/query/query-parameters.ts'

/** What every write of a request has in common. */
export function writeOptions(context: Context, query: URLSearchParams) {
  return {
    caller: context.get('caller'),
    userAgent: context.req.header('User-Agent') ?? '',
    tag: optionalId(query, 'tag'),
    changeSetId: optionalId(query, 'change_set_id'),
    protect: flag(query, 'protect'),
    subgroup: subgroupOf(query),
  }
}

/** A write of the document of the Unit in the path; the caller rolls back a dry run. */
export function dataWrite(context: Context, query: URLSearchParams, rehearsal: boolean) {
  return {
    ...writeOptions(context, query),
    spaceId: idOf(context, 'space'),
    unitId: idOf(context, 'unit'),
    description: query.get('last_change_description') ?? '',
    dryRun: false,
    rehearsal,
  }
}

/** Alphanumeric, at most 64, and not ConfigHub's own (contract 10). */
function subgroupOf(query: URLSearchParams): string {
  const subgroup = query.get('subgroup') ?? ''
  if (/^[A-Za-z0-9]{0,64}$/.test(subgroup) && !subgroup.startsWith('ConfigHub')) return subgroup
  throw new Failure(400, 'subgroup: letters and digits only, at most 64, and not beginning with ConfigHub.')
}
