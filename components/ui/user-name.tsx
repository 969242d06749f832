import { Bot } from 'lucide-react'
import { classNames } from '#components/ui/class-names.ts'
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

export function UserName({
  userId,
  users,
  className,
}: {
  userId: string | undefined
  users: UsersById | undefined
  className?: string
}) {
  const name = userName(userId, users)
  const user = userId ? users?.get(userId) : undefined
  return (
    <span
      title={user?.Username ?? userId}
      className={classNames('inline-flex min-w-0 items-center gap-1', className)}
    >
      {userId === automationUserId && <Bot aria-hidden size={13} className="shrink-0 text-muted" />}
      <span className="truncate">{name}</span>
    </span>
  )
}
