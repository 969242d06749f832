import type { QueryFields } from '#components/query/read-query.ts'
import { withoutCondition as without } from '#lib/where/boolean/chips.ts'
import { printCondition } from '#lib/where/boolean/conditions.ts'
import { readConditions } from '#lib/where/boolean/read-conditions.ts'

/** The query without one of its conditions, or without its content filter; unchanged when it has no such condition. */
export function withoutCondition(fields: QueryFields, condition: string): QueryFields {
  const { where, data, type } = fields
  const read = readConditions(where, 'Unit')
  const index = read.ok ? read.value.all.findIndex((each) => printCondition(each) === condition) : -1
  if (read.ok && index !== -1) return { where: without(read.value, index), data, type }
  return condition === contentCondition(fields) ? { where, data: '', type: '' } : fields
}

/** How the content filter as a whole is named among the conditions. */
function contentCondition({ data, type }: QueryFields): string {
  return [type, data].filter((text) => text !== '').join(' · ')
}
