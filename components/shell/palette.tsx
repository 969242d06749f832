'use client'

import { useQuery } from '@tanstack/react-query'
import { Boxes, CornerDownLeft, type LucideIcon, Search, Zap } from 'lucide-react'
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
import { failureOf } from '#components/ui/error/error-advice.ts'
import { useRegisteredKeys } from '#components/ui/keys.ts'
import type { OpenProps } from '#components/ui/overlay/dialog.tsx'
import { itemClass } from '#components/ui/overlay/menu.tsx'
import { unitsNamedQuery } from '#lib/queries/units-named.ts'
import { routes } from '#lib/url/routes.ts'

export function Palette({ isOpen, onOpenChange }: OpenProps) {
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
  const { shownPages, shownActions, shownUnits, isFetching, error } = useResults(text.trim())
  const go = (href: Parameters<typeof router.push>[0]) => {
    close()
    router.push(href)
  }
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
            {isFetching ? 'Searching units…' : error ? null : `No matches for “${text.trim()}”.`}
          </p>
        )}
      >
        {shownPages.length > 0 && (
          <MenuSection>
            <SectionTitle>Pages</SectionTitle>
            {shownPages.map(({ href, ...place }) => (
              <PaletteItem key={href} id={href} keys="" {...place} onAction={() => go(href)} />
            ))}
          </MenuSection>
        )}
        {shownActions.length > 0 && (
          <MenuSection>
            <SectionTitle>Here</SectionTitle>
            {shownActions.map((action) => (
              <PaletteItem
                key={action.keys}
                id={`action-${action.keys}`}
                label={action.label}
                Icon={Zap}
                keys={action.keys}
                onAction={() => {
                  close()
                  action.run()
                }}
              />
            ))}
          </MenuSection>
        )}
        {shownUnits.length > 0 && (
          <MenuSection>
            <SectionTitle>Units</SectionTitle>
            {shownUnits.map(({ id, slug, spaceSlug }) => (
              <UnitItem
                key={id}
                id={id}
                slug={slug}
                spaceSlug={spaceSlug}
                onAction={() => go(routes.unit(spaceSlug, slug))}
              />
            ))}
          </MenuSection>
        )}
      </Menu>
      {error && (
        <p
          role="alert"
          className="border-line border-t px-3 py-2 text-removed text-sm [overflow-wrap:anywhere]"
        >
          Units could not be searched: {failureOf(error).message}
        </p>
      )}
    </Autocomplete>
  )
}

/** Pages, actions and units whose name contains the text. */
function useResults(text: string) {
  const name = useDeferredValue(text)
  const units = useQuery({ ...unitsNamedQuery(name), enabled: name.length > 1 })
  const actions = useRegisteredKeys()
    .flatMap((group) => group.bindings)
    .filter((binding) => binding.isAction && (binding.when?.() ?? true))
  const matches = ({ label }: { label: string }) => label.toLowerCase().includes(text.toLowerCase())
  return {
    shownPages: places.filter(matches),
    shownActions: actions.filter(matches),
    shownUnits: (name.length > 1 ? (units.data ?? []) : []).map(({ Unit, Space }) => ({
      id: Unit.UnitID,
      slug: Unit.Slug,
      spaceSlug: Space?.Slug ?? Unit.SpaceSlug ?? '',
    })),
    isFetching: units.isFetching,
    error: name.length > 1 ? units.error : null,
  }
}

function PaletteItem({
  id,
  label,
  Icon,
  keys,
  onAction,
}: {
  id: string
  label: string
  Icon: LucideIcon
  keys: string
  onAction: () => void
}) {
  return (
    <MenuItem id={id} textValue={label} className={itemClass} onAction={onAction}>
      <Icon aria-hidden size={15} className="text-muted" />
      <span className="flex-1">{label}</span>
      <KeySequence keys={keys} />
    </MenuItem>
  )
}

function UnitItem({
  id,
  slug,
  spaceSlug,
  onAction,
}: {
  id: string
  slug: string
  spaceSlug: string
  onAction: () => void
}) {
  return (
    <MenuItem id={id} textValue={`${spaceSlug}/${slug}`} className={itemClass} onAction={onAction}>
      <Boxes aria-hidden size={15} className="shrink-0 text-muted" />
      <span className="mono min-w-0 flex-1 truncate">
        {slug} <span className="text-muted">{spaceSlug}</span>
      </span>
      <CornerDownLeft aria-hidden size={13} className="shrink-0 text-faint" />
    </MenuItem>
  )
}

function SectionTitle({ children }: { children: string }) {
  return <Header className="px-2 pt-1.5 pb-0.5 font-medium text-2xs text-muted">{children}</Header>
}
