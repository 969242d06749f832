'use client'

import { type ReactNode, useId, useState } from 'react'
import { Form } from 'react-aria-components'
import type { SavedNoun } from '#components/query/saved/saved-menu-frame.tsx'
import { PendingButton } from '#components/ui/button/pending-button.tsx'
import { Button } from '#components/ui/button.tsx'
import { SpaceSelect } from '#components/ui/field/space-select.tsx'
import { TextField } from '#components/ui/field/text-field.tsx'
import { ModalDialog } from '#components/ui/overlay/dialog.tsx'
import { notify } from '#components/ui/overlay/toast.tsx'
import { defined } from '#lib/base/defined.ts'
import type { SavedEntity } from '#lib/confighub/saved/saved-entity.ts'

/** What is replaced, if anything is, and what follows. */
export type NamingTerms<S extends SavedEntity> = {
  replaces: S | undefined
  onSaved: (id: string) => void
  onClose: () => void
}

export type Named = {
  readonly name: string
  readonly spaceId: string
  /** The Version of what is replaced, as it was read. */
  readonly version?: number
}

/** Asks for a name and a Space, or for another name; what is typed stays when ConfigHub refuses. */
export function NamingDialog({
  noun,
  replaces,
  saving,
  onSave,
  onSaved,
  onClose,
  children,
}: NamingTerms<SavedEntity> & {
  noun: SavedNoun
  saving: { readonly isPending: boolean; readonly error: Error | null }
  onSave: (named: Named, onDone: (id: string) => void) => void
  /** What is saved, above the name. */
  children: ReactNode
}) {
  const form = useId()
  const [name, setName] = useState(replaces?.name ?? '')
  const [spaceId, setSpaceId] = useState(replaces?.spaceId ?? '')
  const version = replaces?.version
  const finish = (id: string) => {
    notify({ tone: 'done', title: replaces ? `“${name}” replaced` : `“${name}” saved` })
    onSaved(id)
    onClose()
  }
  return (
    <ModalDialog
      title={replaces ? `Replace a saved ${noun}` : `Save this ${noun}`}
      isOpen
      onOpenChange={onClose}
      footer={
        <>
          <Button onPress={onClose}>Cancel</Button>
          <PendingButton
            type="submit"
            form={form}
            variant="primary"
            isDisabled={name.trim() === '' || spaceId === ''}
            isPending={saving.isPending}
          >
            {replaces ? 'Replace' : 'Save'}
          </PendingButton>
        </>
      }
    >
      <Form
        id={form}
        className="flex flex-col gap-3"
        onSubmit={(event) => {
          event.preventDefault()
          // Enter still submits the form while the button is busy.
          if (!saving.isPending) onSave({ name, spaceId, ...defined({ version }) }, finish)
        }}
      >
        {children}
        <TextField autoFocus label="Name" value={name} onChange={setName} maxLength={100} />
        <SpaceField noun={noun} isFixed={replaces !== undefined} value={spaceId} onChange={setSpaceId} />
        {saving.error && (
          <p role="alert" className="text-removed text-sm [overflow-wrap:anywhere]">
            Not saved: {saving.error.message}
          </p>
        )}
      </Form>
    </ModalDialog>
  )
}

function SpaceField({
  noun,
  isFixed,
  value,
  onChange,
}: {
  noun: SavedNoun
  isFixed: boolean
  value: string
  onChange: (spaceId: string) => void
}) {
  const entity = noun === 'query' ? 'Filter' : 'View'
  return (
    <SpaceSelect
      label="Space"
      description={`The ${noun} is kept there as a ${entity}. Whoever may see the space can use it, in cub too.`}
      isDisabled={isFixed}
      value={value}
      onChange={onChange}
    />
  )
}
