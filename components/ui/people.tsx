import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import type { User } from '#lib/confighub/schema/entities.ts'
import type { UsersById } from '#lib/history/user-name.ts'
import { usersQuery } from '#lib/queries/directory.ts'

/** The people of the organization, once loaded. */
export function usePeople(): {
  readonly list: readonly User[]
  /** Undefined while they are being read; empty when they could not be read. */
  readonly byId: UsersById | undefined
  readonly isError: boolean
} {
  const { data, isError } = useQuery(usersQuery())
  return useMemo(
    () => ({ list: data ?? [], byId: byId(data ?? (isError ? [] : undefined)), isError }),
    [data, isError],
  )
}

function byId(users: readonly User[] | undefined): UsersById | undefined {
  return users && new Map(users.map((user) => [user.UserID, user]))
}
