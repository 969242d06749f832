import type { RowsQuestion } from '#lib/rows/rows-wire.ts'
import type { QueryTexts } from '#lib/where/boolean/query-chips.ts'

/** A query as our routes are asked it. */
export function questionOf({ where, data, type }: QueryTexts): RowsQuestion {
  return { where, whereData: data, resourceType: type }
}
