'use client'

import { useQuery } from '@tanstack/react-query'
import type { RefObject } from 'react'
import { findValues, isOption, typedPart, withTaken } from '#components/query/chips/find-values.ts'
import type { ConditionForm } from '#components/query/chips/use-condition-form.ts'
import { useValueOptions } from '#components/query/chips/use-value-options.ts'
import { PathStanding } from '#components/query/paths/path-standing.tsx'
import { Select } from '#components/ui/field/select.tsx'
import { SuggestField } from '#components/ui/field/suggest-field.tsx'
import { relativeTime } from '#components/ui/time/relative-time.ts'
import { pathsQuery } from '#lib/queries/paths.ts'
import type { RowsQuestion } from '#lib/rows/rows-wire.ts'
import type { KnownValues } from '#lib/where/complete.ts'
import type { LiteralKind } from '#lib/where/data-builder.ts'
import { kindOf, valuesTaken } from '#lib/where/operators.ts'

const literalNames: Readonly<Record<LiteralKind, string>> = {
  string: 'Text',
  int: 'Number',
  bool: 'True or false',
}
const literalKinds = ['string', 'int', 'bool'] as const

/** The value of a condition, with the values that units have within the other conditions. */
export function ValueField({
  form,
  question,
  known,
  autoFocus,
  inputRef,
}: {
  form: ConditionForm
  question: RowsQuestion
  known: KnownValues
  autoFocus: boolean
  inputRef: RefObject<HTMLInputElement | null>
}) {
  const { subject, kind, isNamed, operator, coding, now, shownValue, setShownValue } = form
  const { options, source } = useValueOptions({ subject, kind, isNamed, question, known, coding, now })
  const isList = operator !== undefined && valuesTaken(operator) === 'list'
  const isPattern = operator !== undefined && ['like', 'regex', 'order'].includes(kindOf(operator))
  const part = typedPart(shownValue, isList)
  // All values of a list are compared as the same.
  const isBegun = isList && form.fields.literal !== undefined && /,/.test(shownValue)
  const offered = isBegun
    ? options.filter(({ literal = form.fields.literal }) => literal === form.fields.literal)
    : options
  return (
    <div className="flex flex-col gap-1">
      <div className={form.literal !== undefined ? 'grid grid-cols-[1fr_9.5rem] gap-2' : 'grid'}>
        <SuggestField
          label={isList ? 'Values, separated by commas (one with a comma in quotes)' : 'Value'}
          opensOnFocus
          autoFocus={autoFocus}
          suggestions={offered}
          find={(all, typed) => findValues(all, typed, isList)}
          // A pattern or a bound is rarely a value that is there.
          marksFirst={part !== '' && !isPattern && !offered.some((option) => isOption(option, part))}
          value={shownValue}
          onChange={setShownValue}
          onTake={(taken) => {
            setShownValue(withTaken(shownValue, taken, isList))
            if (taken.literal !== undefined) form.change({ literal: taken.literal })
          }}
          keepsOpen={() => isList}
          onFocus={() => form.setNamed(subject)}
          inputRef={inputRef}
          description={hintOf(form) ?? source ?? '\u00a0'}
        />
        <LiteralSelect form={form} />
      </div>
      {kind?.on === 'content' && <Standing form={form} question={question} />}
    </div>
  )
}

function LiteralSelect({ form: { literal, change } }: { form: ConditionForm }) {
  if (literal === undefined) return null
  return (
    <Select
      label="Compared as"
      options={literalKinds.map((value) => ({ value, label: literalNames[value] }))}
      value={literal}
      onChange={(chosen) => change({ literal: chosen })}
    />
  )
}

/** How many of the documents that were read have the path; the nearest one when none has it. */
function Standing({ form, question }: { form: ConditionForm; question: RowsQuestion }) {
  const catalogue = useQuery(pathsQuery(question))
  return (
    <PathStanding
      catalogue={catalogue}
      value={{ resourceType: question.resourceType, path: form.subject }}
      onTake={({ path }) => form.change({ subject: path })}
    />
  )
}

function hintOf({ operator, isTime, value, now }: ConditionForm): string | undefined {
  const kind = operator && kindOf(operator)
  if (kind === 'like') return '% matches any characters, _ exactly one.'
  if (kind === 'regex') return 'A regular expression; matches anywhere unless anchored with ^ and $.'
  if (!isTime) return undefined
  const at = Date.parse(value)
  if (Number.isNaN(at)) return 'A day or a time, or a span such as last 24 h, 90 min, 2 weeks.'
  return `${value}, ${relativeTime(at, now)}`
}
