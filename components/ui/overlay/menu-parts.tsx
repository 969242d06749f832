'use client'

import { createContext, type FunctionComponent, type ReactNode, useContext } from 'react'
import type {
  MenuItemProps as AriaMenuItemProps,
  MenuSectionProps as AriaMenuSectionProps,
} from 'react-aria-components/Menu'

export type MenuItemProps = Omit<AriaMenuItemProps, 'className' | 'style' | 'children'> & {
  icon?: ReactNode
  description?: string
  keys?: string
  isDangerous?: boolean
  children: string
}

export type MenuSectionProps = { title: string; children: ReactNode } & Omit<
  AriaMenuSectionProps<object>,
  'children' | 'className'
>

/** What entries and sections are drawn with. Their code comes with that of the menu around them. */
export const MenuPartsContext = createContext<{
  readonly Item: FunctionComponent<MenuItemProps>
  readonly Section: FunctionComponent<MenuSectionProps>
}>({ Item: () => null, Section: () => null })

export function MenuItem(props: MenuItemProps) {
  const { Item } = useContext(MenuPartsContext)
  return <Item {...props} />
}

export function MenuSection(props: MenuSectionProps) {
  const { Section } = useContext(MenuPartsContext)
  return <Section {...props} />
}
