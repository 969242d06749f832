import { isText } from '#lib/base/reader.ts'
import { isRecord } from '#lib/base/records.ts'
import type { QueryTexts } from '#lib/where/boolean/query-chips.ts'

/** The texts that together select units. Only the explorer has conditions that are computed here. */
export type QueryFields = Omit<QueryTexts, 'computed'> & Partial<Pick<QueryTexts, 'computed'>>

/** What was kept may be anything. */
export function isQueryFields(value: unknown): value is QueryFields {
  return (
    isRecord(value) &&
    isText(value.where) &&
    isText(value.data) &&
    isText(value.type) &&
    isComputed(value.computed)
  )
}

/** What was kept before there were such conditions has none. */
function isComputed(value: unknown): boolean {
  return value === undefined || isText(value)
}

export function sameQuery(a: QueryFields, b: QueryFields): boolean {
  const { computed = '' } = a
  return a.where === b.where && a.data === b.data && a.type === b.type && computed === (b.computed ?? '')
}
