import { celExpression, jsonValue } from '#hub/expressions/cel.ts'
import type { FunctionContext } from '#hub/functions/function.ts'
import { parseTemplate } from '#hub/functions/template.ts'
import { withinTime } from '#hub/functions/time-limit.ts'
import type { Json, JsonMap } from '#lib/base/json.ts'
import type { Outcome } from '#lib/base/result.ts'

/** Evaluates an expression for a Unit and the parameters given. */
export type Evaluate = (context: FunctionContext, params: JsonMap) => Outcome<Json>

/**
 * Reads an expression of an Evaluator (contract 4.10): a `template` sees the parameters as `.Params.name` and the
 * Unit as `.UnitSlug` and so on, `cel` as `params.name` and `functionContext.UnitSlug`.
 */
export function readEvaluator(evaluator: string, text: string): Outcome<Evaluate> {
  switch (evaluator) {
    case 'template': {
      const template = parseTemplate(text)
      if (!template.ok) return template
      return {
        ok: true,
        value: (context, Params) => template.value.evaluate({ ...context, Params }),
      }
    }
    case 'cel': {
      const expression = celExpression(text, 'argument')
      if (!expression.ok) return { ok: false, message: `cel: ${expression.message}` }
      return {
        ok: true,
        value: (functionContext, params) => {
          const answer = withinTime(() => expression.value({ functionContext, params }))?.value
          if (answer === undefined) return { ok: false, message: 'cel: the expression takes too long' }
          return answer.ok
            ? { ok: true, value: jsonValue(answer.value) }
            : { ok: false, message: `cel: ${answer.message}` }
        },
      }
    }
    default:
      return { ok: false, message: `Evaluator is template or cel, not ${evaluator}` }
  }
}
