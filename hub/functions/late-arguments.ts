import { castArguments, later, type Taken } from '#hub/functions/arguments.ts'
import { type Evaluate, readEvaluator } from '#hub/functions/evaluators.ts'
import type { FunctionContext, Signature } from '#hub/functions/function.ts'
import type { JsonMap } from '#lib/base/json.ts'
import type { Outcome } from '#lib/base/result.ts'

export type GivenArgument = {
  readonly ParameterName?: string | undefined
  readonly Value?: unknown
  readonly Evaluator?: string | undefined
}

/** The final arguments for one Unit; undefined when the Unit is not known. */
export type TakeArguments = (context: FunctionContext | undefined) => Outcome<Taken>

/** Checks arguments that contain expressions, as far as possible before they are evaluated for a Unit. */
export function lateArguments(
  signature: Signature,
  given: readonly GivenArgument[],
  params: JsonMap,
): Outcome<TakeArguments> {
  const expressions = new Map<GivenArgument, Evaluate>()
  for (const argument of given) {
    if (!argument.Evaluator) continue
    if (typeof argument.Value !== 'string') return refuse(signature, 'an expression must be a string')
    const read = readEvaluator(argument.Evaluator, argument.Value)
    if (!read.ok) return refuse(signature, read.message)
    expressions.set(argument, read.value)
  }
  const known = castArguments(
    signature,
    given.map((each) => ({ ...each, Value: expressions.has(each) ? later : each.Value })),
  )
  if (!known.ok) return known
  return {
    ok: true,
    value: (context) => {
      if (context === undefined) return refuse(signature, 'its expressions need a Unit')
      const values: { ParameterName?: string | undefined; Value?: unknown }[] = []
      for (const argument of given) {
        const evaluated = expressions.get(argument)?.(context, params)
        if (evaluated?.ok === false) return refuse(signature, evaluated.message)
        if (evaluated !== undefined && typeof evaluated.value !== 'string')
          return refuse(signature, `${argument.Value} must return a string`)
        const { ParameterName } = argument
        values.push({ ParameterName, Value: evaluated === undefined ? argument.Value : evaluated.value })
      }
      return castArguments(signature, values)
    },
  }
}

function refuse({ FunctionName }: Signature, reason: string): { ok: false; message: string } {
  return { ok: false, message: `${FunctionName}: ${reason}` }
}
