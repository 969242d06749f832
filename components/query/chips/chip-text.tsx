'use client'

import { FileSearch, SquareFunction } from 'lucide-react'
import { codingOf } from '#components/query/chips/people-coding.ts'
import { usePeople } from '#components/ui/people.tsx'
import { useNow } from '#components/ui/time/now.ts'
import { relativeTime } from '#components/ui/time/relative-time.ts'
import { shownValues } from '#lib/where/listed-text.ts'
import type { ChipWords, ShownChip } from '#lib/where/subjects/shown-chips.ts'

/** A part of a query in words: people by name, times also by their distance. */
export function ChipText({ chip: { chip, words } }: { chip: ShownChip }) {
  if (chip.on === 'type')
    return (
      <>
        <span className="shrink-0 text-muted">in</span>
        <span className="mono truncate font-semibold">{chip.text}</span>
      </>
    )
  if (words === undefined) return <span className="mono truncate">{chip.text}</span>
  return chip.on === 'unit' ? <UnitText words={words} /> : <ContentText words={words} on={chip.on} />
}

function UnitText({ words }: { words: ChipWords }) {
  const { subject, operator, values, isTime } = words
  const people = usePeople()
  const now = useNow()
  const coding = codingOf(subject, people.list)
  const [only] = values
  const at = isTime && only !== undefined ? Date.parse(only) : Number.NaN
  return (
    <>
      <span className="mono shrink-0">{subject}</span>
      <span className="shrink-0 text-muted">{operator}</span>
      <Values {...words} values={values.map(coding.shown)} />
      {now !== undefined && !Number.isNaN(at) && (
        <span className="shrink-0 text-muted">({relativeTime(at, now)})</span>
      )}
    </>
  )
}

function ContentText({ words, on }: { words: ChipWords; on: 'content' | 'computed' }) {
  const Icon = on === 'content' ? FileSearch : SquareFunction
  return (
    <>
      <Icon aria-hidden size={13} className="shrink-0 text-muted" />
      {on === 'computed' && <span className="sr-only">computed here: </span>}
      <span className="mono max-w-96 truncate">{words.subject}</span>
      <span className="shrink-0 text-muted">{words.operator}</span>
      <Values {...words} />
    </>
  )
}

function Values({ values, isList }: Pick<ChipWords, 'values' | 'isList'>) {
  if (values.length === 0) return null
  return <span className="mono truncate font-semibold">{shownValues(values, isList) || '(empty)'}</span>
}
