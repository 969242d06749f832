'use client'

import { FileSearch, SquareFunction } from 'lucide-react'
import { codingOf } from '#components/query/chips/value-coding.ts'
import { usePeople } from '#components/ui/people.tsx'
import { useNow } from '#components/ui/time/now.ts'
import { relativeTime } from '#components/ui/time/relative-time.ts'
import type { QueryChip } from '#lib/where/boolean/query-chips.ts'
import { type Draft, typeOf } from '#lib/where/builder.ts'
import type { DataDraft } from '#lib/where/data-builder.ts'
import { type Operator, operators } from '#lib/where/operators.ts'
import { typedText } from '#lib/where/typed-values.ts'

/** A part of a query in words: people by name, times also by their distance. */
export function ChipText({ chip }: { chip: QueryChip }) {
  if (chip.on === 'type')
    return (
      <>
        <span className="shrink-0 text-muted">in</span>
        <span className="mono truncate font-semibold">{chip.text}</span>
      </>
    )
  if (!chip.fields) return <span className="mono truncate">{chip.text}</span>
  return chip.on === 'unit' ? (
    <UnitText fields={chip.fields} />
  ) : (
    <ContentText fields={chip.fields} on={chip.on} />
  )
}

function UnitText({ fields: { attribute, operator, values } }: { fields: Draft }) {
  const people = usePeople()
  const now = useNow()
  const coding = codingOf(attribute, people.list)
  const [only] = values
  const at = typeOf(attribute, 'Unit') === 'time' && only !== undefined ? Date.parse(only) : Number.NaN
  return (
    <>
      <span className="mono shrink-0">{attribute}</span>
      <span className="shrink-0 text-muted">{operators[operator].words}</span>
      <Values values={values.map(coding.shown)} operator={operator} />
      {now !== undefined && !Number.isNaN(at) && (
        <span className="shrink-0 text-muted">({relativeTime(at, now)})</span>
      )}
    </>
  )
}

function ContentText({
  fields: { path, operator, values, literal },
  on,
}: {
  fields: DataDraft
  on: 'content' | 'computed'
}) {
  const Icon = on === 'content' ? FileSearch : SquareFunction
  return (
    <>
      <Icon aria-hidden size={13} className="shrink-0 text-muted" />
      {on === 'computed' && <span className="sr-only">computed here: </span>}
      <span className="mono max-w-96 truncate">{path}</span>
      <span className="shrink-0 text-muted">{operators[operator].words}</span>
      {/* Text that looks like a number is not that number. */}
      <Values values={literal === 'string' ? values.map(quotedNumber) : values} operator={operator} />
    </>
  )
}

function quotedNumber(text: string): string {
  return /^(?:\d+|true|false)$/.test(text) ? `'${text}'` : text
}

function Values({ values, operator }: { values: readonly string[]; operator: Operator }) {
  if (values.length === 0) return null
  return <span className="mono truncate font-semibold">{typedText(values, operator) || '(empty)'}</span>
}
