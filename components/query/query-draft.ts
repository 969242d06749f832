'use client'

import { useState } from 'react'
import { type QueryFields, sameQuery } from '#components/query/query-fields.ts'
import type { QueryDraft, QueryReading } from '#components/query/query-reading.ts'
import { useReading, withLanguage } from '#components/query/use-reading.ts'
import type { QueryTexts } from '#lib/where/boolean/query-chips.ts'

/** The text being edited, beside the query of the address. Only a valid text gets into the address. */
export function useQueryDraft(applied: QueryReading, onApply: (fields: QueryTexts) => void): QueryDraft {
  const base = applied.fields
  // A draft belongs to the query it started from. When the address changes, the draft is discarded.
  const [draft, setDraft] = useState<{ base: QueryFields; fields: QueryFields }>()
  const isCurrent = draft !== undefined && sameQuery(draft.base, base)
  const fields = isCurrent ? draft.fields : base
  const reading = useReading(fields, applied)
  return {
    fields,
    reading,
    isDirty: isCurrent && asksOther(reading, applied),
    edit: (change) => setDraft({ base, fields: { ...fields, ...change } }),
    revert: () => setDraft(undefined),
    apply: (change) =>
      withLanguage(({ readQuery }) => {
        const next = { ...fields, ...change }
        const { canonical } = readQuery(next)
        if (!canonical) return setDraft({ base, fields: next })
        setDraft(undefined)
        onApply(canonical)
      }),
  }
}

/** Additional whitespace does not make a different query. */
function asksOther(reading: QueryReading, applied: QueryReading): boolean {
  if (sameQuery(reading.fields, applied.fields)) return false
  return !(reading.canonical && applied.canonical && sameQuery(reading.canonical, applied.canonical))
}
