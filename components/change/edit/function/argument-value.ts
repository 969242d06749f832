import { type ArgumentTexts, textsOf } from '#components/change/edit/function/call-draft.ts'
import { wholeFromText } from '#lib/base/exact-number.ts'
import type { FunctionPatch } from '#lib/change/model.ts'
import type { FunctionParameter, FunctionSignature } from '#lib/confighub/schema/entities.ts'

type Argument = FunctionPatch['arguments'][number]

export type ArgumentReading =
  | { readonly ok: true; readonly value: Argument['value'] | undefined }
  | { readonly ok: false; readonly message: string }

/** Checks a value against the function's own signature before the server does. */
export function readArgument(parameter: FunctionParameter, text: string | undefined): ArgumentReading {
  const typed = text ?? ''
  if (typed === '') {
    if (parameter.Required !== true) return { ok: true, value: undefined }
    return mayBeEmpty(parameter) ? { ok: true, value: '' } : { ok: false, message: 'required' }
  }
  switch (parameter.DataType) {
    case 'int':
      return readInt(parameter, typed.trim())
    case 'bool':
      if (typed === 'true' || typed === 'false') return { ok: true, value: typed === 'true' }
      return { ok: false, message: 'Choose true or false' }
    default:
      return isList(parameter) ? readList(typed) : readText(parameter, typed)
  }
}

export type ArgumentsReading =
  | { readonly ok: true; readonly arguments: readonly Argument[] }
  | {
      readonly ok: false
      readonly message: string
      /** Nothing entered yet, which is not an error. */
      readonly isMissing: boolean
    }

/** All arguments in the order of the signature; an optional one without a value is left out, as the server wants. */
export function readArguments(signature: FunctionSignature, values: ArgumentTexts): ArgumentsReading {
  const given: Argument[] = []
  for (const parameter of signature.Parameters ?? []) {
    const name = parameter.ParameterName
    for (const text of typedFor(signature, parameter, values)) {
      const reading = readArgument(parameter, text)
      if (!reading.ok) return { ok: false, message: `${name}: ${reading.message}`, isMissing: text === '' }
      if (reading.value !== undefined) given.push({ name, value: reading.value })
    }
  }
  return { ok: true, arguments: given }
}

/** Whether a parameter may be given any number of times: the last of a function that takes more (contract 4.10). */
export function isRepeatable(
  { VarArgs, Parameters }: FunctionSignature,
  parameter: FunctionParameter,
): boolean {
  return VarArgs === true && parameter === Parameters?.at(-1)
}

/** A value has to be given, and the empty one is among those that the function declares. */
export function mayBeEmpty({ Required, Regexp = '' }: FunctionParameter): boolean {
  return Required === true && Regexp !== '' && matches(Regexp, '', false)
}

/** The JSON text of a list. */
export function isList({ DataType }: FunctionParameter): boolean {
  return DataType === 'ResourceList' || DataType === 'AttributeValueList'
}

/** At least one text, so that one that is required is missed; of those that may be repeated, empty ones are none. */
function typedFor(
  signature: FunctionSignature,
  parameter: FunctionParameter,
  values: ArgumentTexts,
): readonly string[] {
  const [first = '', ...more] = textsOf(values, parameter.ParameterName)
  if (!isRepeatable(signature, parameter)) return [first]
  const typed = [first, ...more].filter((text) => text !== '')
  return typed.length === 0 ? [''] : typed
}

function readInt({ Min, Max }: FunctionParameter, text: string): ArgumentReading {
  const value = /^-?\d+$/.test(text) ? wholeFromText(text) : Number.NaN
  if (typeof value === 'number' && !Number.isSafeInteger(value))
    return { ok: false, message: 'A whole number of at most 64 bits' }
  if (Min !== undefined && value < Min) return { ok: false, message: `At least ${Min}` }
  if (Max !== undefined && value > Max) return { ok: false, message: `At most ${Max}` }
  return { ok: true, value }
}

function readList(text: string): ArgumentReading {
  try {
    if (Array.isArray(JSON.parse(text))) return { ok: true, value: text }
  } catch {
    // What is no JSON is no list either.
  }
  return { ok: false, message: 'A list, as JSON' }
}

function readText({ Regexp, EnumValues, Example }: FunctionParameter, text: string): ArgumentReading {
  if (EnumValues !== undefined && EnumValues.length > 0 && !EnumValues.includes(text)) {
    return { ok: false, message: `One of ${EnumValues.join(', ')}` }
  }
  if (Regexp !== undefined && Regexp !== '' && !matches(Regexp, text)) {
    const example = Example === undefined ? '' : `, such as ${Example}`
    return { ok: false, message: `Must match ${Regexp}${example}` }
  }
  return { ok: true, value: text }
}

/** The server's regular expressions are Go's. One that this browser cannot compile is left for the server to check. */
function matches(expression: string, text: string, otherwise = true): boolean {
  try {
    return new RegExp(expression).test(text)
  } catch {
    return otherwise
  }
}
