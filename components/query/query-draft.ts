'use client'

import { useMemo, useState } from 'react'
import { type QueryFields, type QueryReading, readQuery, sameQuery } from '#components/query/read-query.ts'
import type { QueryTexts } from '#lib/where/boolean/query-chips.ts'

export type QueryDraft = {
  readonly fields: QueryFields
  readonly reading: QueryReading
  /** There are edits that the grid does not reflect yet. */
  readonly isDirty: boolean
  readonly edit: (change: Partial<QueryFields>) => void
  readonly revert: () => void
  /** Runs the edited text, or what `change` makes of it; returns false when it is not valid. */
  readonly apply: (change?: Partial<QueryFields>) => boolean
}

/** The text being edited, beside the query of the address. Only a valid text gets into the address. */
export function useQueryDraft(applied: QueryFields, onApply: (fields: QueryTexts) => void): QueryDraft {
  // A draft belongs to the query it started from. When the address changes, the draft is discarded.
  const [draft, setDraft] = useState<{ base: QueryFields; fields: QueryFields }>()
  const isCurrent = draft !== undefined && sameQuery(draft.base, applied)
  const fields = isCurrent ? draft.fields : applied
  const reading = useMemo(() => readQuery(fields), [fields])
  return {
    fields,
    reading,
    isDirty: isCurrent && asksOther(reading, fields, applied),
    edit: (change) => setDraft({ base: applied, fields: { ...fields, ...change } }),
    revert: () => setDraft(undefined),
    apply: (change) => {
      const next = { ...fields, ...change }
      const { canonical } = readQuery(next)
      if (!canonical) {
        setDraft({ base: applied, fields: next })
        return false
      }
      setDraft(undefined)
      onApply(canonical)
      return true
    },
  }
}

/** Additional whitespace does not make a different query. */
function asksOther(reading: QueryReading, fields: QueryFields, applied: QueryFields): boolean {
  if (sameQuery(fields, applied)) return false
  const { canonical } = readQuery(applied)
  return !(reading.canonical && canonical && sameQuery(reading.canonical, canonical))
}
