import type { QueryFields } from '#components/query/read-query.ts'
import { parseWhere } from '#lib/where/parse.ts'
import { printWhere } from '#lib/where/print.ts'

/** The query without one of its conditions, or without its content filter; unchanged when it has no such condition. */
export function withoutCondition(fields: QueryFields, condition: string): QueryFields {
  const parsed = parseWhere(fields.where)
  const terms = parsed.ok ? parsed.value.terms : []
  const index = terms.findIndex(({ span }) => fields.where.slice(span.start, span.end) === condition)
  if (index === -1 && condition !== contentCondition(fields)) return fields
  if (index === -1) return { where: fields.where, data: '', type: '' }
  return {
    where: printWhere({ terms: terms.filter((_, other) => other !== index) }),
    data: fields.data,
    type: fields.type,
  }
}

/** How the content filter as a whole is named among the conditions. */
function contentCondition({ data, type }: QueryFields): string {
  return [type, data].filter((text) => text !== '').join(' · ')
}
