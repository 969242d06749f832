import type { Patch } from '#lib/change/model.ts'

/**
 * The arguments of a call as they are sent. Text is cast to the type of the parameter (contract 9); a server in Go reads
 * a number as a double, which would round a whole number of 64 bits.
 */
export function callArguments(given: Extract<Patch, { kind: 'function' }>['arguments']) {
  return given.map(({ name, value }) => ({
    ParameterName: name,
    Value: typeof value === 'bigint' ? String(value) : value,
  }))
}
