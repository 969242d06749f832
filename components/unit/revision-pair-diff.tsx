'use client'

import { useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { DiffEditor } from '#components/ui/editor/diff-editor.tsx'
import { ErrorPanel } from '#components/ui/error/error-panel.tsx'
import { holdsMasks, MaskedSides } from '#components/ui/masked-note.tsx'
import { Skeleton } from '#components/ui/skeleton.tsx'
import { formatOf } from '#lib/config/formats/toolchain.ts'
import { revisionDocumentQuery } from '#lib/queries/revision-document.ts'

/** Two revisions of a unit side by side, masked by the server. Revision 0 is the empty state before the first. */
export function RevisionPairDiff({
  spaceId,
  unitId,
  label,
  toolchain,
  from,
  to,
  className,
  actions,
}: {
  spaceId: string
  unitId: string
  /** Space/Unit */
  label: string
  /** The format of both; absent when it is not known. */
  toolchain?: string | undefined
  from: number
  to: number
  className?: string
  actions?: ReactNode
}) {
  const before = useQuery(revisionDocumentQuery(spaceId, unitId, from))
  const after = useQuery(revisionDocumentQuery(spaceId, unitId, to))
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
  if (before.data === undefined || after.data === undefined) {
    return <Skeleton className={className ?? 'h-96'} />
  }
  const [original, modified] = [before.data.data, after.data.data]
  return (
    <div className="flex min-h-0 min-w-0 flex-col">
      <DiffEditor
        label={label}
        original={original}
        modified={modified}
        language={formatOf(toolchain).language}
        sides={[from === 0 ? 'nothing' : `r${from}`, `r${to}`]}
        className={className ?? 'h-96'}
        actions={actions}
      />
      {(holdsMasks(original) || holdsMasks(modified)) && <MaskedSides />}
    </div>
  )
}
