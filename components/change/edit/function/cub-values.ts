import type { FunctionPatch } from '#lib/change/model.ts'
import type { FunctionSignature } from '#lib/confighub/schema/entities.ts'

/**
 * Arguments by their place, as `cub` takes them. Undefined when one is left out before another: no line can say that
 * without their names.
 */
export function cubValues(
  { Parameters = [] }: FunctionSignature,
  given: FunctionPatch['arguments'],
): readonly string[] | undefined {
  const places = given.map(({ name }) => Parameters.findIndex((each) => each.ParameterName === name))
  const isGapless = places.every((place, at) => place === Math.min(at, Parameters.length - 1))
  return isGapless ? given.map(({ value }) => String(value)) : undefined
}
