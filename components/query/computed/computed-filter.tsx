'use client'

import { SquareFunction } from 'lucide-react'
import { type RefObject, useId } from 'react'
import { PartText, QueryPart } from '#components/query/query-part.tsx'
import type { QueryDraft } from '#components/query/query-reading.ts'
import type { QueryTextHandle } from '#components/query/query-text.tsx'
import { suggestNothing } from '#components/query/suggest.ts'

/** The third part of a query: conditions on what functions say, which Hubdeck computes itself. */
export function ComputedFilter({
  ref,
  draft,
  onLeave,
  onRemove,
}: {
  ref: RefObject<QueryTextHandle | null>
  draft: QueryDraft
  onLeave: () => void
  onRemove: () => void
}) {
  const errorId = useId()
  const error = draft.reading.computedError
  return (
    <QueryPart
      {...{ draft, error, errorId, onRemove }}
      Icon={SquareFunction}
      title="Computed here"
      name="the conditions computed here"
      field="computed"
      fieldRef={ref}
      isEmpty={!draft.fields.computed}
    >
      <PartText
        {...{ ref, draft, error, errorId, onLeave }}
        field="computed"
        label="Conditions computed here"
        placeholder="get-replicas() < 2"
        suggest={suggestNothing}
      />
    </QueryPart>
  )
}
