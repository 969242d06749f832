import { termFrom, withTerm } from '#lib/where/builder.ts'
import { readWhere } from '#lib/where/check.ts'

/** The query narrowed to one value; undefined when the language cannot express the value. */
export function withValue(where: string, attribute: string, value: string): string | undefined {
  const read = readWhere(where, 'Unit')
  const term = termFrom({ attribute, operator: '=', values: [value] }, 'Unit')
  return read.ok && term.ok ? withTerm(read.value, term.value) : undefined
}
