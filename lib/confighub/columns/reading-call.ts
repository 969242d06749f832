import type { FunctionSignature } from '#lib/confighub/schema/entities.ts'
import type { ReadingCall } from '#lib/confighub/schema/function-values.ts'

/** The toolchain whose functions can be columns. */
export const functionToolchain = 'Kubernetes/YAML'

/** Why a function cannot be a column; undefined for one that can. */
export function callProblem(
  { name, arguments: given }: ReadingCall,
  signature: FunctionSignature | undefined,
): string | undefined {
  if (signature === undefined) return `ConfigHub has no function ${name} for ${functionToolchain}.`
  const { Mutating, Validating, OutputInfo, Parameters = [], RequiredParameters = 0, VarArgs } = signature
  if (Mutating) return `${name} writes; only functions that read can be used here.`
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
