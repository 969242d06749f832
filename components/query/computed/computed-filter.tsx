'use client'

import { SquareFunction, X } from 'lucide-react'
import { type RefObject, useId } from 'react'
import type { QueryDraft } from '#components/query/query-draft.ts'
import { QueryError } from '#components/query/query-error.tsx'
import { QueryText, type QueryTextHandle } from '#components/query/query-text.tsx'
import { repairs } from '#components/query/repairs.ts'
import { suggestNothing } from '#components/query/suggest.ts'
import { Button } from '#components/ui/button.tsx'

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
  const { computed = '' } = draft.fields
  const error = draft.reading.computedError
  return (
    <>
      <div className="flex items-start gap-2 max-sm:flex-wrap">
        <span className="flex h-8 shrink-0 items-center gap-1.5 text-muted text-xs">
          <SquareFunction aria-hidden size={14} />
          <span className="max-sm:sr-only">Computed here</span>
        </span>
        <QueryText
          ref={ref}
          label="Conditions computed here"
          value={computed}
          placeholder="get-replicas() < 2"
          error={error?.span}
          errorId={error ? errorId : undefined}
          suggest={suggestNothing}
          onChange={(text) => draft.edit({ computed: text })}
          isDirty={draft.isDirty}
          onRun={() => {
            draft.apply()
          }}
          onDiscard={draft.revert}
          onLeave={onLeave}
        />
        <Button
          variant="quiet"
          size="icon"
          aria-label="Remove the conditions computed here"
          isDisabled={computed === ''}
          onPress={onRemove}
        >
          <X aria-hidden size={15} />
        </Button>
      </div>
      {error && (
        <QueryError
          id={errorId}
          error={error}
          text={computed}
          repairs={repairs(draft.fields, 'computed', error, { takesContent: true })}
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
