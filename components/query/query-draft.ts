'use client'

import { useLayoutEffect, useRef, useState } from 'react'
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
  const isStillShown = useStillShown({ base, fields })
  return {
    fields,
    reading,
    isDirty: isCurrent && asksOther(reading, applied),
    edit: (change) => setDraft({ base, fields: { ...fields, ...change } }),
    revert: () => setDraft(undefined),
    apply: (change) =>
      withLanguage(({ readQuery }) => {
        if (!isStillShown()) return
        const next = { ...fields, ...change }
        const { canonical } = readQuery(next)
        if (!canonical) return setDraft({ base, fields: next })
        setDraft(undefined)
        onApply(canonical)
      }),
  }
}

type Shown = { readonly base: QueryFields; readonly fields: QueryFields }

/**
 * Whether the page shows this still. The language may come long after a press: meanwhile the page may ask something else, or
 * have been left for one whose address means other units.
 */
function useStillShown({ base, fields }: Shown): () => boolean {
  const latest = useRef<Shown>(undefined)
  useLayoutEffect(() => {
    latest.current = { base, fields }
    return () => {
      latest.current = undefined
    }
  })
  return () => {
    const { current } = latest
    return current !== undefined && sameQuery(current.base, base) && sameQuery(current.fields, fields)
  }
}

/** Additional whitespace does not make a different query. */
function asksOther(reading: QueryReading, applied: QueryReading): boolean {
  if (sameQuery(reading.fields, applied.fields)) return false
  return !(reading.canonical && applied.canonical && sameQuery(reading.canonical, applied.canonical))
}
