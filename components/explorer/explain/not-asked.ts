import type { RowsAnswer } from '#lib/queries/rows.ts'

/** Only a query that nothing can match has no call: rows that were cut off came from some. */
export function isNotAsked({ calls, isTruncated, count }: RowsAnswer): boolean {
  return calls.length === 0 && !isTruncated && count === 0
}
