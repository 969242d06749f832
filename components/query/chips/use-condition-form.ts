import { type FormEvent, useMemo, useState } from 'react'
import { codingOf } from '#components/query/chips/people-coding.ts'
import { recoded } from '#components/query/chips/value-coding.ts'
import { useCallProblem } from '#components/query/computed/use-call-problem.ts'
import { usePeople } from '#components/ui/people.tsx'
import type { QueryTerm } from '#lib/where/boolean/query-chips.ts'
import {
  type Fields,
  literalOf,
  menuOf,
  noFields,
  operatorOf,
  subjectKind,
  termOf,
} from '#lib/where/subjects/fields.ts'
import { timeOfPhrase } from '#lib/where/subjects/times.ts'

export type ConditionForm = ReturnType<typeof useConditionForm>

/** The state of the three fields of a condition, and the condition that they make. */
export function useConditionForm({
  initial = noFields,
  takesContent,
  onSave,
}: {
  initial?: Fields | undefined
  takesContent: boolean
  onSave: (term: QueryTerm) => void
}) {
  const [fields, setFields] = useState(initial)
  const [named, setNamed] = useState(initial.subject)
  const [hasTried, setHasTried] = useState(false)
  // "Last 24 h" means the time at which the editor was opened.
  const [now] = useState(() => Date.now())
  const people = usePeople()
  const subject = fields.subject.trim()
  const isNamed = named.trim() === subject
  const possible = useMemo(() => subjectKind(subject, takesContent), [subject, takesContent])
  // A lone word is a path only when nothing else is meant by it: every word that is typed here could be one.
  const isLoneWord = possible?.on === 'content' && /^\w+$/.test(subject)
  const kind = isLoneWord && !isNamed ? undefined : possible
  const menu = useMemo(() => menuOf(subject, kind), [subject, kind])
  const refusal = useCallProblem(kind?.on === 'computed' ? subject : undefined)
  const operator = operatorOf(fields, menu)
  const coding = useMemo(() => codingOf(subject, people.list), [subject, people.list])
  const isTime = kind?.on === 'unit' && kind.type === 'time'
  const asked = isTime ? { ...fields, value: timeOfPhrase(fields.value, now) ?? fields.value } : fields
  const term = termOf(asked, kind)
  const change = (next: Partial<Fields>) => setFields((before) => ({ ...before, ...next }))
  return {
    fields,
    change,
    subject,
    kind,
    menu,
    operator,
    literal:
      kind !== undefined && kind.on !== 'unit' && operator !== undefined
        ? literalOf(fields, operator)
        : undefined,
    coding,
    now,
    isTime,
    /** The value as it is asked for. */
    value: asked.value,
    shownValue: recoded(fields.value, operator, coding.shown),
    setShownValue: (text: string) => change({ value: recoded(text, operator, coding.typed) }),
    problem: hasTried ? (refusal ?? problemOf(subject, takesContent, term)) : undefined,
    submit: (event?: FormEvent) => {
      event?.preventDefault()
      setHasTried(true)
      if (term?.ok && refusal === undefined) onSave(term.value)
    },
    /** Another subject begins with an empty value, because values belong to it. */
    setSubject: (next: string) => change(next === fields.subject ? {} : { ...noFields, subject: next }),
    /** Whether the subject is whole: while it is typed, every beginning of a key is a key. */
    isNamed,
    setNamed,
    isPossible: possible !== undefined,
  }
}

function problemOf(
  subject: string,
  takesContent: boolean,
  term: ReturnType<typeof termOf>,
): string | undefined {
  if (subject === '') return takesContent ? 'Choose an attribute or a path.' : 'Choose an attribute.'
  if (subject.endsWith('.')) return `Name a key: ${subject}Tier.`
  if (/\([^)]*$/.test(subject)) return `Give the arguments, parted by blanks: ${subject.trimEnd()}…).`
  if (!term) return `Units have no attribute ${subject}${takesContent ? ', and it is no path' : ''}.`
  return term.ok ? undefined : term.error.message
}
