import { z } from 'zod'
import { Failure } from '#hub/api/failure.ts'
import { mustNeedNoValues } from '#hub/api/invocation-parameters.ts'
import { parameterHash } from '#hub/api/kinds/hash.ts'
import { models } from '#hub/api/models/models.ts'
import { mustMay } from '#hub/api/permissions.ts'
import type { ResidentKind } from '#hub/api/resident.ts'
import { isRevisionReference } from '#hub/api/revision-reference.ts'
import { mustExist } from '#hub/api/rows.ts'
import { selectionSql } from '#hub/api/selection.ts'
import { optionalUuid, residentFields, Toolchain } from '#hub/api/validate.ts'
import { prepareTrigger, requestOf } from '#hub/triggers/prepare-trigger.ts'

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
  FailOpenAfter: z.string().max(64).default(''),
  Protect: z.boolean().default(false),
})

/**
 * A function that runs whenever data changed, or after a clone (contract 4.8). What Triggers said before one is
 * made, changed or deleted stays until the next run on a Unit. FailOpenAfter is kept and means nothing here: functions
 * run inside this hub, so none fails to answer.
 */
export const triggerKind: ResidentKind<z.infer<typeof schema>> = {
  model: models.Trigger,
  path: 'trigger',
  schema,
  complete: async (db, caller, body, { current }) => {
    if (body.BridgeWorkerID !== undefined)
      throw new Failure(
        404,
        `BridgeWorkerID: there is no BridgeWorker ${body.BridgeWorkerID}; this hub has none.`,
      )
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
    // Whoever only puts a label on it does not lend it his rights.
    const same =
      current?.Hash === computed.Hash &&
      (current.Disabled === false || body.Disabled) &&
      actsOn.every((field) => current[field] === (body[field] ?? null))
    return { ...computed, ...(same ? {} : { ActsForUserID: caller.UserID }) }
  },
}

/** What says on which Units it acts, and with what. */
const actsOn = ['Event', 'WhereUnit', 'UnitFilterID', 'InvocationID'] as const

type Computed = Pick<
  z.infer<typeof schema>,
  'ToolchainType' | 'FunctionName' | 'WhereResource' | 'OtherDataSource'
> & { readonly Arguments: readonly unknown[] }

/** What a Trigger's functions make of it; refuses functions that do not exist or arguments that do not fit. */
export function computedColumns(
  trigger: Computed,
  stored: readonly unknown[] | undefined,
): { Validating: boolean; Hash: string } {
  const call = { ...trigger, StoredFunctions: stored ?? null }
  const prepared = prepareTrigger(call)
  if (!prepared.ok) throw new Failure(prepared.status, prepared.message)
  const { calls, comparing } = prepared.value
  const { ToolchainType, OtherDataSource } = trigger
  if (comparing && !isRevisionReference(OtherDataSource))
    throw new Failure(
      400,
      'OtherDataSource: the function compares with another revision; name it, for example Before:HeadRevisionNum.',
    )
  if (!comparing && OtherDataSource !== '')
    throw new Failure(400, 'OtherDataSource: the function does not compare with another document.')
  const { FunctionInvocations, WhereResource = '' } = requestOf(call)
  return {
    Validating: calls.every((one) => one.function.signature.Validating),
    Hash: parameterHash([ToolchainType, FunctionInvocations, WhereResource, OtherDataSource]),
  }
}
