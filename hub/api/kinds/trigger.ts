import { z } from 'zod'
import { Failure } from '#hub/api/failure.ts'
import { parameterHash } from '#hub/api/kinds/hash.ts'
import { models } from '#hub/api/models/models.ts'
import type { ResidentKind } from '#hub/api/resident.ts'
import { mustExist } from '#hub/api/rows.ts'
import { selectionSql } from '#hub/api/selection.ts'
import { optionalUuid, residentFields, Toolchain } from '#hub/api/validate.ts'
import { InvocationsRequest, prepare } from '#hub/functions/invoke.ts'

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

/** A function that runs whenever data changed, or after a clone (confighub-api 4.8). */
export const triggerKind: ResidentKind<z.infer<typeof schema>> = {
  model: models.Trigger,
  path: 'trigger',
  schema,
  complete: async (db, caller, body) => {
    if (body.BridgeWorkerID !== undefined)
      throw new Failure(
        404,
        `BridgeWorkerID: there is no BridgeWorker ${body.BridgeWorkerID}; this hub has none.`,
      )
    if ((body.FunctionName === '') === (body.InvocationID === undefined))
      throw new Failure(400, 'FunctionName: a Trigger has either a FunctionName or an InvocationID.')
    const invocation = await mustExist(db, caller, models.Invocation, body.InvocationID, 'InvocationID')
    const filter = await mustExist(db, caller, models.Filter, body.UnitFilterID, 'UnitFilterID')
    if (filter !== undefined && filter.From !== 'Unit')
      throw new Failure(400, `UnitFilterID: the Filter selects ${filter.From}, not Unit.`)
    selectionSql(models.Unit, { where: body.WhereUnit, whereData: '', resourceType: '', contains: '' })
    const { ToolchainType, FunctionName, Arguments, WhereResource } = body
    const FunctionInvocations = InvocationsRequest.shape.FunctionInvocations.parse(
      invocation?.FunctionInvocations ?? [{ FunctionName, Arguments, WhereResource }],
    )
    const prepared = prepare({ ToolchainType, FunctionInvocations })
    if (!prepared.ok) throw new Failure(prepared.status, prepared.message)
    const Validating = prepared.value.calls.every((call) => call.function.signature.Validating)
    return { Validating, Hash: parameterHash([ToolchainType, FunctionInvocations, body.OtherDataSource]) }
  },
}
