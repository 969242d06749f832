import type { QueryFields } from '#components/query/query-fields.ts'
import type { QueryTexts } from '#lib/where/boolean/query-parts.ts'

/** The query as our routes are asked it. */
export function textsOf({ where, data, type }: QueryFields): QueryTexts {
  return { where, whereData: data, resourceType: type }
}

/** The other way round. */
export function fieldsOf({ where, whereData, resourceType }: QueryTexts): QueryFields {
  return { where, data: whereData, type: resourceType }
}
