'use client'

import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useId, useState } from 'react'
import { Form } from 'react-aria-components'
import type { QueryFields } from '#components/query/read-query.ts'
import { summaryOf } from '#components/query/saved/saved-state.ts'
import { Button } from '#components/ui/button.tsx'
import { Select } from '#components/ui/field/select.tsx'
import { TextField } from '#components/ui/field/text-field.tsx'
import { ModalDialog } from '#components/ui/overlay/dialog.tsx'
import { notify } from '#components/ui/overlay/toast.tsx'
import type { SavedQuery } from '#lib/confighub/saved-query.ts'
import { spacesQuery } from '#lib/queries/directory.ts'
import { saveQueryMutation } from '#lib/queries/saved-queries.ts'

/** Saves the query under a name, or replaces a saved one; what is typed stays when ConfigHub refuses. */
export function SaveQueryDialog({
  query,
  replaces,
  onClose,
  onSaved,
}: {
  query: QueryFields
  replaces: SavedQuery | undefined
  onClose: () => void
  onSaved: (id: string) => void
}) {
  const form = useId()
  const [name, setName] = useState(replaces?.name ?? '')
  const [chosenSpace, setSpaceId] = useState(replaces?.spaceId ?? '')
  const spaces = useQuery(spacesQuery())
  const saving = useMutation(saveQueryMutation(useQueryClient()))
  const options = (spaces.data ?? []).map(({ Space }) => ({ value: Space.SpaceID, label: Space.Slug }))
  const save = () => {
    // Enter still submits the form while the button is busy.
    if (saving.isPending) return
    const { where, data, type } = query
    const before = replaces && { filterId: replaces.id, ...versionOf(replaces) }
    saving.mutate(
      { spaceId: chosenSpace, ...before, name, where, data, type },
      {
        onSuccess: ({ filterId }) => {
          notify({ tone: 'done', title: replaces ? `“${name}” replaced` : `“${name}” saved` })
          onSaved(filterId)
          onClose()
        },
      },
    )
  }
  return (
    <ModalDialog
      title={replaces ? 'Replace a saved query' : 'Save this query'}
      isOpen
      onOpenChange={onClose}
      footer={
        <>
          <Button onPress={onClose}>Cancel</Button>
          <Button
            type="submit"
            form={form}
            variant="primary"
            isDisabled={name.trim() === '' || chosenSpace === ''}
            isPending={saving.isPending}
          >
            {replaces ? 'Replace' : 'Save'}
          </Button>
        </>
      }
    >
      <Form
        id={form}
        className="flex flex-col gap-3"
        onSubmit={(event) => {
          event.preventDefault()
          save()
        }}
      >
        {replaces && <Compared label="Saved" fields={replaces} />}
        <Compared label={replaces ? 'Becomes' : 'Query'} fields={query} />
        <TextField autoFocus label="Name" value={name} onChange={setName} maxLength={100} />
        <Select
          label="Space"
          description="The query is kept there as a Filter. Whoever may see the Space can use it, in cub too."
          placeholder={spaces.isPending ? 'Reading the Spaces…' : 'Choose a Space'}
          isMono
          isDisabled={replaces !== undefined || spaces.isPending}
          options={options}
          value={options.some(({ value }) => value === chosenSpace) ? chosenSpace : null}
          onChange={setSpaceId}
          error={spaces.isError ? `The Spaces could not be loaded: ${spaces.error.message}` : undefined}
        />
        {saving.isError && (
          <p role="alert" className="text-removed text-sm [overflow-wrap:anywhere]">
            Not saved: {saving.error.message}
          </p>
        )}
      </Form>
    </ModalDialog>
  )
}

function Compared({ label, fields }: { label: string; fields: QueryFields }) {
  return (
    <div>
      <div className="text-muted text-xs">{label}</div>
      <div className="mono text-sm [overflow-wrap:anywhere]">{summaryOf(fields)}</div>
    </div>
  )
}

function versionOf({ version }: SavedQuery): { version?: number } {
  return version === undefined ? {} : { version }
}
