/** Why what is on screen must not be acted on right now; nothing when it may. */
export type Blocked = string | undefined

/** Id of the line that says why; what is disabled points to it. */
export const blockedId = 'rows-blocked'

/** Rows may be changed, exported and linked only while they are the answer to the query that the page shows. */
export function blockedBy({
  isDirty,
  isReadable,
  isPlaceholder,
  mayBeWider,
}: {
  /** Something is typed that was not run. */
  readonly isDirty: boolean
  /** The query of the address can be read. */
  readonly isReadable: boolean
  /** The rows answer an older query than the address. */
  readonly isPlaceholder: boolean
  /** A part of the address was ignored that may have narrowed the query. */
  readonly mayBeWider: boolean
}): Blocked {
  if (isDirty) return 'These rows answer the previous query. Run what is typed, or discard it, first.'
  if (!isReadable) return 'The query cannot be read, so nothing was asked.'
  if (mayBeWider)
    return 'A part of the address was ignored, so the page may show more than was meant. Mend the address first.'
  if (isPlaceholder) return 'The answer to this query is still being read.'
  return undefined
}
