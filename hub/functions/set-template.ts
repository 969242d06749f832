import { editEach } from '#hub/functions/edit.ts'
import { type HubFunction, type Input, mutating, type Ran } from '#hub/functions/function.ts'
import { keyValues, param } from '#hub/functions/key-value.ts'
import { path } from '#hub/functions/parameters.ts'
import { parseTemplate } from '#hub/functions/template.ts'
import { parsePath } from '#lib/path/parse-path.ts'

/** The most characters that a filled-in template may have; checked before it is filled in. */
const maxLength = 1_048_576

export const setTemplate: HubFunction = {
  grows: () => true,
  needs: () => ['unit'],
  check: ({ expression, path }, pairs) => {
    const template = parseTemplate(String(expression))
    if (!template.ok) return `expression: ${template.message}`
    const longest = Math.max(0, ...pairs.map((pair) => String(pair).length))
    if (String(expression).length + template.value.params.length * longest > maxLength)
      return `expression: with its params it may make more than ${maxLength} characters`
    const parsed = parsePath(String(path))
    return parsed.ok ? undefined : `path: ${parsed.error.message}`
  },
  signature: mutating({
    FunctionName: 'set-template',
    Description:
      'Set the text at a path of every resource to what a Go template makes of the params and the Unit, creating missing parts of the path',
    FunctionType: 'Custom',
    Replayable: true,
    VarArgs: true,
    Parameters: [
      {
        ParameterName: 'expression',
        DataType: 'string',
        Description: 'Go template: {{.Params.key}} is a param, {{.UnitSlug}} and its like are the Unit',
        Required: true,
        Example: '{{.Params.repo}}:{{.Params.tag}}',
      },
      path,
      param,
    ],
  }),
  run,
}

function run(input: Input): Ran {
  const template = parseTemplate(String(input.args.expression))
  if (!template.ok) return { kind: 'failed', message: template.message }
  const made = template.value.evaluate({ ...input.about, Params: keyValues(input.rest) })
  if (!made.ok) return { kind: 'failed', message: made.message }
  return editEach(input, () => [{ path: String(input.args.path), value: made.value }])
}
