import { z } from 'zod'
import { Failure } from '#hub/api/failure.ts'
import type { Row } from '#hub/api/list.ts'
import { check } from '#hub/api/validate.ts'
import { castValue } from '#hub/functions/arguments.ts'
import type { Value } from '#hub/functions/function.ts'
import type { Invocation } from '#hub/functions/prepare-call.ts'
import { parseTemplate } from '#hub/functions/template.ts'
import { withinTime } from '#hub/functions/time-limit.ts'
import type { JsonMap } from '#lib/config/json.ts'

const Regexp = z
  .string()
  .max(1024)
  .refine((text) => text === '' || isPattern(text), 'not a regular expression')

/** One `FunctionParameter` that a stored Invocation declares (confighub-api 4.8, 4.10). */
const Parameter = z.object({
  ParameterName: z.string().min(1, 'a name').max(128),
  DataType: z.string().max(32).default('string'),
  Description: z.string().max(4096).optional(),
  Required: z.boolean().optional(),
  Regexp: Regexp.optional(),
  Min: z.int().nullish(),
  Max: z.int().nullish(),
  EnumValues: z.array(z.string()).max(1000).optional(),
  Example: z.string().max(1024).optional(),
})
type Parameter = z.infer<typeof Parameter>

/** What a stored Invocation declares; each name once. */
export const Parameters = z
  .array(Parameter)
  .max(100)
  .refine(
    (all) => new Set(all.map(({ ParameterName }) => ParameterName)).size === all.length,
    'two parameters have one name',
  )

function isPattern(text: string): boolean {
  try {
    return new RegExp(text) instanceof RegExp
  } catch {
    return false
  }
}

/** Templates may only name what is declared: anything else could never be given. */
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

/** The values of a call, as the Invocation's Parameters want them; 400 for what is missing, unknown or does not fit. */
export function parameterValues(invocation: Row, given: JsonMap): Record<string, Value> {
  const declared = check(Parameters, invocation.Parameters ?? [])
  const what = `Invocation ${invocation.Slug}`
  const unknown = Object.keys(given).find((name) => !declared.some((each) => each.ParameterName === name))
  if (unknown !== undefined) throw new Failure(400, `${what} has no parameter ${unknown}.`)
  // The patterns are the caller's.
  const cast = withinTime(() => declared.map((parameter) => givenValue(what, parameter, given)))
  if (cast === undefined) throw new Failure(400, `${what}: the Regexp of a parameter takes too long.`)
  return Object.fromEntries(cast.value.flatMap((entry) => (entry === undefined ? [] : [entry])))
}

function givenValue(what: string, parameter: Parameter, given: JsonMap) {
  const { ParameterName, DataType, Regexp, Min, Max, EnumValues, Required } = parameter
  const value = Object.hasOwn(given, ParameterName) ? given[ParameterName] : undefined
  if (value === undefined || value === null) {
    if (Required) throw new Failure(400, `${what} needs a value of its parameter ${ParameterName}.`)
    return undefined
  }
  const limits = {
    ...(Regexp ? { Regexp } : {}),
    ...(typeof Min === 'number' ? { Min } : {}),
    ...(typeof Max === 'number' ? { Max } : {}),
    ...(EnumValues === undefined || EnumValues.length === 0 ? {} : { EnumValues }),
  }
  const cast = castValue({ ParameterName, DataType, ...limits }, value)
  if (!cast.ok) throw new Failure(400, `${what}: ${cast.message}`)
  return [ParameterName, cast.value] as const
}

/** Whoever runs an Invocation without values, such as a Trigger, can only run one that needs none. */
export function mustNeedNoValues(invocation: Row): void {
  const needed = check(Parameters, invocation.Parameters ?? []).find(({ Required }) => Required)
  if (needed === undefined) return
  throw new Failure(
    400,
    `Invocation ${invocation.Slug} needs a value of its parameter ${needed.ParameterName}: name it in ParameterizedInvocations of POST /function/invoke.`,
  )
}
