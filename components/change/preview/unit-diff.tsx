'use client'

import { useQuery } from '@tanstack/react-query'
import { FilePen } from 'lucide-react'
import Link from 'next/link'
import type { ReactNode } from 'react'
import type { Seal } from '#components/change/preview/flow.ts'
import { isChange } from '#components/change/preview/preview-counts.ts'
import { unitName } from '#components/change/preview/preview-lines.ts'
import { UnitNote } from '#components/change/preview/unit-note.tsx'
import { buttonClass } from '#components/ui/button-class.ts'
import { CloseDiff } from '#components/ui/editor/close-diff.tsx'
import { DiffEditor } from '#components/ui/editor/diff-editor.tsx'
import { QueryError } from '#components/ui/error/query-error.tsx'
import { MaskedSides } from '#components/ui/masked-note.tsx'
import { Skeleton } from '#components/ui/skeleton.tsx'
import type { PreviewRow } from '#lib/change/model.ts'
import { formatOf } from '#lib/config/formats/toolchain.ts'
import { previewedDocumentQuery } from '#lib/queries/previewed-document.ts'
import { routes } from '#lib/url/routes.ts'

type Shown = { readonly row: PreviewRow; readonly name: string; readonly close: ReactNode }

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
  return (
    <div className="shrink-0 animate-appear">
      <Body row={row} seal={seal} name={unitName(row)} close={<CloseDiff onClose={onClose} />} />
    </div>
  )
}

function Body({ seal, ...shown }: Shown & { seal: Seal | undefined }) {
  const { row } = shown
  if (row.status === 'failed' || row.status === 'no-match') {
    return (
      <Words {...shown} text={row.reason}>
        {formatOf(row.ToolchainType).kind === 'text' && <EditDocument unitId={row.UnitID} />}
      </Words>
    )
  }
  if (seal === undefined) {
    return <Words {...shown} text="The document can be shown once the preview is complete." />
  }
  return <Documents {...shown} seal={seal} />
}

/** The way on for a unit whose format has no fields. */
function EditDocument({ unitId }: { unitId: string }) {
  return (
    <Link
      href={routes.newChange({ units: [unitId], patch: 'document' })}
      className={buttonClass('secondary', 'sm', 'mt-2')}
    >
      <FilePen aria-hidden size={14} />
      Edit the document
    </Link>
  )
}

function Documents({ row, seal, name, close }: Shown & { seal: Seal }) {
  const documents = useQuery(previewedDocumentQuery(seal, row.UnitID))
  if (documents.isPending) return <Skeleton className="h-80" />
  if (documents.isError) {
    return (
      <QueryError query={documents} title={`${name} cannot be shown`}>
        {close}
      </QueryError>
    )
  }
  const { before, after, isMasked } = documents.data
  return (
    <>
      <DiffEditor
        label={name}
        original={before}
        modified={after}
        language={formatOf(row.ToolchainType).language}
        sides={[`r${row.HeadRevisionNum}`, isChange(row) ? 'preview' : 'no change']}
        className="h-72"
        actions={close}
      />
      {isMasked && <MaskedSides />}
    </>
  )
}

function Words({ name, text, close, children }: Shown & { text: string; children?: ReactNode }) {
  return (
    <UnitNote name={name} close={close}>
      <p className="mt-1 text-muted">{text}</p>
      {children}
    </UnitNote>
  )
}
