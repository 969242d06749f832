'use client'

import { Shield, TriangleAlert } from 'lucide-react'
import { countRows } from '#components/change/preview-counts.ts'
import { countOf, countUnits } from '#components/change/words.ts'
import { ConfirmDialog } from '#components/ui/dialog.tsx'
import { isProtected } from '#components/ui/environment.tsx'
import type { ChangedRow } from '#lib/change/classes.ts'
import type { PreviewRow } from '#lib/change/model.ts'
import { dimensionsOf } from '#lib/confighub/dimensions.ts'

/** The last look: how many, how many of them in production, what stays, and why. */
export function WriteDialog({
  isOpen,
  onOpenChange,
  rows,
  allRows,
  reason,
  ticket,
  onConfirm,
}: {
  isOpen: boolean
  onOpenChange: (isOpen: boolean) => void
  rows: readonly ChangedRow[]
  allRows: readonly PreviewRow[]
  reason: string
  ticket: string
  onConfirm: () => void
}) {
  const isProd = (row: ChangedRow) => isProtected(dimensionsOf({ Slug: row.SpaceSlug }).environment)
  const inProd = rows.filter(isProd)
  const spaces = new Set(rows.map((row) => row.SpaceID)).size
  const prodSpaces = new Set(inProd.map((row) => row.SpaceID)).size
  const overrides = rows.filter((row) => row.override).length
  const written = new Set(rows.map((row) => row.UnitID))
  const excluded = new Set(allRows.map((row) => row.UnitID).filter((id) => !written.has(id)))
  const counts = countRows(allRows, excluded)
  const stays = [
    counts.unchanged > 0 ? `${countUnits(counts.unchanged)} already so` : '',
    counts.excluded > 0 ? `${counts.excluded} held back` : '',
    counts.noMatch > 0 ? `${counts.noMatch} without a match` : '',
    counts.failed > 0 ? `${counts.failed} failed in the preview` : '',
  ].filter(Boolean)
  return (
    <ConfirmDialog
      title={`Write ${countUnits(rows.length)}?`}
      confirmLabel={`Write ${countUnits(rows.length)}`}
      isOpen={isOpen}
      onOpenChange={onOpenChange}
      onConfirm={onConfirm}
    >
      <div className="flex flex-col gap-2.5 text-sm">
        <p>
          {countUnits(rows.length)} in {countOf(spaces, 'Space')} get one new revision each.
        </p>
        {inProd.length > 0 && (
          <p className="flex items-start gap-2 font-medium">
            <Shield aria-hidden size={15} className="mt-0.5 shrink-0" />
            {inProd.length === rows.length ? 'All' : inProd.length} of them in production, in{' '}
            {countOf(prodSpaces, 'Space')}.
          </p>
        )}
        {overrides > 0 && (
          <p className="flex items-start gap-2 text-attention">
            <TriangleAlert aria-hidden size={15} className="mt-0.5 shrink-0" />
            {countUnits(overrides)} {overrides === 1 ? 'loses a value' : 'lose a value'} in which{' '}
            {overrides === 1 ? 'it differs' : 'they differ'} from upstream on purpose.
          </p>
        )}
        {stays.length > 0 && <p className="text-muted">Not written: {stays.join(', ')}.</p>}
        <blockquote className="max-h-32 overflow-y-auto whitespace-pre-wrap break-words border-line-strong border-l-2 pl-3">
          {reason}
          {ticket !== '' && <span className="mono text-muted"> · {ticket}</span>}
        </blockquote>
        <p className="text-muted text-xs">
          Units that somebody changes in the meantime are left as they are.
        </p>
      </div>
    </ConfirmDialog>
  )
}
