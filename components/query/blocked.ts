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
  if (isDirty) return 'These rows answer the previous query. Run or discard your edits first.'
  if (!isReadable) return 'The query is not valid, so it was not run.'
  if (mayBeWider)
    return 'Part of the address was ignored, so the page may show more than intended. Fix the address first.'
  if (isPlaceholder) return 'The results of this query are still loading.'
  return undefined
}
