import { jsonValue, resourceExpression } from '#hub/expressions/cel.ts'
import { type HubFunction, validating } from '#hub/functions/function.ts'
import { type Finding, judgeEach } from '#hub/functions/judge.ts'
import { dataTypeOf } from '#hub/functions/paths.ts'
import { isJsonMap, type Json } from '#lib/base/json.ts'

const answers = ['bool', 'map']

export const vetCel: HubFunction = {
  aliases: ['cel-validate', 'vet-celexpr'],
  // One loop takes time in proportion to its list. Nested loops and patterns have no such bound.
  bounded: (args) => loopsAndPatterns(String(args['validation-expr'])) > 1,
  check: ({ 'validation-expr': expression }) => {
    const parsed = resourceExpression(String(expression), answers)
    return parsed.ok ? undefined : `validation-expr: ${parsed.message}`
  },
  signature: validating({
    FunctionName: 'vet-cel',
    Description:
      'Passes when the CEL expression holds for every resource (r). It returns true or false, or a map with passed, details (texts) and failed_attributes (maps with Path and Value)',
    Parameters: [
      {
        ParameterName: 'validation-expr',
        DataType: 'string',
        Description: 'CEL expression; r is the resource',
        Required: true,
        Example: "r.kind != 'Deployment' || r.spec.replicas > 1",
      },
    ],
  }),
  run: (input) => {
    const expression = String(input.args['validation-expr'])
    const parsed = resourceExpression(expression, answers)
    if (!parsed.ok) return { kind: 'failed', message: parsed.message }
    return judgeEach(input, ({ value }) => {
      const answer = parsed.value(value)
      return answer.ok
        ? findings(expression, jsonValue(answer.value))
        : [{ identifier: 'error', message: `${expression} cannot be evaluated: ${answer.message}` }]
    })
  },
}

function loopsAndPatterns(expression: string): number {
  const loops = expression.match(/\b(?:all|exists|exists_one|map|filter|bind)\s*\(/g) ?? []
  return loops.length + (/\bmatches\b/.test(expression) ? 2 : 0)
}

function findings(expression: string, answer: Json): Finding[] {
  if (answer === true) return []
  if (answer === false) return [{ identifier: 'expression', message: `${expression} does not hold` }]
  if (!isJsonMap(answer) || typeof answer.passed !== 'boolean')
    return [{ identifier: 'error', message: `${expression} returns neither true nor false` }]
  const said = [...details(answer.details), ...failedAttributes(answer.failed_attributes)]
  if (answer.passed) return said.map((finding) => ({ ...finding, note: true }))
  return said.length > 0 ? said : [{ identifier: 'expression', message: `${expression} does not hold` }]
}

function details(value: Json | undefined): Finding[] {
  if (!Array.isArray(value)) return []
  return value.map((detail: Json) => ({ identifier: 'detail', message: String(detail) }))
}

function failedAttributes(value: Json | undefined): Finding[] {
  if (!Array.isArray(value)) return []
  return value.flatMap((entry: Json) => {
    if (!isJsonMap(entry)) return []
    const { AttributeName, Path, Value = null } = entry
    const at = {
      path: String(Path ?? ''),
      value: Value,
      attribute: String(AttributeName ?? ''),
      dataType: dataTypeOf(Value),
    }
    return [{ identifier: 'attribute', message: `${at.path} is ${JSON.stringify(Value)}`, at }]
  })
}
