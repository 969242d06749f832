import type { Transaction } from 'kysely'
import { z } from 'zod'
import type { Caller } from '#hub/access/caller.ts'
import { Failure } from '#hub/access/failure.ts'
import { may } from '#hub/access/permissions.ts'
import { mustRunHere } from '#hub/api/kinds/bridge-worker.ts'
import { mustBeDeclared, mustNeedNoValues } from '#hub/api/kinds/invocation-parameters.ts'
import type { ResidentKind } from '#hub/api/kinds/resident.ts'
import { mustBeUnused, unseen } from '#hub/api/kinds/tag.ts'
import type { Row } from '#hub/entities/fields.ts'
import { models } from '#hub/entities/models/models.ts'
import { parameterHash } from '#hub/entities/parameter-hash.ts'
import { mustExist, updateRow } from '#hub/entities/rows.ts'
import { optionalUuid, residentFields, Toolchain } from '#hub/entities/validate.ts'
import { Parameters } from '#hub/functions/cast-parameters.ts'
import { prepare } from '#hub/functions/invoke.ts'
import { Invocation } from '#hub/functions/prepare-call.ts'
import type { Tables } from '#hub/store/tables.ts'
import { computedColumns } from '#hub/triggers/computed-columns.ts'

const schema = z.object({
  ...residentFields,
  ToolchainType: Toolchain.default('Kubernetes/YAML'),
  BridgeWorkerID: optionalUuid,
  // Params are the values of one call and are not stored.
  FunctionInvocations: z.array(Invocation.omit({ Params: true })).min(1, 'at least one function'),
  Parameters: Parameters.default([]),
})

/**
 * Functions with their arguments, stored to be used by name (contract 4.8). Arguments with an Evaluator may name
 * its Parameters, whose values come with each call (contract 4.10, ParameterizedInvocations).
 */
export const invocationKind: ResidentKind<z.infer<typeof schema>> = {
  model: models.Invocation,
  path: 'invocation',
  schema,
  complete: async (db, caller, body) => {
    await mustExist(db, caller, models.BridgeWorker, body.BridgeWorkerID, 'BridgeWorkerID')
    mustRunHere(body.BridgeWorkerID)
    const { ToolchainType, FunctionInvocations } = body
    const prepared = prepare({ ToolchainType, FunctionInvocations })
    if (!prepared.ok) throw new Failure(prepared.status, prepared.message)
    mustBeDeclared(FunctionInvocations, body.Parameters)
    return { Hash: parameterHash([ToolchainType, FunctionInvocations]) }
  },
  stored: async (db, caller, row, before) => {
    if (before !== undefined) await updateTriggers(db, caller, row)
  },
  removing: async (db, caller, row) => {
    const id = String(row.InvocationID)
    await mustBeUnused(db, caller, 'Trigger', 'InvocationID', id, `Invocation ${row.Slug}`)
    await mustBeUnused(db, caller, 'Link', 'TransformInvocationID', id, `Invocation ${row.Slug}`)
  },
}

/** Triggers that run it copy its Hash and the kind of its functions. */
async function updateTriggers(db: Transaction<Tables>, caller: Caller, row: Row): Promise<void> {
  const stored = row.FunctionInvocations as unknown[]
  const triggers = await db
    .selectFrom('Trigger')
    .selectAll()
    .where('InvocationID', '=', String(row.InvocationID))
    .execute()
  if (triggers.length > 0) mustNeedNoValues(row)
  for (const trigger of triggers) {
    if (trigger.ToolchainType !== row.ToolchainType)
      throw new Failure(
        409,
        may(caller, 'View', trigger.SpaceID)
          ? `Trigger ${trigger.Slug} runs this Invocation on ${trigger.ToolchainType}.`
          : `The Invocation is used ${unseen}, and keeps its ToolchainType.`,
      )
    await updateRow(db, models.Trigger, trigger.TriggerID, computedColumns(trigger, stored))
  }
}
