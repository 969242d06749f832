import { fieldsOf, textsOf } from '#components/query/explain/asked-fields.ts'
import type { QueryFields } from '#components/query/query-fields.ts'
import { partsOf } from '#lib/where/boolean/query-parts.ts'

/** The query without its part at `at`; unchanged when it has no such part. */
export function withoutPart(fields: QueryFields, at: number): QueryFields {
  const parts = partsOf(textsOf(fields))
  const without = parts.ok ? parts.value[at]?.without : undefined
  return without === undefined ? fields : fieldsOf(without)
}
