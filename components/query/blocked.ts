/** Why nothing on screen may be acted on right now; undefined when it may. */
export type Blocked = string | undefined

/** Id of the line with the reason; disabled elements refer to it. */
export const blockedId = 'rows-blocked'

/** Rows may be changed, exported and linked only while they answer the query that the page shows. */
export function blockedBy({
  isDirty,
  isReadable,
  isPlaceholder,
  mayBeWider,
  silence,
}: {
  /** There are edits that were not run. */
  readonly isDirty: boolean
  /** The query in the address is valid. */
  readonly isReadable: boolean
  /** The rows belong to an earlier query than the address. */
  readonly isPlaceholder: boolean
  /** An ignored part of the address may have narrowed the query. */
  readonly mayBeWider: boolean
  /** Why nobody knows whether the rows are still so; undefined where the hub answers. */
  readonly silence?: string | undefined
}): Blocked {
  if (isDirty) return 'These rows answer the previous query. Run or discard your edits first.'
  if (!isReadable) return 'The query is not valid, so it was not run.'
  if (mayBeWider)
    return 'Part of the address was ignored, so the page may show more than intended. Fix the address first.'
  if (silence !== undefined) return silence
  if (isPlaceholder) return 'The results of this query are still loading.'
  return undefined
}
