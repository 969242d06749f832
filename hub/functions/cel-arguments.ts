import { type Beside, resourceExpression } from '#hub/expressions/cel.ts'
import type { Arguments, Fact, HubFunction, Input, Parameter } from '#hub/functions/function.ts'
import { keyValues } from '#hub/functions/key-value.ts'

// Shared by the functions that run a caller's CEL expression on each resource.

export const expressionParameter: Parameter = {
  ParameterName: 'expression',
  DataType: 'CEL',
  Description:
    'CEL expression; r (or object) is the resource, params are the key=value parameters, functionContext is the Unit',
  Required: true,
}

/** How such a function handles its expression; `types` are those that the expression may return. */
export function celHandling(types: readonly string[]): Omit<HubFunction, 'signature' | 'run'> {
  return {
    formerNames,
    bounded: takesLong,
    needs: needsOf,
    check: (args) => wrongIn(args, types),
  }
}

/** Names of the argument in older calls and stored Triggers. */
const formerNames = { 'validation-expr': expressionParameter.ParameterName }

/** One loop takes time in proportion to its list. Nested loops and patterns have no such bound. */
function takesLong({ expression }: Arguments): boolean {
  const text = String(expression)
  const loops = text.match(/\b(?:all|exists|exists_one|map|filter|bind)\s*\(/g) ?? []
  return loops.length > 1 || /\bmatches\b/.test(text)
}

function needsOf({ expression }: Arguments): Fact[] {
  return String(expression).includes('functionContext') ? ['unit'] : []
}

function wrongIn({ expression }: Arguments, types: readonly string[]): string | undefined {
  const parsed = resourceExpression(String(expression), types)
  return parsed.ok ? undefined : `expression: ${parsed.message}`
}

export function besideOf({ about, rest }: Input): Beside {
  return { params: keyValues(rest), ...(about === undefined ? {} : { functionContext: about }) }
}
