'use client'

import { CornerDownLeft, Search } from 'lucide-react'
import { useRouter } from 'next/navigation'
import { useState } from 'react'
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
import { earlyKeys } from '#components/shell/early-keys.ts'
import { KeySequence } from '#components/shell/key-sequence.tsx'
import { type PaletteResult, usePaletteResults } from '#components/shell/palette-results.ts'
import { classNames } from '#components/ui/class-names.ts'
import { failureOf } from '#components/ui/error/failure.ts'
import type { OpenProps } from '#components/ui/overlay/dialog-box.tsx'
import { itemClass } from '#components/ui/overlay/overlay-class.ts'

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
  const [text, setText] = useState(earlyKeys)
  const { sections, isFetching, error } = usePaletteResults(text.trim())
  const run = (result: PaletteResult) => {
    close()
    if (result.href === undefined) result.run()
    else router.push(result.href)
  }
  return (
    <Autocomplete inputValue={text} onInputChange={setText}>
      <TextField
        autoFocus
        aria-label="Search pages, units, spaces, people and actions"
        onKeyDown={({ key, target }) => {
          // No result is marked before something is typed into the field itself; Enter means the first one then too.
          const isMarked = target instanceof Element && target.hasAttribute('aria-activedescendant')
          const [first] = text.trim() === '' || isMarked ? [] : sections.flatMap(({ results }) => results)
          if (key === 'Enter' && first !== undefined) run(first)
        }}
        className="flex items-center gap-2 border-line border-b px-3"
      >
        <Search aria-hidden size={16} className="text-muted" />
        <Input
          placeholder="Part of a name: trade lon"
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
        {sections.map(({ title, results }) => (
          <MenuSection key={title}>
            <Header className="px-2 pt-1.5 pb-0.5 font-medium text-2xs text-muted">{title}</Header>
            {results.map((result) => (
              <ResultItem key={result.id} result={result} onAction={() => run(result)} />
            ))}
          </MenuSection>
        ))}
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

function ResultItem({ result, onAction }: { result: PaletteResult; onAction: () => void }) {
  const { id, label, detail, Icon, keys, isName } = result
  return (
    <MenuItem
      id={id}
      textValue={detail === undefined ? label : `${label}, ${detail}`}
      className={itemClass}
      onAction={onAction}
    >
      <Icon aria-hidden size={15} className="shrink-0 text-muted" />
      <span className={classNames('min-w-0 flex-1 truncate', isName && 'mono')}>
        {label} {detail !== undefined && <span className="text-muted">{detail}</span>}
      </span>
      {keys === undefined ? (
        <CornerDownLeft aria-hidden size={13} className="shrink-0 text-faint" />
      ) : (
        <KeySequence keys={keys} />
      )}
    </MenuItem>
  )
}
