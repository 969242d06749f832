'use client'

import { useQuery } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { Button } from '#components/ui/button.tsx'
import { SuggestField } from '#components/ui/field/suggest-field.tsx'
import { count } from '#lib/base/plural.ts'
import { pathsQuery } from '#lib/queries/paths.ts'
import type { RowsQuestion } from '#lib/rows/rows-wire.ts'

/** The resource type that conditions on documents are about. */
export function TypeEditor({
  type,
  question,
  onSave,
  onCancel,
}: {
  type: string
  /** The query without the type. */
  question: RowsQuestion
  onSave: (type: string) => void
  onCancel: () => void
}) {
  const [value, setValue] = useState(type)
  const { data } = useQuery(pathsQuery(question))
  const types = data?.resourceTypes ?? []
  const submit = (event: FormEvent) => {
    event.preventDefault()
    onSave(value.trim())
  }
  return (
    <form onSubmit={submit} className="flex w-[min(24rem,calc(100vw-32px))] flex-col gap-3 p-3">
      <SuggestField
        label="Resource type"
        opensOnFocus
        autoFocus
        suggestions={types.map(({ resourceType, units }) => ({
          label: resourceType,
          detail: count(units, 'unit'),
        }))}
        value={value}
        onChange={setValue}
        marksFirst={value.trim() !== '' && !types.some(({ resourceType }) => resourceType === value)}
        description={data ? `In ${count(data.read, 'unit')} read. Empty is any type.` : 'Empty is any type.'}
      />
      <div className="flex justify-end gap-2">
        <Button size="sm" variant="quiet" onPress={onCancel}>
          Cancel
        </Button>
        <Button size="sm" variant="primary" type="submit">
          Apply
        </Button>
      </div>
    </form>
  )
}
