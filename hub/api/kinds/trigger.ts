import { z } from 'zod'
import { Failure } from '#hub/access/failure.ts'
import { mustMay } from '#hub/access/permissions.ts'
import { mustRunHere } from '#hub/api/kinds/bridge-worker.ts'
import { mustNeedNoValues } from '#hub/api/kinds/invocation-parameters.ts'
import type { ResidentKind } from '#hub/api/kinds/resident.ts'
import { models } from '#hub/entities/models/models.ts'
import { mustExist } from '#hub/entities/rows.ts'
import { optionalUuid, residentFields, Toolchain } from '#hub/entities/validate.ts'
import { selectionSql } from '#hub/query/selection.ts'
import { computedColumns } from '#hub/triggers/computed-columns.ts'

const schema = z.object({
  ...residentFields,
  Event: z.enum(['Mutation', 'PostClone']),
  ToolchainType: Toolchain,
  FunctionName: z.string().max(128).default(''),
  Arguments: z
    .array(
      z.object({
        ParameterName: z.string().optional(),
        Value: z.union([z.string(), z.number(), z.boolean()]),
        Evaluator: z.string().optional(),
      }),
    )
    .max(100)
    .default([]),
  InvocationID: optionalUuid,
  BridgeWorkerID: optionalUuid,
  Description: z.string().max(4096).default(''),
  Disabled: z.boolean().default(false),
  Warn: z.boolean().default(false),
  WhereResource: z.string().max(8192).default(''),
  WhereUnit: z.string().max(8192).default(''),
  UnitFilterID: optionalUuid,
  OtherDataSource: z.string().max(256).default(''),
  Protect: z.boolean().default(false),
})

/**
 * A function that runs whenever data changed, or after a clone (contract 4.8). Creating, changing or
 * deleting a Trigger keeps earlier verdicts until the next run on a Unit. FailOpenAfter is not stored:
 * functions run inside this hub, so none is ever unreachable.
 */
export const triggerKind: ResidentKind<z.infer<typeof schema>> = {
  model: models.Trigger,
  path: 'trigger',
  schema,
  complete: async (db, caller, body, { current }) => {
    await mustExist(db, caller, models.BridgeWorker, body.BridgeWorkerID, 'BridgeWorkerID')
    mustRunHere(body.BridgeWorkerID)
    if ((body.FunctionName === '') === (body.InvocationID === undefined))
      throw new Failure(400, 'FunctionName: a Trigger has either a FunctionName or an InvocationID.')
    const invocation = await mustExist(db, caller, models.Invocation, body.InvocationID, 'InvocationID')
    if (invocation !== undefined) mustMay(caller, 'Use', String(invocation.SpaceID))
    const filter = await mustExist(db, caller, models.Filter, body.UnitFilterID, 'UnitFilterID')
    if (filter !== undefined && filter.From !== 'Unit')
      throw new Failure(400, `UnitFilterID: the Filter selects ${filter.From}, not Unit.`)
    selectionSql(models.Unit, { where: body.WhereUnit, whereData: '', resourceType: '', contains: '' })
    if (invocation !== undefined && invocation.ToolchainType !== body.ToolchainType)
      throw new Failure(400, `InvocationID: ${invocation.Slug} is for ${invocation.ToolchainType}.`)
    if (invocation !== undefined) mustNeedNoValues(invocation)
    const computed = computedColumns(body, invocation?.FunctionInvocations as unknown[] | undefined)
    // Changing only labels does not make the Trigger act with this caller's permissions.
    const same =
      current?.Hash === computed.Hash &&
      (current.Disabled === false || body.Disabled) &&
      actsOn.every((field) => current[field] === (body[field] ?? null))
    return { ...computed, ...(same ? {} : { ActsForUserID: caller.UserID }) }
  },
}

/** The fields that decide on which Units it acts, and what it runs. */
const actsOn = ['Event', 'WhereUnit', 'UnitFilterID', 'InvocationID'] as const
