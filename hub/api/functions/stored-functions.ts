import { type Kysely, sql } from 'kysely'
import { z } from 'zod'
import type { Caller } from '#hub/access/caller.ts'
import { Failure } from '#hub/access/failure.ts'
import { mustMay } from '#hub/access/permissions.ts'
import { mustNeedNoValues, parameterValues } from '#hub/api/kinds/invocation-parameters.ts'
import type { Row } from '#hub/entities/fields.ts'
import { models } from '#hub/entities/models/models.ts'
import { mustExist } from '#hub/entities/rows.ts'
import { JsonMap as AnyJsonMap, check, requiredUuid } from '#hub/entities/validate.ts'
import { visibleSql } from '#hub/entities/visibility.ts'
import { Invocation } from '#hub/functions/prepare-call.ts'
import type { Tables } from '#hub/store/tables.ts'
import { type TriggerRow, triggerColumns, triggerJoins } from '#hub/triggers/applicable.ts'
import { requestOf } from '#hub/triggers/prepare-trigger.ts'
import { mustUseParts } from '#hub/triggers/trigger-rights.ts'
import type { JsonMap } from '#lib/base/json.ts'

/** Where a function of a call comes from, as its Mutation records it (contract 4.5). */
export type Origin = {
  readonly InvocationID?: string
  readonly InvocationParams?: JsonMap
  readonly TriggerID?: string
}

export type StoredFunction = { readonly invocation: Invocation; readonly origin: Origin }

const Ids = z.array(requiredUuid).max(100, 'at most 100').default([])
const Functions = z.array(Invocation)

/** Values of the Parameters of one stored Invocation (contract 4.10). */
const Parameterized = z.object({
  ParameterizedInvocations: z
    .array(
      z.object({ InvocationID: requiredUuid, Parameters: AnyJsonMap.nullish() }),
      'a list of {InvocationID, Parameters}',
    )
    .max(100, 'at most 100')
    .default([]),
})

type Named = Partial<Record<'Invocations' | 'ParameterizedInvocations' | 'Triggers', unknown[] | undefined>>

/**
 * The functions that a call names by stored Invocations, with values or without, and then by Triggers, in this order,
 * to run behind its own (contract 5.5). Each needs Use on the Space it is stored in and has to be for the call's toolchain. Which units
 * a Trigger selects does not matter here: the call selects them.
 */
export async function storedFunctions(
  db: Kysely<Tables>,
  caller: Caller,
  toolchain: string,
  named: Named,
): Promise<StoredFunction[]> {
  const found: StoredFunction[] = []
  for (const id of check(Ids, named.Invocations)) {
    const row = await usable(db, caller, toolchain, id, 'Invocations')
    mustNeedNoValues(row)
    for (const invocation of check(Functions, row.FunctionInvocations))
      found.push({ invocation, origin: { InvocationID: id } })
  }
  for (const { InvocationID, Parameters } of check(Parameterized, named).ParameterizedInvocations) {
    const row = await usable(db, caller, toolchain, InvocationID, 'ParameterizedInvocations')
    const Params = await parameterValues(row, Parameters ?? {})
    for (const invocation of check(Functions, row.FunctionInvocations))
      found.push({
        invocation: { ...invocation, Params },
        origin: { InvocationID, InvocationParams: Params },
      })
  }
  for (const id of check(Ids, named.Triggers)) {
    const trigger = await visibleTrigger(db, caller, id)
    mustMay(caller, 'Use', trigger.SpaceID)
    mustUseParts(caller, trigger)
    mustBeFor(toolchain, `Trigger ${trigger.Slug}`, trigger.ToolchainType)
    for (const invocation of functionsOf(trigger)) found.push({ invocation, origin: originOf(trigger) })
  }
  return found
}

async function usable(
  db: Kysely<Tables>,
  caller: Caller,
  toolchain: string,
  id: string,
  field: string,
): Promise<Row> {
  const row = (await mustExist(db, caller, models.Invocation, id, field)) ?? {}
  mustMay(caller, 'Use', String(row.SpaceID))
  mustBeFor(toolchain, `Invocation ${row.Slug}`, String(row.ToolchainType))
  return row
}

function mustBeFor(toolchain: string, what: string, own: string): void {
  if (own !== toolchain) throw new Failure(400, `${what} is for ${own}, not ${toolchain}.`)
}

async function visibleTrigger(db: Kysely<Tables>, caller: Caller, id: string): Promise<TriggerRow> {
  const isThis = sql`"Trigger"."TriggerID" = ${id}`
  const { rows } = await sql<TriggerRow>`
    select ${triggerColumns} from "Trigger" ${triggerJoins}
    where ${sql.join([isThis, ...visibleSql(caller, models.Trigger)], sql` and `)}`.execute(db)
  const [trigger] = rows
  if (trigger === undefined) throw new Failure(404, `Triggers: there is no Trigger ${id}.`)
  return trigger
}

/** The WhereResource of a Trigger holds for each function of its Invocation as well. */
function functionsOf(trigger: TriggerRow): Invocation[] {
  const { FunctionInvocations, WhereResource = '' } = requestOf(trigger)
  return check(Functions, FunctionInvocations).map((invocation) => {
    const both = [invocation.WhereResource ?? '', WhereResource].filter((where) => where !== '').join(' AND ')
    return both === '' ? invocation : { ...invocation, WhereResource: both }
  })
}

function originOf({ TriggerID, InvocationID }: TriggerRow): Origin {
  return { TriggerID, ...(InvocationID === null ? {} : { InvocationID }) }
}
