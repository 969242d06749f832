'use client'

import { ConditionEditor, type ConditionEditorProps } from '#components/query/chips/condition-editor.tsx'
import { questionOf } from '#components/query/chips/question-of.ts'
import { TypeEditor } from '#components/query/chips/type-editor.tsx'
import {
  type Query,
  type QueryTexts,
  queryTexts,
  withChipReplaced,
  withoutChip,
  withQueryTerm,
} from '#lib/where/boolean/query-chips.ts'
import type { ShownChip } from '#lib/where/subjects/shown-chips.ts'

/** What an editor of a part of a query knows of the bar around it. */
export type EditorSurroundings = Pick<ConditionEditorProps, 'known' | 'takesContent'> & {
  query: Query
  onChange: (texts: QueryTexts) => void
  onCancel: () => void
}

/** Puts another condition in the place of a chip. */
export function ChipEditor({
  chip: { chip, fields },
  query,
  onChange,
  ...surroundings
}: EditorSurroundings & { chip: ShownChip }) {
  const question = questionOf(withoutChip(query, chip))
  if (chip.on === 'type')
    return (
      <TypeEditor
        type={chip.text}
        question={question}
        onSave={(type) => onChange({ ...queryTexts(query), type })}
        onCancel={surroundings.onCancel}
      />
    )
  return (
    <ConditionEditor
      {...surroundings}
      fields={fields}
      question={question}
      saveLabel="Apply"
      onSave={(term) => onChange(withChipReplaced(query, chip, term))}
    />
  )
}

/** One more condition, on units or on their documents. */
export function NewChipEditor({ query, onChange, ...surroundings }: EditorSurroundings) {
  return (
    <ConditionEditor
      {...surroundings}
      question={questionOf(queryTexts(query))}
      saveLabel="Add filter"
      onSave={(term) => onChange(withQueryTerm(query, term))}
    />
  )
}
