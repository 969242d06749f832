'use client'

import type { ReactNode } from 'react'
import { lazily, useHasBeen } from '#components/ui/lazily.tsx'
import { MenuItem, MenuSection } from '#components/ui/overlay/menu-parts.tsx'
import type { MenuProps } from '#components/ui/overlay/menu-popover.tsx'
import { Trigger, type TriggerProps, useOpened } from '#components/ui/overlay/trigger.tsx'

const MenuPopover = lazily('MenuPopover', () => import('#components/ui/overlay/later.ts'))

/** `<MenuTrigger><Button/><Menu>…</Menu></MenuTrigger>` */
export function MenuTrigger(props: TriggerProps) {
  return <Trigger type="menu" load={MenuPopover.load} {...props} />
}

export function Menu(props: MenuProps<object>) {
  const opened = useOpened()
  const wasOpened = useHasBeen(opened?.isOpen ?? false)
  return opened && wasOpened ? <MenuPopover {...props} opened={opened} /> : null
}

/** A menu whose entries have code of their own, which comes when it is opened for the first time. */
export function OnceOpened({ children }: { children: ReactNode }) {
  return useHasBeen(useOpened()?.isOpen ?? false) ? children : null
}

export { MenuItem, MenuSection }
