import { Bot } from 'lucide-react'
import { classNames } from '#components/ui/class-names.ts'
import { automationUserId } from '#lib/history/author.ts'
import { type UsersById, userName } from '#lib/history/user-name.ts'

/** The name of a person, or three dots while the names are being read. */
export function UserName({
  userId,
  users,
  className,
}: {
  userId: string | undefined
  users: UsersById | undefined
  className?: string
}) {
  const isRead = users !== undefined || !userId || userId === automationUserId
  const user = userId ? users?.get(userId) : undefined
  return (
    <span
      title={user?.Username ?? userId}
      className={classNames('inline-flex min-w-0 items-center gap-1', className)}
    >
      {userId === automationUserId && <Bot aria-hidden size={13} className="shrink-0 text-muted" />}
      <span className="truncate">{isRead ? userName(userId, users) : '…'}</span>
    </span>
  )
}
