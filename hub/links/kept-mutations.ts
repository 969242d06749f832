import { type Kysely, type RawBuilder, sql } from 'kysely'
import type { Caller } from '#hub/access/caller.ts'
import { hiddenSpaces } from '#hub/access/permissions.ts'
import { models } from '#hub/entities/models/models.ts'
import { visibleSql } from '#hub/entities/visibility.ts'
import { filterSql, findFilter } from '#hub/query/conditions.ts'
import { selectionSql } from '#hub/query/selection.ts'
import type { Tables } from '#hub/store/tables.ts'

/** Which Mutations of the downstream Unit a merge must not overwrite (`where_mutation`, `filter_mutation`, contract 5.2). */
export type MutationChoice = {
  readonly where: string
  readonly filter?: string | undefined
}

/** The numbers of a Unit's Mutations that any of the choices selects; an empty choice selects none. */
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
