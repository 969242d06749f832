'use client'

import { Check } from 'lucide-react'
import { Header } from 'react-aria-components/Header'
import {
  Menu as AriaMenu,
  MenuItem as AriaMenuItem,
  type MenuProps as AriaMenuProps,
  MenuSection as AriaMenuSection,
  Popover,
  type PopoverProps,
} from 'react-aria-components/Menu'
import { classNames } from '#components/ui/class-names.ts'
import { Kbd } from '#components/ui/kbd.tsx'
import {
  type MenuItemProps,
  MenuPartsContext,
  type MenuSectionProps,
} from '#components/ui/overlay/menu-parts.tsx'
import { itemClass, popoverClass } from '#components/ui/overlay/overlay-class.ts'
import { Inside, type Opened } from '#components/ui/overlay/trigger.tsx'

export type MenuProps<T> = Omit<AriaMenuProps<T>, 'className' | 'style'> & {
  placement?: NonNullable<PopoverProps['placement']>
}

/** The list of a menu, beside its button. */
export function MenuPopover<T extends object>({
  opened: { isOpen, setOpen, first, triggerRef, overlayId, buttonId },
  placement = 'bottom start',
  ...rest
}: MenuProps<T> & { opened: Opened }) {
  return (
    <Popover
      trigger="MenuTrigger"
      triggerRef={triggerRef}
      isOpen={isOpen}
      onOpenChange={setOpen}
      placement={placement}
      offset={4}
      aria-labelledby={buttonId}
      className={classNames(popoverClass, 'min-w-44')}
    >
      <Inside>
        <MenuPartsContext.Provider value={parts}>
          <AriaMenu
            id={overlayId}
            aria-labelledby={buttonId}
            autoFocus={first ?? true}
            onClose={() => setOpen(false)}
            {...rest}
            className="max-h-[min(28rem,70vh)] overflow-auto p-1 outline-none"
          />
        </MenuPartsContext.Provider>
      </Inside>
    </Popover>
  )
}

const parts = { Item, Section }

function Item({ icon, description, keys, isDangerous, children, ...rest }: MenuItemProps) {
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

function Section({ title, children, ...rest }: MenuSectionProps) {
  return (
    <AriaMenuSection {...rest}>
      <Header className="px-2 pt-1.5 pb-0.5 font-medium text-2xs text-muted">{title}</Header>
      {children}
    </AriaMenuSection>
  )
}
