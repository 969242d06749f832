import { type InvocationsRequest, type Prepared, prepare } from '#hub/functions/invoke.ts'
import type { TriggerRow } from '#hub/triggers/applicable.ts'

type TriggerCall = Pick<TriggerRow, 'ToolchainType' | 'FunctionName' | 'WhereResource'> & {
  readonly Arguments: readonly unknown[]
  readonly StoredFunctions: readonly unknown[] | null
}

type Outcome = ReturnType<typeof prepare>

/** The functions of a Trigger, its own or those of its Invocation, checked as a call of them would be. */
export function prepareTrigger(trigger: TriggerCall): Outcome {
  return prepare(requestOf(trigger))
}

export function requestOf({
  ToolchainType,
  FunctionName,
  Arguments,
  WhereResource,
  StoredFunctions,
}: TriggerCall): Partial<InvocationsRequest> {
  const own = StoredFunctions === null
  return {
    ToolchainType,
    FunctionInvocations: own
      ? [{ FunctionName, Arguments: Arguments as never[], WhereResource }]
      : (StoredFunctions as never[]),
    ...(own ? {} : { WhereResource }),
  }
}

/** Whether the call validates or reads, in addition to what it writes. */
export function answers({ calls }: Prepared): boolean {
  return calls.some((call) => !call.function.signature.Mutating)
}
