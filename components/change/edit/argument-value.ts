import { wholeFromText } from '#lib/base/exact-number.ts'
import type { FunctionParameter, FunctionSignature } from '#lib/confighub/schema/entities.ts'

export type ArgumentReading =
  | { readonly ok: true; readonly value: string | number | bigint | boolean | undefined }
  | { readonly ok: false; readonly message: string }

/** Checks a value against the function's own signature before the server does. */
export function readArgument(parameter: FunctionParameter, text: string | undefined): ArgumentReading {
  const typed = text ?? ''
  if (typed === '') {
    return parameter.Required === true ? { ok: false, message: 'required' } : { ok: true, value: undefined }
  }
  switch (parameter.DataType) {
    case 'int':
      return readInt(parameter, typed.trim())
    case 'bool':
      if (typed === 'true' || typed === 'false') return { ok: true, value: typed === 'true' }
      return { ok: false, message: 'Choose true or false' }
    default:
      return readText(parameter, typed)
  }
}

export type ArgumentsReading =
  | {
      readonly ok: true
      readonly arguments: readonly { name: string; value: string | number | bigint | boolean }[]
    }
  | {
      readonly ok: false
      readonly message: string
      /** Nothing entered yet, which is not an error. */
      readonly isMissing: boolean
    }

/** All arguments in the order of the signature; an optional one without a value is left out, as the server wants. */
export function readArguments(
  signature: FunctionSignature,
  values: Readonly<Record<string, string>>,
): ArgumentsReading {
  const given: { name: string; value: string | number | bigint | boolean }[] = []
  for (const parameter of signature.Parameters ?? []) {
    const name = parameter.ParameterName
    const reading = readArgument(parameter, values[name])
    if (!reading.ok)
      return { ok: false, message: `${name}: ${reading.message}`, isMissing: (values[name] ?? '') === '' }
    if (reading.value !== undefined) given.push({ name, value: reading.value })
  }
  return { ok: true, arguments: given }
}

function readInt({ Min, Max }: FunctionParameter, text: string): ArgumentReading {
  const value = /^-?\d+$/.test(text) ? wholeFromText(text) : Number.NaN
  if (typeof value === 'number' && !Number.isSafeInteger(value))
    return { ok: false, message: 'A whole number of at most 64 bits' }
  if (Min !== undefined && value < Min) return { ok: false, message: `At least ${Min}` }
  if (Max !== undefined && value > Max) return { ok: false, message: `At most ${Max}` }
  return { ok: true, value }
}

function readText({ Regexp, EnumValues }: FunctionParameter, text: string): ArgumentReading {
  if (EnumValues !== undefined && EnumValues.length > 0 && !EnumValues.includes(text)) {
    return { ok: false, message: `One of ${EnumValues.join(', ')}` }
  }
  if (Regexp !== undefined && Regexp !== '' && !matches(Regexp, text)) {
    return { ok: false, message: `Must match ${Regexp}` }
  }
  return { ok: true, value: text }
}

/** The server's regular expressions are Go's. One that this browser cannot compile is left for the server to check. */
function matches(expression: string, text: string): boolean {
  try {
    return new RegExp(expression).test(text)
  } catch {
    return true
  }
}
