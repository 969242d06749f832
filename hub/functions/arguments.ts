import { linearPattern } from '#hub/expressions/linear-pattern.ts'
import type { Arguments, Parameter, Signature, Value } from '#hub/functions/function.ts'
import { wholeFromText } from '#lib/base/exact-number.ts'
import type { Outcome } from '#lib/base/result.ts'

export type GivenArgument = { ParameterName?: string | undefined; Value?: unknown }

/** Stands for a value that is only known when the function runs. */
export const later = Symbol('later')

/** `ordered` is as given, for the record of what ran; `rest` holds all values of a last parameter that may be repeated. */
export type Taken = {
  readonly args: Arguments
  readonly rest: readonly Value[]
  readonly ordered: readonly { ParameterName: string; Value: Value }[]
}
/** The constraints on a value. */
type Limits = Pick<Parameter, 'ParameterName' | 'Min' | 'Max' | 'Regexp' | 'EnumValues'>

/**
 * Positional or named arguments (after one named, all must be named) checked against a signature; strings are
 * cast to the declared type (contract 9).
 */
export function castArguments(signature: Signature, given: readonly GivenArgument[]): Outcome<Taken> {
  const args: Record<string, Value> = {}
  const rest: Value[] = []
  const ordered: { ParameterName: string; Value: Value }[] = []
  const repeatable = signature.VarArgs ? signature.Parameters.at(-1) : undefined
  for (const [position, argument] of given.entries()) {
    const parameter = parameterOf(signature, given, position)
    if (typeof parameter === 'string') return refuse(signature, parameter)
    const { ParameterName } = parameter
    if (Object.hasOwn(args, ParameterName) && parameter !== repeatable)
      return refuse(signature, `${ParameterName} is given twice`)
    const cast = castValue(parameter, argument.Value)
    if (!cast.ok) return refuse(signature, cast.message)
    if (!Object.hasOwn(args, ParameterName)) args[ParameterName] = cast.value
    if (parameter === repeatable) rest.push(cast.value)
    ordered.push({ ParameterName, Value: cast.value })
  }
  const missing = signature.Parameters.find(
    (parameter) => parameter.Required && !Object.hasOwn(args, parameter.ParameterName),
  )
  if (missing) return refuse(signature, `argument ${missing.ParameterName} is required`)
  return { ok: true, value: { args, rest, ordered } }
}

/** The parameter that an argument belongs to, or an error message. */
function parameterOf(
  { Parameters, VarArgs }: Signature,
  given: readonly GivenArgument[],
  position: number,
): Parameter | string {
  const name = given[position]?.ParameterName
  if (name)
    return Parameters.find((candidate) => candidate.ParameterName === name) ?? `unknown argument ${name}`
  if (given.slice(0, position).some((before) => before.ParameterName))
    return `argument ${position + 1} follows a named argument and must be named too`
  const last = VarArgs ? Parameters.at(-1) : undefined
  return Parameters[position] ?? last ?? `unknown argument number ${position + 1}`
}

function refuse(signature: Signature, reason: string): { ok: false; message: string } {
  return { ok: false, message: `${signature.FunctionName}: ${reason}` }
}

/** A value cast to the type of its parameter. */
export function castValue(parameter: Limits & { readonly DataType: string }, value: unknown): Outcome<Value> {
  const name = parameter.ParameterName
  if (value === later) return { ok: true, value: '' }
  if (value === undefined || value === null) return { ok: false, message: `argument ${name} has no value` }
  switch (parameter.DataType) {
    case 'int':
      return castInt(parameter, value)
    case 'bool':
      if (value === true || value === 'true') return { ok: true, value: true }
      if (value === false || value === 'false') return { ok: true, value: false }
      return { ok: false, message: `argument ${name} must be true or false, not ${JSON.stringify(value)}` }
    default:
      return castString(parameter, value)
  }
}

function castInt(parameter: Limits, value: unknown): Outcome<Value> {
  const name = parameter.ParameterName
  const number = typeof value === 'string' && /^-?\d+$/.test(value) ? wholeFromText(value) : value
  if (typeof number !== 'bigint' && (typeof number !== 'number' || !Number.isSafeInteger(number)))
    return {
      ok: false,
      message: `argument ${name} must be a whole number${Number.isInteger(number) ? ' of at most 64 bits' : ''}, not ${JSON.stringify(value)}`,
    }
  if (parameter.Min !== undefined && number < parameter.Min)
    return { ok: false, message: `argument ${name} must be at least ${parameter.Min}, not ${number}` }
  if (parameter.Max !== undefined && number > parameter.Max)
    return { ok: false, message: `argument ${name} must be at most ${parameter.Max}, not ${number}` }
  return { ok: true, value: number }
}

function castString(parameter: Limits, value: unknown): Outcome<Value> {
  const name = parameter.ParameterName
  if (typeof value === 'object') return { ok: false, message: `argument ${name} must be a string` }
  const text = String(value)
  if (parameter.Regexp && !linearPattern(parameter.Regexp).test(text))
    return {
      ok: false,
      message: `argument ${name} must match ${parameter.Regexp}, not ${JSON.stringify(text)}`,
    }
  if (parameter.EnumValues && !parameter.EnumValues.includes(text))
    return { ok: false, message: `argument ${name} must be one of ${parameter.EnumValues.join(', ')}` }
  return { ok: true, value: text }
}
