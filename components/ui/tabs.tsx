'use client'

import type { ReactNode } from 'react'
import {
  Tab as AriaTab,
  TabList as AriaTabList,
  TabPanel as AriaTabPanel,
  Tabs as AriaTabs,
  type TabPanelProps,
  type TabProps,
  type TabsProps,
} from 'react-aria-components'
import { classNames } from '#components/ui/class-names.ts'

export function Tabs({
  className,
  ...rest
}: Omit<TabsProps, 'className' | 'style'> & { className?: string }) {
  return <AriaTabs {...rest} className={classNames('flex min-h-0 flex-col', className)} />
}

export function TabList({ label, children }: { label: string; children: ReactNode }) {
  return (
    <AriaTabList aria-label={label} className="flex shrink-0 gap-1 overflow-x-auto border-line border-b px-1">
      {children}
    </AriaTabList>
  )
}

export function Tab({
  children,
  ...rest
}: Omit<TabProps, 'className' | 'style' | 'children'> & { children: ReactNode }) {
  return (
    <AriaTab
      {...rest}
      className="-mb-px flex h-8 cursor-pointer select-none items-center gap-1.5 whitespace-nowrap border-transparent border-b-2 px-2 text-muted text-sm transition-colors duration-120 data-disabled:cursor-not-allowed data-selected:border-accent data-selected:font-medium data-hovered:text-ink data-selected:text-ink data-disabled:opacity-50 data-focus-visible:-outline-offset-2"
    >
      {children}
    </AriaTab>
  )
}

export function TabPanel({
  className,
  ...rest
}: Omit<TabPanelProps, 'className' | 'style'> & { className?: string }) {
  return <AriaTabPanel {...rest} className={classNames('min-h-0 flex-1 pt-3', className)} />
}
