'use client'

import { useQueries, useQuery, useQueryClient } from '@tanstack/react-query'
import { useMemo } from 'react'
import { usePaused } from '#components/change/edit/use-paused.ts'
import type { CodeAssist } from '#components/ui/editor/assist.ts'
import { completeDocument } from '#lib/config/kinds/complete.ts'
import { describeField } from '#lib/config/kinds/describe.ts'
import type { KindTable, KindTables } from '#lib/config/kinds/kind-table.ts'
import { typesNamed } from '#lib/config/kinds/place.ts'
import { kindQuery, kindTypesQuery } from '#lib/queries/kinds.ts'

/** A document of more kinds is checked for the first of them. */
const maxKinds = 30

const noTypes: readonly string[] = []

/** Half a name is not worth asking for. */
const pauseMs = 500

/**
 * What is known of the kinds that a text names. Tables come one by one and the editor works without them, but suggestions
 * wait for those that are being read.
 */
export function useKinds(
  text: string,
  isYaml: boolean,
): { tables: KindTables; assist: CodeAssist | undefined } {
  const named = useMemo(() => (isYaml ? typesNamed(text).slice(0, maxKinds).join(' ') : ''), [text, isYaml])
  const asked = usePaused(named, pauseMs)
  const types = useMemo(() => (asked === '' ? noTypes : asked.split(' ')), [asked])
  const tables = useQueries({
    queries: types.map(kindQuery),
    combine: tablesOf,
  })
  const client = useQueryClient()
  const all = useQuery({ ...kindTypesQuery(), enabled: isYaml }).data ?? noTypes
  const assist = useMemo((): CodeAssist | undefined => {
    if (!isYaml) return undefined
    return {
      complete: async (shown, line, column) => {
        const answers = await Promise.all(
          types.map((type) => client.ensureQueryData(kindQuery(type)).catch(() => null)),
        )
        const read = tablesOf(answers.map((data) => ({ data })))
        return completeDocument(shown, line, column, { tables: read, types: all })
      },
      describe: (shown, line, column) => describeField(shown, line, column, tables),
    }
  }, [isYaml, types, tables, all, client])
  return { tables, assist }
}

function tablesOf(answers: readonly { readonly data: KindAnswer | null | undefined }[]): KindTables {
  return new Map(answers.flatMap(({ data }) => (data ? [[data.type, data.table] as const] : [])))
}

type KindAnswer = { readonly type: string; readonly table: KindTable }
