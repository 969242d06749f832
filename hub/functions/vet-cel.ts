import { jsonValue, resourceExpression } from '#hub/expressions/cel.ts'
import { besideOf, celHandling, expressionParameter } from '#hub/functions/cel-arguments.ts'
import { type HubFunction, validating } from '#hub/functions/function.ts'
import { type Finding, judgeEach } from '#hub/functions/judge.ts'
import { param } from '#hub/functions/key-value.ts'
import { dataTypeOf } from '#hub/functions/paths.ts'
import { isJsonMap, type Json } from '#lib/base/json.ts'

const answers = ['bool', 'map']

export const vetCel: HubFunction = {
  aliases: ['cel-validate', 'vet-celexpr'],
  ...celHandling(answers),
  signature: validating({
    FunctionName: 'vet-cel',
    Description:
      'Passes when the CEL expression holds for every resource (r or object). It returns true or false, or a map with passed, details (texts) and failed_attributes (maps with Path and Value)',
    VarArgs: true,
    Parameters: [
      {
        ...expressionParameter,
        Description: `${expressionParameter.Description}; it returns a bool or a map`,
        Example: "r.kind != 'Deployment' || r.spec.replicas > 1",
      },
      param,
    ],
  }),
  run: (input) => {
    const expression = String(input.args.expression)
    const parsed = resourceExpression(expression, answers)
    if (!parsed.ok) return { kind: 'failed', message: parsed.message }
    const beside = besideOf(input)
    return judgeEach(input, ({ value }) => {
      const answer = parsed.value(value, beside)
      return answer.ok
        ? findings(expression, jsonValue(answer.value))
        : [{ identifier: 'error', message: `${expression} cannot be evaluated: ${answer.message}` }]
    })
  },
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
