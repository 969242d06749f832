'use client'

import { Check } from 'lucide-react'
import type { ReactNode } from 'react'
import {
  Menu as AriaMenu,
  MenuItem as AriaMenuItem,
  type MenuItemProps as AriaMenuItemProps,
  type MenuProps as AriaMenuProps,
  MenuSection as AriaMenuSection,
  Header,
  MenuTrigger,
  Popover,
  type PopoverProps,
} from 'react-aria-components'
import { classNames } from '#components/ui/class-names.ts'
import { Kbd } from '#components/ui/kbd.tsx'
import { popoverClass } from '#components/ui/overlay/popover.tsx'

export const itemClass =
  'flex min-h-7 cursor-default select-none items-center gap-2 rounded-sm px-2 py-1 text-sm outline-none ' +
  'data-focused:bg-hover data-disabled:text-faint data-pressed:bg-press'

export type MenuProps<T> = Omit<AriaMenuProps<T>, 'className' | 'style'> & {
  placement?: NonNullable<PopoverProps['placement']>
}

/** `<MenuTrigger><Button/><Menu>…</Menu></MenuTrigger>` */
export function Menu<T extends object>({ placement = 'bottom start', ...rest }: MenuProps<T>) {
  return (
    <Popover placement={placement} offset={4} className={classNames(popoverClass, 'min-w-44')}>
      <AriaMenu {...rest} className="max-h-[min(28rem,70vh)] overflow-auto p-1 outline-none" />
    </Popover>
  )
}

export type MenuItemProps = Omit<AriaMenuItemProps, 'className' | 'style' | 'children'> & {
  icon?: ReactNode
  description?: string
  keys?: string
  isDangerous?: boolean
  children: string
}

export function MenuItem({ icon, description, keys, isDangerous, children, ...rest }: MenuItemProps) {
  return (
    <AriaMenuItem
      textValue={children}
      {...rest}
      className={classNames(itemClass, isDangerous && 'text-removed')}
    >
      {({ selectionMode, isSelected }) => (
        <>
          {selectionMode !== 'none' && (
            <span className="w-3.5 shrink-0 text-accent">
              {isSelected && <Check aria-hidden size={14} />}
            </span>
          )}
          {icon}
          <span className="min-w-0 flex-1">
            <span className="block truncate">{children}</span>
            {description && <span className="block text-muted text-xs">{description}</span>}
          </span>
          {keys && <Kbd>{keys}</Kbd>}
        </>
      )}
    </AriaMenuItem>
  )
}

export function MenuSection({
  title,
  children,
  ...rest
}: { title: string; children: ReactNode } & Omit<
  Parameters<typeof AriaMenuSection<object>>[0],
  'children' | 'className'
>) {
  return (
    <AriaMenuSection {...rest}>
      <Header className="px-2 pt-1.5 pb-0.5 font-medium text-2xs text-muted">{title}</Header>
      {children}
    </AriaMenuSection>
  )
}

export { MenuTrigger }
