'use client'

import { type RefObject, useRef } from 'react'
import { SubjectField } from '#components/query/chips/subject-field.tsx'
import { type ConditionForm, useConditionForm } from '#components/query/chips/use-condition-form.ts'
import { ValueField } from '#components/query/chips/value-field.tsx'
import { Button } from '#components/ui/button.tsx'
import { Select } from '#components/ui/field/select.tsx'
import type { RowsQuestion } from '#lib/rows/rows-wire.ts'
import type { QueryTerm } from '#lib/where/boolean/query-chips.ts'
import type { KnownValues } from '#lib/where/complete.ts'
import { operators, valuesTaken } from '#lib/where/operators.ts'
import type { Fields } from '#lib/where/subjects/fields.ts'

export type ConditionEditorProps = {
  /** What is edited; absent for a new condition. */
  fields?: Fields | undefined
  /** The query without this condition: within it, values are counted. */
  question: RowsQuestion
  known: KnownValues
  /** Whether conditions on what is in documents can be asked here. */
  takesContent: boolean
  saveLabel: string
  onSave: (term: QueryTerm) => void
  onCancel: () => void
}

/** Attribute or path, operator, value: the three fields of a condition, checked as they are filled in. */
export function ConditionEditor({
  fields,
  question,
  known,
  takesContent,
  saveLabel,
  onSave,
  onCancel,
}: ConditionEditorProps) {
  const form = useConditionForm({ initial: fields, takesContent, onSave })
  const value = useRef<HTMLInputElement>(null)
  const save = useRef<HTMLButtonElement>(null)
  const needsValue = form.operator !== undefined && valuesTaken(form.operator) !== 'nothing'
  const { problem } = form
  return (
    <form onSubmit={form.submit} className="flex w-[min(40rem,calc(100vw-32px))] flex-col gap-3 p-3">
      <div className="grid grid-cols-[minmax(0,1fr)_9.5rem] gap-2 max-sm:grid-cols-[minmax(0,1fr)_7rem]">
        <SubjectField
          form={form}
          question={question}
          known={known}
          takesContent={takesContent}
          autoFocus={!fields}
          onNamed={() => focusSoon(value, save)}
        />
        <OperatorSelect form={form} onChosen={() => focusSoon(value, save)} />
      </div>
      {needsValue && (
        <ValueField
          // Suggestions belong to the subject, so another one resets the list.
          key={form.subject}
          form={form}
          question={question}
          known={known}
          autoFocus={Boolean(fields)}
          inputRef={value}
        />
      )}
      {problem && (
        <p role="alert" className="text-removed text-sm">
          {problem}
        </p>
      )}
      <div className="flex justify-end gap-2">
        <Button size="sm" variant="quiet" onPress={onCancel}>
          Cancel
        </Button>
        <Button ref={save} size="sm" variant="primary" type="submit">
          {saveLabel}
        </Button>
      </div>
    </form>
  )
}

function OperatorSelect({ form, onChosen }: { form: ConditionForm; onChosen: () => void }) {
  const { menu, operator, change } = form
  return (
    <Select
      label="Condition"
      options={menu.map((each) => ({ value: each, label: operators[each].words }))}
      value={operator ?? null}
      onChange={(chosen) => {
        change({ operator: chosen })
        onChosen()
      }}
      isDisabled={menu.length === 0}
      placeholder="–"
    />
  )
}

/** Where one types next: the value, if there is one. It may be drawn only now, and a closing list gives its focus back first. */
function focusSoon(value: RefObject<HTMLElement | null>, save: RefObject<HTMLElement | null>): void {
  requestAnimationFrame(() => requestAnimationFrame(() => (value.current ?? save.current)?.focus()))
}
