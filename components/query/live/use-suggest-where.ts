import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import type { Suggest } from '#components/query/completion.ts'
import { countedUnits } from '#components/query/counted-units.ts'
import type { QueryDraft } from '#components/query/query-reading.ts'
import { suggestWhere } from '#components/query/suggest.ts'
import { usePeople } from '#components/ui/people.tsx'
import { userName } from '#lib/history/user-name.ts'
import { valueCountsQuery } from '#lib/queries/value-counts.ts'
import type { RowsQuestion } from '#lib/rows/rows-wire.ts'
import { isMap } from '#lib/where/attributes.ts'
import { printConditions } from '#lib/where/boolean/conditions.ts'
import { readConditions } from '#lib/where/boolean/read-conditions.ts'
import { askedAt, type KnownValues } from '#lib/where/complete.ts'
import { rawConditions } from '#lib/where/computed/raw-conditions.ts'
import { countable } from '#lib/where/countable.ts'

/** Completion at a cursor with the values that units have; what is known already is there until they come. */
export function useSuggestWhere(
  { fields, reading }: Pick<QueryDraft, 'fields' | 'reading'>,
  known: KnownValues,
  cursor: number | undefined,
): Suggest {
  const asked = cursor === undefined ? undefined : askedAt(fields.where, cursor)
  const what = asked === undefined ? undefined : countable(asked, 'Unit')
  const isAsked = what !== undefined && what.type !== 'time'
  const others = useMemo(() => othersAt(fields.where, cursor ?? 0), [fields.where, cursor])
  const content: Pick<RowsQuestion, 'whereData' | 'resourceType'> =
    reading.dataError === undefined
      ? { whereData: fields.data, resourceType: fields.type }
      : { whereData: '', resourceType: '' }
  const { data } = useQuery({
    ...valueCountsQuery({ where: others, ...content, attribute: asked ?? 'Slug' }),
    enabled: isAsked,
  })
  const people = usePeople()
  return useMemo(() => {
    if (asked === undefined || data === undefined || !isAsked) return suggestWhere(known)
    const keys = isMap(what.type)
    const map = asked.replace(/\.$/, '')
    const values = data.values.map(({ value }) => value)
    const live: KnownValues = keys
      ? Object.fromEntries(values.map((key) => [`${map}.${key}`, []]))
      : { [asked]: values }
    const units = new Map(data.values.map((each) => [each.value, countedUnits(each.units, data.isPartial)]))
    return suggestWhere({ ...known, ...live }, (attribute, value) => {
      const name = attribute.endsWith('UserID') ? `${userName(value, people.byId)}, ` : ''
      const counted = attribute === asked ? units.get(value) : undefined
      return counted === undefined ? undefined : name + counted
    })
  }, [asked, data, isAsked, what?.type, known, people.byId])
}

/** The conditions beside the one at a cursor, as far as they can be asked. */
function othersAt(text: string, cursor: number): string {
  const others = rawConditions(text).filter(({ start, end }) => cursor < start || cursor > end)
  const read = readConditions(others.map((condition) => condition.text.trim()).join(' AND '), 'Unit')
  return read.ok ? printConditions(read.value) : ''
}
