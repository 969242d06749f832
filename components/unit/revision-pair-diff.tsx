'use client'

import { useQuery } from '@tanstack/react-query'
import { type ReactNode, useMemo } from 'react'
import { DiffEditor } from '#components/ui/diff-editor.tsx'
import { ErrorPanel } from '#components/ui/error-panel.tsx'
import { Skeleton } from '#components/ui/skeleton.tsx'
import { maskConfig } from '#lib/config/mask.ts'
import { revisionDocumentQuery } from '#lib/queries/revision-document.ts'

/** Two revisions of a unit beside each other; secrets are masked. Revision 0 is the nothing before the first. */
export function RevisionPairDiff({
  spaceId,
  unitId,
  label,
  from,
  to,
  className,
  actions,
}: {
  spaceId: string
  unitId: string
  /** Space/Unit */
  label: string
  from: number
  to: number
  className?: string
  actions?: ReactNode
}) {
  const before = useQuery(revisionDocumentQuery(spaceId, unitId, from))
  const after = useQuery(revisionDocumentQuery(spaceId, unitId, to))
  const documents = useMemo(() => {
    if (before.data === undefined || after.data === undefined) return undefined
    return { before: maskConfig(before.data.data), after: maskConfig(after.data.data) }
  }, [before.data, after.data])
  const error = before.error ?? after.error
  if (error) {
    return (
      <ErrorPanel
        form="banner"
        error={error}
        title={`r${from} and r${to} cannot be compared`}
        onRetry={() => {
          void before.refetch()
          void after.refetch()
        }}
      >
        {actions}
      </ErrorPanel>
    )
  }
  if (documents === undefined) return <Skeleton className={className ?? 'h-96'} />
  const isMasked = documents.before.masked > 0 || documents.after.masked > 0
  return (
    <div className="flex min-h-0 min-w-0 flex-col">
      <DiffEditor
        label={label}
        original={documents.before.text}
        modified={documents.after.text}
        originalLabel={from === 0 ? 'nothing' : `r${from}`}
        modifiedLabel={`r${to}`}
        className={className ?? 'h-96'}
        actions={actions}
      />
      {isMasked && (
        <p className="mt-1 text-muted text-xs">
          Secrets are masked. Where only a secret changes, the two sides look the same.
        </p>
      )}
    </div>
  )
}
