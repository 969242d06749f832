import type { Arguments, Parameter, Signature, Value } from '#hub/functions/function.ts'

export type GivenArgument = { ParameterName?: string | undefined; Value?: unknown }

type Cast = { ok: true; args: Arguments } | { ok: false; message: string }

/**
 * Positional or named arguments (after one named, all must be named) checked against a signature; strings are
 * cast to the declared type (confighub-api 9).
 */
export function castArguments(signature: Signature, given: readonly GivenArgument[]): Cast {
  const args: Record<string, Value> = {}
  let named = false
  for (const [position, argument] of given.entries()) {
    if (argument.ParameterName) named = true
    else if (named)
      return refuse(signature, `argument ${position + 1} follows a named argument and must be named too`)
    const parameter = argument.ParameterName
      ? signature.Parameters.find((candidate) => candidate.ParameterName === argument.ParameterName)
      : signature.Parameters[position]
    if (!parameter)
      return refuse(signature, `unknown argument ${argument.ParameterName ?? `number ${position + 1}`}`)
    if (parameter.ParameterName in args) return refuse(signature, `${parameter.ParameterName} is given twice`)
    const cast = castValue(parameter, argument.Value)
    if (!cast.ok) return refuse(signature, cast.message)
    args[parameter.ParameterName] = cast.value
  }
  const missing = signature.Parameters.find(
    (parameter) => parameter.Required && !(parameter.ParameterName in args),
  )
  if (missing) return refuse(signature, `argument ${missing.ParameterName} is required`)
  return { ok: true, args }
}

function refuse(signature: Signature, reason: string): Cast {
  return { ok: false, message: `${signature.FunctionName}: ${reason}` }
}

function castValue(
  parameter: Parameter,
  value: unknown,
): { ok: true; value: Value } | { ok: false; message: string } {
  const name = parameter.ParameterName
  if (value === undefined || value === null) return { ok: false, message: `argument ${name} has no value` }
  switch (parameter.DataType) {
    case 'int':
      return castInt(parameter, value)
    case 'bool':
      if (value === true || value === 'true') return { ok: true, value: true }
      if (value === false || value === 'false') return { ok: true, value: false }
      return { ok: false, message: `argument ${name} must be true or false, not ${JSON.stringify(value)}` }
    case 'string':
      return castString(parameter, value)
  }
}

function castInt(
  parameter: Parameter,
  value: unknown,
): { ok: true; value: Value } | { ok: false; message: string } {
  const name = parameter.ParameterName
  const number = typeof value === 'string' && /^-?\d+$/.test(value) ? Number(value) : value
  if (typeof number !== 'number' || !Number.isSafeInteger(number))
    return { ok: false, message: `argument ${name} must be a whole number, not ${JSON.stringify(value)}` }
  if (parameter.Min !== undefined && number < parameter.Min)
    return { ok: false, message: `argument ${name} must be at least ${parameter.Min}, not ${number}` }
  if (parameter.Max !== undefined && number > parameter.Max)
    return { ok: false, message: `argument ${name} must be at most ${parameter.Max}, not ${number}` }
  return { ok: true, value: number }
}

function castString(
  parameter: Parameter,
  value: unknown,
): { ok: true; value: Value } | { ok: false; message: string } {
  const name = parameter.ParameterName
  if (typeof value === 'object') return { ok: false, message: `argument ${name} must be a string` }
  const text = String(value)
  if (parameter.Regexp && !new RegExp(parameter.Regexp).test(text))
    return {
      ok: false,
      message: `argument ${name} must match ${parameter.Regexp}, not ${JSON.stringify(text)}`,
    }
  if (parameter.EnumValues && !parameter.EnumValues.includes(text))
    return { ok: false, message: `argument ${name} must be one of ${parameter.EnumValues.join(', ')}` }
  return { ok: true, value: text }
}
