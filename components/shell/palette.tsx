'use client'

import { useQuery } from '@tanstack/react-query'
import { Boxes, CornerDownLeft, Search, Zap } from 'lucide-react'
import { useRouter } from 'next/navigation'
import { useDeferredValue, useState } from 'react'
import {
  Autocomplete,
  Dialog,
  Header,
  Input,
  Menu,
  MenuItem,
  MenuSection,
  Modal,
  ModalOverlay,
  TextField,
} from 'react-aria-components'
import { KeySequence } from '#components/shell/keys-dialog.tsx'
import { places } from '#components/shell/places.ts'
import { useRegisteredKeys } from '#components/ui/keys.ts'
import { itemClass } from '#components/ui/overlay/menu.tsx'
import { unitsNamedQuery } from '#lib/queries/units-named.ts'
import { routes } from '#lib/url/routes.ts'

export function Palette({
  isOpen,
  onOpenChange,
}: {
  isOpen: boolean
  onOpenChange: (isOpen: boolean) => void
}) {
  return (
    <ModalOverlay
      isDismissable
      isOpen={isOpen}
      onOpenChange={onOpenChange}
      className="fixed inset-0 z-50 flex animate-appear justify-center bg-scrim p-4 pt-[12vh] max-sm:p-2"
    >
      <Modal className="h-fit w-full max-w-xl animate-rise overflow-hidden rounded-md border border-line bg-raised shadow-float">
        <Dialog aria-label="Command palette" className="outline-none">
          {({ close }) => <PaletteList close={close} />}
        </Dialog>
      </Modal>
    </ModalOverlay>
  )
}

function PaletteList({ close }: { close: () => void }) {
  const router = useRouter()
  const [text, setText] = useState('')
  const name = useDeferredValue(text.trim())
  const units = useQuery({ ...unitsNamedQuery(name), enabled: name.length > 1 })
  const actions = useRegisteredKeys()
    .flatMap((group) => group.bindings)
    .filter((binding) => binding.isAction && (binding.when?.() ?? true))
  const matches = (label: string) => label.toLowerCase().includes(text.trim().toLowerCase())
  const go = (href: Parameters<typeof router.push>[0]) => {
    close()
    router.push(href)
  }
  const shownPages = places.filter((place) => matches(place.label))
  const shownActions = actions.filter((action) => matches(action.label))
  const shownUnits = (name.length > 1 ? (units.data ?? []) : []).map(({ Unit, Space }) => ({
    id: Unit.UnitID,
    slug: Unit.Slug,
    spaceSlug: Space?.Slug ?? Unit.SpaceSlug ?? '',
  }))
  return (
    <Autocomplete inputValue={text} onInputChange={setText}>
      <TextField
        autoFocus
        aria-label="Search pages, units and actions"
        className="flex items-center gap-2 border-line border-b px-3"
      >
        <Search aria-hidden size={16} className="text-muted" />
        <Input
          placeholder="Go to a page, a unit or an action"
          className="h-11 min-w-0 flex-1 bg-transparent text-base outline-none"
        />
      </TextField>
      <Menu
        aria-label="Results"
        className="max-h-[50vh] overflow-auto p-1 outline-none"
        renderEmptyState={() => (
          <p className="px-3 py-6 text-center text-muted text-sm">
            {units.isFetching ? 'Looking for units…' : `Nothing is called “${text.trim()}”.`}
          </p>
        )}
      >
        {shownPages.length > 0 && (
          <MenuSection>
            <SectionTitle>Pages</SectionTitle>
            {shownPages.map(({ label, href, Icon, keys = '' }) => (
              <MenuItem
                key={href}
                id={href}
                textValue={label}
                className={itemClass}
                onAction={() => go(href)}
              >
                <Icon aria-hidden size={15} className="text-muted" />
                <span className="flex-1">{label}</span>
                <KeySequence keys={keys} />
              </MenuItem>
            ))}
          </MenuSection>
        )}
        {shownActions.length > 0 && (
          <MenuSection>
            <SectionTitle>Here</SectionTitle>
            {shownActions.map((action) => (
              <MenuItem
                key={action.keys}
                id={`action-${action.keys}`}
                textValue={action.label}
                className={itemClass}
                onAction={() => {
                  close()
                  action.run()
                }}
              >
                <Zap aria-hidden size={15} className="text-muted" />
                <span className="flex-1">{action.label}</span>
                <KeySequence keys={action.keys} />
              </MenuItem>
            ))}
          </MenuSection>
        )}
        {shownUnits.length > 0 && (
          <MenuSection>
            <SectionTitle>Units</SectionTitle>
            {shownUnits.map(({ id, slug, spaceSlug }) => (
              <MenuItem
                key={id}
                id={id}
                textValue={`${spaceSlug}/${slug}`}
                className={itemClass}
                onAction={() => go(routes.unit(spaceSlug, slug))}
              >
                <Boxes aria-hidden size={15} className="shrink-0 text-muted" />
                <span className="mono min-w-0 flex-1 truncate">
                  {slug} <span className="text-muted">{spaceSlug}</span>
                </span>
                <CornerDownLeft aria-hidden size={13} className="shrink-0 text-faint" />
              </MenuItem>
            ))}
          </MenuSection>
        )}
      </Menu>
    </Autocomplete>
  )
}

function SectionTitle({ children }: { children: string }) {
  return <Header className="px-2 pt-1.5 pb-0.5 font-medium text-2xs text-muted">{children}</Header>
}
