import { type HubFunction, validating } from '#hub/functions/function.ts'
import { isOfType, resourceType } from '#hub/functions/parameters.ts'
import { matchesData } from '#lib/where/match-data.ts'
import { parseWhereData } from '#lib/where/parse-data.ts'

export const whereFilter: HubFunction = {
  bounded: (args) => String(args['where-expression']).includes('~'),
  check: ({ 'where-expression': expression }) => {
    const where = parseWhereData(String(expression))
    return where.ok
      ? undefined
      : `where-expression: ${where.error.message} (at character ${where.error.span.start + 1})`
  },
  signature: validating({
    FunctionName: 'where-filter',
    Description: 'Passes when some resource of the type satisfies the expression',
    Parameters: [
      resourceType,
      {
        ParameterName: 'where-expression',
        DataType: 'string',
        Description: 'Conditions in where_data syntax, joined by AND',
        Required: true,
        Example: 'spec.replicas > 1',
      },
    ],
  }),
  run: (input) => {
    const where = parseWhereData(String(input.args['where-expression']))
    if (!where.ok) return { kind: 'failed', message: where.error.message }
    const passed = input.resources.some(
      (resource) => isOfType(input.args['resource-type'], resource) && matchesData(where.value, resource),
    )
    const type = String(input.args['resource-type'])
    const Message = `No resource of type ${type} satisfies ${input.args['where-expression']}`
    const issues = passed ? [] : [{ Identifier: 'no-match', Message }]
    return { kind: 'judged', verdict: { passed, issues, attributes: [] } }
  },
}
