import { Failure } from '#hub/access/failure.ts'
import type { Row } from '#hub/entities/fields.ts'
import { check } from '#hub/entities/validate.ts'
import { castParameters, type Parameter, Parameters, parametersTask } from '#hub/functions/cast-parameters.ts'
import type { Value } from '#hub/functions/function.ts'
import type { Invocation } from '#hub/functions/prepare-call.ts'
import { parseTemplate } from '#hub/functions/template.ts'
import { runInThread } from '#hub/work/run-in-thread.ts'
import type { JsonMap } from '#lib/base/json.ts'

/** Templates may name only declared parameters: no call could give a value to any other. */
export function mustBeDeclared(functions: readonly Invocation[], parameters: readonly Parameter[]): void {
  const declared = new Set(parameters.map(({ ParameterName }) => ParameterName))
  for (const { FunctionName, Arguments } of functions)
    for (const { Evaluator, Value } of Arguments ?? []) {
      const template = Evaluator === 'template' ? parseTemplate(String(Value)) : undefined
      const unknown = template?.ok ? template.value.params.find((name) => !declared.has(name)) : undefined
      if (unknown !== undefined)
        throw new Failure(400, `${FunctionName}: .Params.${unknown} is not one of the Parameters.`)
    }
}

/** The values of a call, cast to the Invocation's Parameters; 400 when one is missing, unknown or of the wrong type. */
export async function parameterValues(invocation: Row, given: JsonMap): Promise<Record<string, Value>> {
  const declared = check(Parameters, invocation.Parameters ?? [])
  const what = `Invocation ${invocation.Slug}`
  const unknown = Object.keys(given).find((name) => !declared.some((each) => each.ParameterName === name))
  if (unknown !== undefined) throw new Failure(400, `${what} has no parameter ${unknown}.`)
  const request = { declared, given }
  // The time a pattern takes grows with the text.
  const matches = declared.some(({ Regexp }) => Regexp)
  const cast = matches ? await runInThread(parametersTask, request, 'light') : castParameters(request)
  if (!cast.ok) throw new Failure(400, `${what}${cast.message.startsWith(':') ? '' : ' '}${cast.message}`)
  return cast.value
}

/** A caller without values, such as a Trigger, can run only an Invocation that needs none. */
export function mustNeedNoValues(invocation: Row): void {
  const needed = check(Parameters, invocation.Parameters ?? []).find(({ Required }) => Required)
  if (needed === undefined) return
  throw new Failure(
    400,
    `Invocation ${invocation.Slug} needs a value of its parameter ${needed.ParameterName}: name it in ParameterizedInvocations of POST /function/invoke.`,
  )
}
