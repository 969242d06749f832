'use client'

import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Cable, ChevronDown, Keyboard, LogOut } from 'lucide-react'
import { useRouter } from 'next/navigation'
import { leaveAllTabs } from '#components/shell/leave-tabs.ts'
import { Button } from '#components/ui/button.tsx'
import { failureOf } from '#components/ui/error/failure.ts'
import { Menu, MenuItem, MenuSection, MenuTrigger } from '#components/ui/overlay/menu.tsx'
import { notify } from '#components/ui/overlay/toast.tsx'
import { type SignedInUser, signOut } from '#lib/queries/session.ts'
import { routes } from '#lib/url/routes.ts'

export function UserMenu({ user, onShowKeys }: { user: SignedInUser; onShowKeys: () => void }) {
  const client = useQueryClient()
  const router = useRouter()
  const leaving = useMutation({
    mutationFn: async () => {
      // What is still being read would be refused, and show as an error of the page that is being left.
      await client.cancelQueries()
      return await signOut()
    },
    onSuccess: leaveAllTabs,
    onError: (error) => {
      void client.refetchQueries({ type: 'active' })
      notify({ tone: 'attention', title: 'Sign-out failed', description: failureOf(error).message })
    },
  })
  return (
    <MenuTrigger>
      <Button variant="quiet">
        <span className="sr-only">Account:</span>
        <span
          aria-hidden
          className="grid size-5 place-items-center rounded-full bg-press font-semibold text-2xs"
        >
          {user.DisplayName.slice(0, 1).toUpperCase()}
        </span>
        <span className="max-w-40 truncate max-md:sr-only">{user.DisplayName}</span>
        <ChevronDown aria-hidden size={14} className="text-muted max-md:hidden" />
      </Button>
      <Menu aria-label="Account" placement="bottom end">
        <MenuSection title={user.Username ?? user.DisplayName}>
          <MenuItem icon={<Keyboard aria-hidden size={14} />} keys="?" onAction={onShowKeys}>
            Keyboard shortcuts
          </MenuItem>
          <MenuItem icon={<Cable aria-hidden size={14} />} onAction={() => router.push(routes.connection())}>
            Test the connection
          </MenuItem>
          <MenuItem icon={<LogOut aria-hidden size={14} />} onAction={() => leaving.mutate()}>
            Sign out
          </MenuItem>
        </MenuSection>
      </Menu>
    </MenuTrigger>
  )
}
