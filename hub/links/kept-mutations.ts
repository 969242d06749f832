import { type Kysely, type RawBuilder, sql } from 'kysely'
import type { Caller } from '#hub/api/caller.ts'
import { filterSql, findFilter } from '#hub/api/conditions.ts'
import { models } from '#hub/api/models/models.ts'
import { hiddenSpaces, visibleSql } from '#hub/api/permissions.ts'
import { selectionSql } from '#hub/api/selection.ts'
import {
  ancestorsOf,
  keyOf,
  type MutationSources,
  nameKey,
  type ResourceSources,
} from '#hub/sources/mutation-sources.ts'
import type { Tables } from '#hub/store/tables.ts'
import type { PolicyOf } from '#lib/config/merge-three.ts'
import { pathText } from '#lib/config/path.ts'

/** Which Mutations of the downstream Unit a merge must not overwrite (`where_mutation`, `filter_mutation`, 5.2). */
export type MutationChoice = {
  readonly where: string
  readonly filter?: string | undefined
}

/** The numbers of a Unit's Mutations that any of the choices selects; a choice that says nothing selects none. */
export async function keptMutations(
  db: Kysely<Tables>,
  caller: Caller,
  unitId: string,
  choices: readonly MutationChoice[],
): Promise<ReadonlySet<number>> {
  const kept = new Set<number>()
  for (const choice of choices) {
    const conditions = await conditionsOf(db, caller, choice)
    if (conditions.length === 0) continue
    const all = [sql`"Mutation"."UnitID" = ${unitId}`, ...visibleSql(caller, models.Mutation), ...conditions]
    const { rows } = await sql<{ MutationNum: number }>`
      select "Mutation"."MutationNum" from "Mutation" where ${sql.join(all, sql` and `)}`.execute(db)
    for (const { MutationNum } of rows) kept.add(MutationNum)
  }
  return kept
}

async function conditionsOf(
  db: Kysely<Tables>,
  caller: Caller,
  { where, filter }: MutationChoice,
): Promise<RawBuilder<unknown>[]> {
  const hidden = hiddenSpaces(caller)
  const selection = { where, whereData: '', resourceType: '', contains: '' }
  const chosen = filter === undefined ? undefined : await findFilter(db, caller, models.Mutation, filter)
  return [
    ...selectionSql(models.Mutation, selection, hidden),
    ...(chosen === undefined ? [] : filterSql(models.Mutation, chosen, hidden)),
  ]
}

/** The policy, and in addition: what the kept Mutations were the last to set stays as it is. */
export function keeping(policyOf: PolicyOf, sources: MutationSources, kept: ReadonlySet<number>): PolicyOf {
  if (kept.size === 0) return policyOf
  const first = new Map(sources.toReversed().map((entry) => [nameKey(entry.Resource), entry]))
  return (resource) => {
    const policy = policyOf(resource)
    const own = first.get(keyOf(resource.resourceType, resource.resourceName))
    if (own === undefined) return policy
    const guard = guardOf(own, kept)
    return {
      ...policy,
      guard: (segments) => {
        const both = [policy.guard(segments), guard(pathText(segments))]
        if (both.includes('guarded')) return 'guarded'
        return both.includes('partly') ? 'partly' : 'free'
      },
    }
  }
}

/** What stands at a path was set by the Mutation of its nearest entry, above it or at it. */
function guardOf({ PathMutationMap, ResourceMutationInfo }: ResourceSources, kept: ReadonlySet<number>) {
  const entries = new Map(Object.entries(PathMutationMap).map(([path, { Index }]) => [path, kept.has(Index)]))
  entries.set('', entries.get('') ?? kept.has(ResourceMutationInfo.Index))
  /** What the entries below a path say. */
  const below = new Map<string, Set<boolean>>()
  for (const [path, isKept] of entries)
    for (const above of path === '' ? [] : ['', ...ancestorsOf(path)]) {
      const said = below.get(above)
      if (said === undefined) below.set(above, new Set([isKept]))
      else said.add(isKept)
    }
  return (path: string) => {
    const nearest = [path, ...[...ancestorsOf(path)].reverse(), ''].find((each) => entries.has(each))
    const isKept = entries.get(nearest ?? '') === true
    if (below.get(path)?.has(!isKept)) return 'partly'
    return isKept ? 'guarded' : 'free'
  }
}
