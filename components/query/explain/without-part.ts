import type { QueryFields } from '#components/query/read-query.ts'
import { partsOf, type QueryTexts } from '#lib/where/boolean/query-parts.ts'

/** The query without its part at `at`; unchanged when it has no such part. */
export function withoutPart(fields: QueryFields, at: number): QueryFields {
  const parts = partsOf(textsOf(fields))
  const without = parts.ok ? parts.value[at]?.without : undefined
  return without === undefined ? fields : fieldsOf(without)
}

export function textsOf({ where, data, type }: QueryFields): QueryTexts {
  return { where, whereData: data, resourceType: type }
}

export function fieldsOf({ where, whereData, resourceType }: QueryTexts): QueryFields {
  return { where, data: whereData, type: resourceType }
}
