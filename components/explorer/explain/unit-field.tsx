'use client'

import { useQuery } from '@tanstack/react-query'
import { useDeferredValue, useState } from 'react'
import { TextField as AriaTextField, Input } from 'react-aria-components'
import { controlClass, FieldLabel, FieldNotes } from '#components/ui/field/field.tsx'
import { SuggestionList } from '#components/ui/field/suggestion-list.tsx'
import { useCombobox } from '#components/ui/field/use-combobox.ts'
import { spacesQuery } from '#lib/queries/directory.ts'
import { fewestCharacters, unitsNamedQuery } from '#lib/queries/units-named.ts'

export type NamedUnit = { readonly id: string; readonly label: string }

/** Finds a unit of the whole fleet by parts of its name and of its space's. Enter takes the first. */
export function UnitField({ onPick }: { onPick: (unit: NamedUnit) => void }) {
  const [text, setText] = useState('')
  const [isOpen, setIsOpen] = useState(false)
  const { units, note } = useNamedUnits(text)
  const pick = (unit: NamedUnit) => {
    setText(unit.label)
    setIsOpen(false)
    onPick(unit)
  }
  const combobox = useCombobox({
    label: 'Unit',
    options: isOpen ? units : [],
    onAccept: pick,
    onClose: () => setIsOpen(false),
  })
  return (
    <AriaTextField
      value={text}
      onChange={(next) => {
        setText(next)
        setIsOpen(true)
        combobox.unmark()
      }}
      className="relative flex min-w-0 flex-col gap-1"
    >
      <FieldLabel label="Unit" isLabelHidden />
      <Input
        {...combobox.fieldProps}
        placeholder="space/unit, or parts of them: lon trade"
        onBlur={combobox.close}
        onKeyDown={(event) => {
          const [first] = units
          const isTaken = combobox.takesKey(event)
          if (!isTaken && event.key === 'Enter' && isOpen && first !== undefined) pick(first)
          if (isTaken) event.preventDefault()
          if (isTaken) event.stopPropagation()
        }}
        className={`${controlClass} mono h-8`}
      />
      <FieldNotes description={isOpen ? note : undefined} error={undefined} />
      <SuggestionList {...combobox.listProps} className="w-full min-w-64" />
    </AriaTextField>
  )
}

function useNamedUnits(text: string): { units: readonly NamedUnit[]; note: string | undefined } {
  const name = useDeferredValue(text)
  const { data: spaces } = useQuery({ ...spacesQuery(), enabled: name.length >= fewestCharacters })
  const named = unitsNamedQuery(name, spaces)
  const found = useQuery(named)
  if (found.isError) return { units: [], note: found.error.message }
  // Those of an earlier text would be taken by Enter.
  if (found.data === undefined || found.data.text !== text) return { units: [], note: undefined }
  const units = found.data.units.map(({ Unit, Space }) => ({
    id: Unit.UnitID,
    label: `${Space?.Slug ?? Unit.SpaceSlug ?? ''}/${Unit.Slug}`,
  }))
  return { units, note: units.length === 0 ? 'You may not see it, or it does not exist.' : undefined }
}
