import { Failure } from '#hub/access/failure.ts'
import { parameterHash } from '#hub/entities/parameter-hash.ts'
import type { TriggerRow } from '#hub/triggers/applicable.ts'
import { prepareTrigger, requestOf } from '#hub/triggers/prepare-trigger.ts'
import { isRevisionReference } from '#hub/units/revision-reference.ts'

type Computed = Pick<TriggerRow, 'ToolchainType' | 'FunctionName' | 'WhereResource' | 'OtherDataSource'> & {
  readonly Arguments: readonly unknown[]
}

/** The columns that follow from a Trigger's functions; refuses unknown functions and invalid arguments. */
export function computedColumns(
  trigger: Computed,
  stored: readonly unknown[] | undefined,
): { Validating: boolean; Hash: string } {
  const call = { ...trigger, StoredFunctions: stored ?? null }
  const prepared = prepareTrigger(call)
  if (!prepared.ok) throw new Failure(prepared.status, prepared.message)
  const { calls, needs } = prepared.value
  const { ToolchainType, OtherDataSource } = trigger
  if (OtherDataSource !== '' && !needs.has('other'))
    throw new Failure(400, 'OtherDataSource: the function does not compare with another document.')
  if (OtherDataSource !== '' && !isRevisionReference(OtherDataSource))
    throw new Failure(
      400,
      'OtherDataSource: name a revision, for example Before:HeadRevisionNum, or leave it empty.',
    )
  const { FunctionInvocations, WhereResource = '' } = requestOf(call)
  return {
    Validating: calls.every((one) => one.function.signature.Validating),
    Hash: parameterHash([ToolchainType, FunctionInvocations, WhereResource, OtherDataSource]),
  }
}
