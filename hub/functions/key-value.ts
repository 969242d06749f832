import type { Parameter, Value } from '#hub/functions/function.ts'
import { type JsonMap, type MapDraft, setMember } from '#lib/base/json.ts'

/** `key=value` for an expression, any number of times. */
export const param: Parameter = {
  ParameterName: 'param',
  DataType: 'string',
  Description: 'key=value, a parameter of the expression; may be given any number of times',
  Required: false,
  Regexp: '^[^=]+=[\\s\\S]*$',
  Example: 'most=10',
}

/** The values by key, as text; when a key is given twice, the last one counts. */
export function keyValues(pairs: readonly Value[]): JsonMap {
  const values: MapDraft = {}
  for (const pair of pairs) {
    const [, key = '', value = ''] = /^([^=]+)=([\s\S]*)$/.exec(String(pair)) ?? []
    setMember(values, key, value)
  }
  return values
}
