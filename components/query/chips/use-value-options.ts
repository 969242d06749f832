import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import type { ValueOption } from '#components/query/chips/find-values.ts'
import type { Coding } from '#components/query/chips/people-coding.ts'
import { valuesAtPath } from '#components/query/chips/values-at-path.ts'
import { countedUnits } from '#components/query/counted-units.ts'
import { askable } from '#components/query/paths/seen-text.ts'
import { count } from '#lib/base/plural.ts'
import { pathsQuery } from '#lib/queries/paths.ts'
import { valueCountsQuery } from '#lib/queries/value-counts.ts'
import type { PathsResponse } from '#lib/rows/paths-wire.ts'
import type { RowsQuestion } from '#lib/rows/rows-wire.ts'
import type { ValueCounts } from '#lib/rows/value-counts-wire.ts'
import type { KnownValues } from '#lib/where/complete.ts'
import { countable } from '#lib/where/countable.ts'
import { knownFor } from '#lib/where/paths/seen-paths.ts'
import type { SubjectKind } from '#lib/where/subjects/fields.ts'
import { timeOfPhrase, timePhrases } from '#lib/where/subjects/times.ts'

export type ValueOptions = {
  readonly options: readonly ValueOption[]
  /** What the options are, or why there are none. */
  readonly source: string | undefined
}

/** Values to choose from: those that the units of a question have, with their counts. */
export function useValueOptions({
  subject,
  kind,
  isNamed,
  question,
  known,
  coding,
  now,
}: {
  subject: string
  kind: SubjectKind | undefined
  /** Whether the subject is whole; while it is typed nothing is asked. */
  isNamed: boolean
  question: RowsQuestion
  known: KnownValues
  coding: Coding
  now: number
}): ValueOptions {
  const isTime = kind?.on === 'unit' && kind.type === 'time'
  const isCounted = isNamed && kind?.on === 'unit' && !isTime && countable(subject, 'Unit') !== undefined
  const { data, error } = useQuery({
    ...valueCountsQuery({ ...question, attribute: subject || 'Slug' }),
    enabled: isCounted,
  })
  const { data: catalogue } = useQuery({ ...pathsQuery(question), enabled: kind?.on === 'content' })
  return useMemo(() => {
    if (kind?.on === 'content') return pathOptions(catalogue, subject, question.resourceType)
    if (isTime) return { options: timeOptions(now), source: undefined }
    const isBool = kind?.on === 'unit' && kind.type === 'bool'
    const atOnce = (isBool ? ['true', 'false'] : (known[subject] ?? [])).map(optionOf(coding))
    if (data === undefined) return { options: atOnce, source: isCounted ? uncounted(error) : undefined }
    const counted = countedOptions(data, coding)
    const others = isBool ? atOnce.filter(({ text }) => !counted.some((each) => each.text === text)) : []
    return { options: [...counted, ...others], source: sourceOf(data) }
  }, [kind, catalogue, subject, question.resourceType, isTime, now, known, coding, isCounted, data, error])
}

const optionOf =
  (coding: Coding) =>
  (value: string): ValueOption => ({ label: coding.shown(value), text: coding.shown(value) })

function countedOptions({ values, isPartial }: ValueCounts, coding: Coding): readonly ValueOption[] {
  return values
    .filter(({ value }) => value !== '')
    .map(({ value, units }) => ({ ...optionOf(coding)(value), detail: countedUnits(units, isPartial) }))
}

function uncounted(error: Error | null): string {
  return error === null ? 'Counting values…' : `Counts are unknown: ${error.message}`
}

function sourceOf({ units, isPartial, more, masked, invisible, absent, unknown }: ValueCounts): string {
  const counted = isPartial ? `the first ${count(units, 'unit')} of more` : count(units, 'unit')
  const notes = [
    more > 0 ? `${count(more, 'rarer value')} not listed` : '',
    masked > 0 ? `${count(masked, 'secret value')} not shown` : '',
    invisible > 0 ? `${count(invisible, 'value')} with invisible characters not listed` : '',
    absent > 0 ? `${count(absent, 'unit')} without` : '',
    unknown > 0 ? `${count(unknown, 'unit')} unknown` : '',
  ]
  return [`In ${counted}`, ...notes.filter(Boolean)].join(' · ')
}

function timeOptions(now: number): readonly ValueOption[] {
  return timePhrases.flatMap((label) => {
    const text = timeOfPhrase(label, now)
    return text === undefined ? [] : [{ label, text, detail: text }]
  })
}

/** What stands at a path in the documents that were read, of whatever resource types are asked for. */
function pathOptions(catalogue: PathsResponse | undefined, path: string, resourceType: string): ValueOptions {
  const seen = knownFor(catalogue?.paths ?? [], resourceType, path)
  const options = valuesAtPath(seen.flatMap(askable))
  const source = catalogue && options.length > 0 ? `In ${count(catalogue.read, 'unit')} read` : undefined
  return { options, source }
}
