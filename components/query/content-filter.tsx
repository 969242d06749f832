'use client'

import { FileSearch, X } from 'lucide-react'
import { useId } from 'react'
import type { QueryDraft } from '#components/query/query-draft.ts'
import { QueryError } from '#components/query/query-error.tsx'
import { QueryText } from '#components/query/query-text.tsx'
import { suggestData, suggestType } from '#components/query/suggest.ts'
import { Button } from '#components/ui/button.tsx'
import type { WhereError } from '#lib/where/ast.ts'

/** The second part of a query: what has to stand in the documents, on one resource of the type. */
export function ContentFilter({
  draft,
  error,
  onRemove,
}: {
  draft: QueryDraft
  error: WhereError | undefined
  onRemove: () => void
}) {
  const errorId = useId()
  const run = () => {
    draft.apply()
  }
  return (
    <>
      <div className="flex items-start gap-2 max-sm:flex-wrap">
        <span className="flex h-8 shrink-0 items-center gap-1.5 text-muted text-xs">
          <FileSearch aria-hidden size={14} />
          In documents
        </span>
        <div className="w-52 shrink-0 max-sm:w-full">
          <QueryText
            label="Resource type"
            value={draft.fields.type}
            placeholder="any resource type"
            suggest={suggestType}
            onChange={(type) => draft.edit({ type })}
            onRun={run}
          />
        </div>
        <QueryText
          label="Content filter"
          value={draft.fields.data}
          placeholder="spec.replicas > 2"
          error={error?.span}
          errorId={error ? errorId : undefined}
          suggest={suggestData}
          onChange={(data) => draft.edit({ data })}
          onRun={run}
        />
        <Button variant="quiet" size="icon" aria-label="Remove the content filter" onPress={onRemove}>
          <X aria-hidden size={15} />
        </Button>
      </div>
      {error && (
        <QueryError
          id={errorId}
          error={error}
          text={draft.fields.data}
          repairs={error.repair ? [{ label: error.repair.label, fields: { data: error.repair.text } }] : []}
          onRepair={(fields) => draft.apply(fields)}
        />
      )}
    </>
  )
}
