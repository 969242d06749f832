import * as z from 'zod/mini'
import type { FunctionSignature } from '#lib/confighub/schema/entities.ts'
import { ValueCell } from '#lib/confighub/values.ts'

/** A function of ConfigHub that is shown as a column, with its arguments by position. */
export const ReadingCall = z.object({
  name: z.string().check(z.maxLength(128)),
  arguments: z.array(z.string().check(z.maxLength(256))).check(z.maxLength(20)),
})
export type ReadingCall = z.infer<typeof ReadingCall>

/** Body of `POST /api/function-values`: what a function says of units, computed by a dry run. */
export const FunctionValuesRequest = z.extend(ReadingCall, {
  unitIds: z.array(z.uuid()).check(z.maxLength(200)),
})
export type FunctionValuesRequest = z.infer<typeof FunctionValuesRequest>

/** By UnitID: what it says, or why that is unknown. */
export const FunctionValuesResponse = z.object({
  units: z.record(z.string(), z.union([z.object({ cell: ValueCell }), z.object({ reason: z.string() })])),
})
export type FunctionValuesResponse = z.infer<typeof FunctionValuesResponse>

/** The toolchain whose functions can be columns. */
export const functionToolchain = 'Kubernetes/YAML'

/** `get-env-var(main LOG_LEVEL)`: arguments are parted by blanks. */
export function parseReadingCall(text: string): ReadingCall | undefined {
  const [, name, inside = ''] = /^([a-z][a-z0-9-]*)\(([^()]*)\)$/.exec(text) ?? []
  return name === undefined ? undefined : { name, arguments: inside.split(/\s+/).filter(Boolean) }
}

export function printReadingCall({ name, arguments: given }: ReadingCall): string {
  return `${name}(${given.join(' ')})`
}

/** Why a function cannot be a column; undefined for one that can. */
export function callProblem(
  { name, arguments: given }: ReadingCall,
  signature: FunctionSignature | undefined,
): string | undefined {
  if (signature === undefined) return `ConfigHub has no function ${name} for ${functionToolchain}.`
  const { Mutating, Validating, OutputInfo, Parameters = [], RequiredParameters = 0, VarArgs } = signature
  if (Mutating) return `${name} writes; a column can only read.`
  if (Validating) return `${name} judges units and answers no values.`
  if (OutputInfo !== undefined && OutputInfo.OutputType !== 'AttributeValueList')
    return `${name} answers ${OutputInfo.OutputType ?? 'something else'}, not values at paths.`
  // What an expression makes of a secret can no longer be recognized as one.
  if (Parameters.some(({ DataType }) => DataType === 'CEL'))
    return `${name} computes any expression, whose result could not be searched for secrets.`
  if (given.length < RequiredParameters) {
    const names = Parameters.slice(given.length, RequiredParameters).map((each) => each.ParameterName)
    return `${name} also needs ${names.join(', ')}.`
  }
  if (given.length > Parameters.length && !VarArgs)
    return `${name} takes ${Parameters.length} arguments, not ${given.length}.`
  return undefined
}
