import { withTerm } from '#lib/where/boolean/chips.ts'
import { readConditions } from '#lib/where/boolean/read-conditions.ts'
import { termFrom } from '#lib/where/builder.ts'

/** The query narrowed to one value; undefined when the language cannot express the value. */
export function withValue(where: string, attribute: string, value: string): string | undefined {
  const read = readConditions(where, 'Unit')
  const term = termFrom({ attribute, operator: '=', values: [value] }, 'Unit')
  return read.ok && term.ok ? withTerm(read.value, term.value) : undefined
}
