'use client'

import { FileSearch } from 'lucide-react'
import { type RefObject, useId, useState } from 'react'
import { useSuggestData } from '#components/query/live/use-suggest-data.ts'
import { PartText, QueryPart } from '#components/query/query-part.tsx'
import type { QueryDraft } from '#components/query/query-reading.ts'
import type { QueryTextHandle } from '#components/query/query-text.tsx'
import { suggestType } from '#components/query/suggest.ts'
import type { WhereError } from '#lib/where/ast.ts'

/** The second part of a query: conditions on the content of documents, on one resource of the type. */
export function ContentFilter({
  ref,
  draft,
  error,
  onLeave,
  onRemove,
}: {
  ref: RefObject<QueryTextHandle | null>
  draft: QueryDraft
  error: WhereError | undefined
  onLeave: () => void
  onRemove: () => void
}) {
  const errorId = useId()
  const [isWanted, setIsWanted] = useState(false)
  const { suggestData, types } = useSuggestData(draft, isWanted)
  const shared = {
    draft,
    onCursor: (cursor: number | undefined) => setIsWanted((was) => was || cursor !== undefined),
    onLeave,
  }
  return (
    <QueryPart
      {...{ draft, error, errorId, onRemove }}
      Icon={FileSearch}
      title="In documents"
      name="the content filter"
      field="data"
      fieldRef={ref}
      isEmpty={draft.fields.data === '' && draft.fields.type === ''}
    >
      <div className="w-52 shrink-0 max-sm:w-auto max-sm:flex-1">
        <PartText
          {...shared}
          field="type"
          label="Resource type"
          placeholder="any resource type"
          suggest={suggestType(types)}
        />
      </div>
      <PartText
        {...{ ...shared, ref, error, errorId }}
        field="data"
        label="Content filter"
        placeholder="spec.replicas > 2"
        suggest={suggestData}
      />
    </QueryPart>
  )
}
