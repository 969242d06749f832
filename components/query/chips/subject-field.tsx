'use client'

import type { ConditionForm } from '#components/query/chips/use-condition-form.ts'
import { useSubjects } from '#components/query/chips/use-subjects.ts'
import { SuggestField } from '#components/ui/field/suggest-field.tsx'
import type { Suggestion } from '#components/ui/field/suggestion-list.tsx'
import type { RowsQuestion } from '#lib/rows/rows-wire.ts'
import type { KnownValues } from '#lib/where/complete.ts'
import { findSubjects, type Subject } from '#lib/where/subjects/subjects.ts'

type Option = Suggestion & { readonly subject: Subject }

/** What a condition is about: found by its name, by what people call it, and among what the fleet has. */
export function SubjectField({
  form,
  question,
  known,
  takesContent,
  autoFocus,
  onNamed,
}: {
  form: ConditionForm
  question: RowsQuestion
  known: KnownValues
  takesContent: boolean
  autoFocus: boolean
  /** The subject is complete, and what follows it can be filled in. */
  onNamed: () => void
}) {
  const { fields, kind, setSubject } = form
  const all = useSubjects({ typed: fields.subject, question, known, takesContent })
  // Nothing else is meant by a name that is complete; everything can be looked through by opening the list again.
  const isComplete = kind !== undefined && all.some(({ name }) => name === fields.subject)
  const find = (_: unknown, typed: string) => findSubjects(all, isComplete ? '' : typed).map(optionOf)
  const next = (name: string) => {
    form.setNamed(name)
    onNamed()
  }
  const take = ({ subject: { name } }: Option) => {
    setSubject(name)
    if (!isBegun(name)) next(name)
  }
  return (
    <SuggestField<Option>
      label={takesContent ? 'Attribute or path' : 'Attribute'}
      opensOnFocus
      autoFocus={autoFocus}
      showsEnd
      listClass="w-[min(38.5rem,calc(100vw-56px))]"
      suggestions={[]}
      find={find}
      marksFirst={fields.subject.trim() !== '' && !isComplete && (kind === undefined || kind.on === 'unit')}
      keepsOpen={({ subject }) => isBegun(subject.name)}
      value={fields.subject}
      onChange={setSubject}
      onTake={take}
      onEnter={() => (form.isPossible ? next(fields.subject) : form.submit())}
      placeholder={takesContent ? 'changed by, region, replicas…' : 'changed by, region…'}
    />
  )
}

/** A map wants a key, and a function arguments. */
function isBegun(name: string): boolean {
  return name.endsWith('.') || name.endsWith('(')
}

function optionOf(subject: Subject): Option {
  const { name, on, doc, words } = subject
  const called = [on === 'content' ? 'in documents' : undefined, words[0], doc].filter(Boolean)
  return { label: name, detail: called.join(' · '), subject }
}
