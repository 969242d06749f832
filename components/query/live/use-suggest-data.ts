import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import type { Suggest } from '#components/query/completion.ts'
import { askable, seenText, valuesText } from '#components/query/paths/seen-text.ts'
import type { QueryDraft } from '#components/query/query-reading.ts'
import { count } from '#lib/base/plural.ts'
import { pathsQuery } from '#lib/queries/paths.ts'
import type { PathsResponse } from '#lib/rows/paths-wire.ts'
import { likelyLiteral } from '#lib/where/data-builder.ts'
import { knownFor } from '#lib/where/paths/seen-paths.ts'
import { completeData, type KnownData } from '#lib/where/subjects/complete-data.ts'
import { commonPaths } from '#lib/where/subjects/plain-words.ts'

/** Completion of a content filter and of its resource type with what documents have; asked once it is `wanted`. */
export function useSuggestData(
  { fields, reading }: Pick<QueryDraft, 'fields' | 'reading'>,
  wanted: boolean,
): { readonly suggestData: Suggest; readonly types: readonly string[] } {
  const where = reading.where.ok ? fields.where : ''
  const { data } = useQuery({
    ...pathsQuery({ where, whereData: '', resourceType: '' }),
    enabled: wanted,
  })
  const known = useMemo(() => knownData(data, fields.type.trim()), [data, fields.type])
  return useMemo(
    () => ({
      suggestData: (text, cursor) => completeData(text, cursor, known),
      types: data?.resourceTypes.map(({ resourceType }) => resourceType) ?? [],
    }),
    [known, data],
  )
}

function knownData(catalogue: PathsResponse | undefined, type: string): KnownData {
  const { paths = [], read = 0 } = catalogue ?? {}
  const seen = paths.map((each) => ({
    path: each.path,
    doc: `${valuesText(each)} · ${seenText(each.units, read)} read`,
  }))
  const byPath = new Map([...commonPaths, ...seen].map((each) => [each.path, each]))
  return {
    paths: [...byPath.values()],
    valuesOf: (path) =>
      knownFor(paths, type, path).flatMap((each) =>
        askable(each).map(
          ({ value, units }) =>
            ({
              value: String(value),
              literal: typeof value === 'string' ? 'string' : likelyLiteral(String(value)),
              doc: count(units, 'unit'),
            }) as const,
        ),
      ),
  }
}
