import type { User } from '#lib/confighub/schema/entities.ts'
import { automationUserId } from '#lib/history/author.ts'

export type UsersById = ReadonlyMap<string, User>

/** Plain text, for sentences, exports and labels. */
export function userName(userId: string | undefined, users: UsersById | undefined): string {
  if (!userId) return 'unknown'
  if (userId === automationUserId) return 'Automation'
  const user = users?.get(userId)
  return user?.DisplayName ?? user?.Username ?? user?.Slug ?? 'unknown'
}
