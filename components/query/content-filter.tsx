'use client'

import { FileSearch, X } from 'lucide-react'
import { type RefObject, useId, useState } from 'react'
import { useSuggestData } from '#components/query/live/use-suggest-data.ts'
import type { QueryDraft } from '#components/query/query-draft.ts'
import { QueryError } from '#components/query/query-error.tsx'
import { QueryText, type QueryTextHandle } from '#components/query/query-text.tsx'
import { repairs } from '#components/query/repairs.ts'
import { suggestType } from '#components/query/suggest.ts'
import { Button } from '#components/ui/button.tsx'
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
    onCursor: (cursor: number | undefined) => setIsWanted((was) => was || cursor !== undefined),
    isDirty: draft.isDirty,
    onRun: () => {
      draft.apply()
    },
    onDiscard: draft.revert,
    onLeave,
  }
  return (
    <>
      <div className="flex items-start gap-2 max-sm:flex-wrap">
        <span className="flex h-8 shrink-0 items-center gap-1.5 text-muted text-xs">
          <FileSearch aria-hidden size={14} />
          <span className="max-sm:sr-only">In documents</span>
        </span>
        <div className="w-52 shrink-0 max-sm:w-auto max-sm:flex-1">
          <QueryText
            label="Resource type"
            value={draft.fields.type}
            placeholder="any resource type"
            suggest={suggestType(types)}
            onChange={(type) => draft.edit({ type })}
            {...shared}
          />
        </div>
        <QueryText
          ref={ref}
          label="Content filter"
          value={draft.fields.data}
          placeholder="spec.replicas > 2"
          error={error?.span}
          errorId={error ? errorId : undefined}
          suggest={suggestData}
          onChange={(data) => draft.edit({ data })}
          {...shared}
        />
        <Button
          variant="quiet"
          size="icon"
          aria-label="Remove the content filter"
          isDisabled={draft.fields.data === '' && draft.fields.type === ''}
          onPress={onRemove}
        >
          <X aria-hidden size={15} />
        </Button>
      </div>
      {error && (
        <QueryError
          id={errorId}
          error={error}
          text={draft.fields.data}
          repairs={repairs(draft.fields, 'data', error, { takesContent: true })}
          onRepair={(fields) => {
            draft.apply(fields)
            // The pressed button disappears together with the error, so the focus has to move.
            ref.current?.focus()
          }}
        />
      )}
    </>
  )
}
