'use client'

import { lazily, useHasBeen } from '#components/ui/lazily.tsx'
import { MenuItem, MenuSection } from '#components/ui/overlay/menu-parts.tsx'
import type { MenuProps } from '#components/ui/overlay/menu-popover.tsx'
import { Trigger, type TriggerProps, useOpened } from '#components/ui/overlay/trigger.tsx'

const MenuPopover = lazily(() =>
  import('#components/ui/overlay/menu-popover.tsx').then((module) => module.MenuPopover<object>),
)

/** `<MenuTrigger><Button/><Menu>…</Menu></MenuTrigger>` */
export function MenuTrigger(props: TriggerProps) {
  return <Trigger type="menu" load={MenuPopover.load} {...props} />
}

export function Menu(props: MenuProps<object>) {
  const opened = useOpened()
  const wasOpened = useHasBeen(opened?.isOpen ?? false)
  return opened && wasOpened ? <MenuPopover {...props} opened={opened} /> : null
}

export { MenuItem, MenuSection }
