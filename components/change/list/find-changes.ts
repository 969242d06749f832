import type { ListedChange } from '#lib/change/record/change-list.ts'

/** Every word must occur in the change's reason, ticket, person or query. */
export function matchingChanges(
  changes: readonly ListedChange[],
  search: string,
  nameOf: (userId: string) => string,
): readonly ListedChange[] {
  const words = search.toLowerCase().split(/\s+/).filter(Boolean)
  if (words.length === 0) return changes
  return changes.filter((change) => {
    const { reason, ticket, where, whereData, Slug, SpaceSlug, author } = change
    const text = [reason, ticket, where, whereData, Slug, SpaceSlug, nameOf(author)].join('\n').toLowerCase()
    return words.every((word) => text.includes(word))
  })
}
