'use client'

import { useQuery } from '@tanstack/react-query'
import { X } from 'lucide-react'
import type { Seal } from '#components/change/flow.ts'
import { isChange } from '#components/change/preview-counts.ts'
import { unitName } from '#components/change/preview-lines.ts'
import { Button } from '#components/ui/button.tsx'
import { DiffEditor } from '#components/ui/diff-editor.tsx'
import { ErrorPanel } from '#components/ui/error-panel.tsx'
import { Skeleton } from '#components/ui/skeleton.tsx'
import type { PreviewRow } from '#lib/change/model.ts'
import { previewedDocumentQuery } from '#lib/queries/previewed-document.ts'

/** The document of one unit, before and after. */
export function UnitDiff({
  row,
  seal,
  onClose,
}: {
  row: PreviewRow
  /** Absent while the preview runs. */
  seal: Seal | undefined
  onClose: () => void
}) {
  const name = unitName(row)
  return (
    <div className="relative shrink-0 animate-appear">
      <Body row={row} seal={seal} name={name} />
      <Button
        variant="quiet"
        size="icon-sm"
        aria-label="Close the diff"
        className="absolute top-0.5 right-0.5"
        onPress={onClose}
      >
        <X aria-hidden size={14} />
      </Button>
    </div>
  )
}

const height = 'h-72'

function Body({ row, seal, name }: { row: PreviewRow; seal: Seal | undefined; name: string }) {
  if (row.status === 'failed' || row.status === 'no-match') {
    return <Words name={name} text={row.reason} />
  }
  if (seal === undefined) {
    return <Words name={name} text="The document can be read as soon as the preview is complete." />
  }
  return <Documents row={row} seal={seal} name={name} />
}

function Documents({ row, seal, name }: { row: PreviewRow; seal: Seal; name: string }) {
  const documents = useQuery(previewedDocumentQuery(seal, row.UnitID))
  if (documents.isPending) return <Skeleton className="h-80" />
  if (documents.isError) {
    return (
      <ErrorPanel
        form="banner"
        className="pr-10"
        error={documents.error}
        title={`${name} cannot be shown`}
        onRetry={() => void documents.refetch()}
      />
    )
  }
  const { before, after, isMasked } = documents.data
  return (
    <>
      <DiffEditor
        label={name}
        original={before}
        modified={after}
        originalLabel={`r${row.HeadRevisionNum}`}
        modifiedLabel={isChange(row) ? 'after, not written yet' : 'no change'}
        className={height}
      />
      {isMasked && (
        <p className="mt-1 text-muted text-xs">
          Secrets are masked. Where only a secret changes, the two sides look the same.
        </p>
      )}
    </>
  )
}

function Words({ name, text }: { name: string; text: string }) {
  return (
    <section aria-label={name} className="rounded-md border border-line bg-surface p-3 pr-10 text-sm">
      <p className="mono font-medium">{name}</p>
      <p className="mt-1 text-muted">{text}</p>
    </section>
  )
}
