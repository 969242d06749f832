'use client'

import type { ReactNode } from 'react'
import { Header, ListBox, ListBoxItem, ListBoxSection, Text } from 'react-aria-components'
import { itemClass } from '#components/ui/overlay/overlay-class.ts'

export type BrowseItem = {
  readonly id: string
  readonly label: string
  /** How many units have it. */
  readonly units: string
  /** Why it cannot be taken. */
  readonly refused?: string | undefined
}

export type BrowseSection = { readonly title: string; readonly items: readonly BrowseItem[] }

/** Names with the number of units of each; Enter or a press takes one. */
export function BrowseList({
  label,
  sections,
  onAction,
  empty,
}: {
  label: string
  sections: readonly BrowseSection[]
  onAction: (id: string) => void
  empty: ReactNode
}) {
  const items = sections.flatMap((section) => section.items)
  return (
    <ListBox
      aria-label={label}
      autoFocus="first"
      selectionMode="none"
      disabledKeys={items.filter(({ refused }) => refused !== undefined).map(({ id }) => id)}
      onAction={(key) => onAction(String(key))}
      renderEmptyState={() => <p className="px-2 py-1 text-muted">{empty}</p>}
      className="max-h-80 overflow-auto p-1 outline-none"
    >
      {sections
        .filter((section) => section.items.length > 0)
        .map(({ title, items: listed }) => (
          <ListBoxSection key={title} id={title}>
            <Header className="px-2 pt-1.5 pb-0.5 font-medium text-2xs text-muted">{title}</Header>
            {listed.map((item) => (
              <Item key={item.id} item={item} />
            ))}
          </ListBoxSection>
        ))}
    </ListBox>
  )
}

function Item({ item: { id, label, units, refused } }: { item: BrowseItem }) {
  return (
    <ListBoxItem id={id} textValue={label} className={`${itemClass} data-focus-visible:bg-hover`}>
      <Text slot="label" className="mono min-w-0 flex-1 truncate">
        {label}
      </Text>
      <Text slot="description" className="shrink-0 text-muted text-xs tabular-nums">
        {refused ?? units}
      </Text>
    </ListBoxItem>
  )
}
