import { z } from 'zod'
import { isPattern } from '#hub/expressions/linear-pattern.ts'
import { castValue } from '#hub/functions/arguments.ts'
import type { Value } from '#hub/functions/function.ts'
import { task } from '#hub/work/task.ts'
import type { JsonMap } from '#lib/base/json.ts'
import type { Outcome } from '#lib/base/result.ts'

const Regexp = z
  .string()
  .max(1024)
  .refine((text) => text === '' || isPattern(text), 'not a regular expression (RE2)')

/** One `FunctionParameter` that a stored Invocation declares (contract 4.8, 4.10). */
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
export type Parameter = z.infer<typeof Parameter>

/** What a stored Invocation declares; each name once. */
export const Parameters = z
  .array(Parameter)
  .max(100)
  .refine(
    (all) => new Set(all.map(({ ParameterName }) => ParameterName)).size === all.length,
    'two parameters have one name',
  )

/** The values of a call, cast to the types of the Invocation's Parameters, or which one is missing or invalid. */
export function castParameters({
  declared,
  given,
}: {
  declared: readonly Parameter[]
  given: JsonMap
}): Outcome<Record<string, Value>> {
  const values: [string, Value][] = []
  for (const parameter of declared) {
    const cast = givenValue(parameter, given)
    if (!cast.ok) return cast
    if (cast.value !== undefined) values.push([parameter.ParameterName, cast.value])
  }
  return { ok: true, value: Object.fromEntries(values) }
}

export const parametersTask = task(import.meta.url, castParameters)

function givenValue(parameter: Parameter, given: JsonMap): Outcome<Value | undefined> {
  const { ParameterName, DataType, Regexp, Min, Max, EnumValues, Required } = parameter
  const value = Object.hasOwn(given, ParameterName) ? given[ParameterName] : undefined
  if (value === undefined || value === null)
    return Required
      ? { ok: false, message: `needs a value of its parameter ${ParameterName}.` }
      : { ok: true, value: undefined }
  const limits = {
    ...(Regexp ? { Regexp } : {}),
    ...(typeof Min === 'number' ? { Min } : {}),
    ...(typeof Max === 'number' ? { Max } : {}),
    ...(EnumValues === undefined || EnumValues.length === 0 ? {} : { EnumValues }),
  }
  const cast = castValue({ ParameterName, DataType, ...limits }, value)
  return cast.ok ? cast : { ok: false, message: `: ${cast.message}` }
}
