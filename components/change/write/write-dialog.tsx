'use client'

import { useQuery } from '@tanstack/react-query'
import { LoaderCircle, Shield, TriangleAlert } from 'lucide-react'
import type { ReactNode } from 'react'
import { OverrideSign } from '#components/change/preview/override-mark.tsx'
import {
  type Choice,
  consentedRows,
  countsText,
  rowsToWrite,
} from '#components/change/preview/preview-counts.ts'
import { unitName } from '#components/change/preview/preview-lines.ts'
import { useSpaceDimensions } from '#components/change/preview/space-dimensions.ts'
import type { WrittenRange } from '#components/change/waves/written-range.ts'
import { ConfirmationField, useConfirmation } from '#components/change/write/typed-confirmation.tsx'
import { isProtected } from '#components/ui/environment.tsx'
import { ConfirmDialog } from '#components/ui/overlay/confirm-dialog.tsx'
import type { IconType } from '#components/ui/state-look.ts'
import { count, plural } from '#lib/base/plural.ts'
import type { ChangedRow } from '#lib/change/classes/classes.ts'
import { isOfMetadata } from '#lib/change/metadata/values.ts'
import type { PreviewRequest, PreviewRow } from '#lib/change/model.ts'
import { type PreviewDrift, previewDriftQuery } from '#lib/queries/preview-drift.ts'

/**
 * The final confirmation: how many units, how many of them in production, what stays, what moved since the preview, and
 * the reason.
 */
export function WriteDialog({
  isOpen,
  onOpenChange,
  sealHash,
  request: { selection, patch },
  rows,
  choice,
  range,
  reason,
  consentReason,
  ticket,
  onConfirm,
}: {
  isOpen: boolean
  onOpenChange: (isOpen: boolean) => void
  sealHash: string
  request: PreviewRequest
  rows: readonly PreviewRow[]
  choice: Choice
  /** The waves that are written now; absent when all is written at once. */
  range: WrittenRange | undefined
  reason: string
  consentReason: string
  ticket: string
  /** With the number of units, where it had to be typed. */
  onConfirm: (confirmed: number | undefined) => void
}) {
  const drift = useQuery({ ...previewDriftQuery(sealHash, { selection, patch }, rows), enabled: isOpen })
  const chosen = rowsToWrite(rows, choice).filter(({ UnitID }) => range?.unitIds.has(UnitID) ?? true)
  const confirmation = useConfirmation(sealHash, rowsToWrite(rows, choice), isOpen)
  const stillAsPreviewed = chosen.filter((row) => !hasDrifted(row, drift.data))
  const consented = consentedRows(rows, choice).length
  return (
    <ConfirmDialog
      title={`Write ${range?.text ?? count(chosen.length, 'unit')}?`}
      confirmLabel={confirmLabel(chosen.length, stillAsPreviewed.length, consented, range)}
      isOpen={isOpen}
      onOpenChange={onOpenChange}
      isConfirmDisabled={confirmation.isMissing || stillAsPreviewed.length === 0}
      onConfirm={() => onConfirm(confirmation.confirmed)}
    >
      <div className="flex flex-col gap-2.5 text-sm">
        <Scope rows={chosen} makesRevisions={!isOfMetadata(patch)} />
        <Drift rows={chosen} drift={drift.data} isPending={drift.isPending} error={drift.error} />
        {consented > 0 && (
          <Warning>
            {count(consented, 'unit')} by your consent: <span className="break-words">{consentReason}</span>
          </Warning>
        )}
        <Overrides rows={chosen} />
        {range?.after !== undefined && <p>{range.after}</p>}
        <p className="figures text-muted">{countsText(rows, choice)}</p>
        <blockquote className="max-h-32 overflow-y-auto whitespace-pre-wrap break-words border-line-strong border-l-2 pl-3">
          {reason}
          {ticket !== '' && <span className="mono text-muted"> · {ticket}</span>}
        </blockquote>
        <ConfirmationField {...confirmation} />
        <p className="text-muted text-xs">Units that someone changes in the meantime are left as they are.</p>
      </div>
    </ConfirmDialog>
  )
}

/** What others changed is left out by name, so what is pressed says that it is not all. */
function confirmLabel(
  chosen: number,
  unmoved: number,
  consented: number,
  range: WrittenRange | undefined,
): string {
  if (unmoved > 0 && unmoved < chosen) return `Write the other ${count(unmoved, 'unit')}`
  return range === undefined ? writeLabel(unmoved, consented) : `Write ${range.text}`
}

/** `Write 43 units, 3 by consent` */
export function writeLabel(units: number, consented: number): string {
  return `Write ${count(units, 'unit')}${consented === 0 ? '' : `, ${consented.toLocaleString('en')} by consent`}`
}

function Scope({ rows, makesRevisions }: { rows: readonly ChangedRow[]; makesRevisions: boolean }) {
  const dimensionsOf = useSpaceDimensions()
  const inProd = rows.filter((row) => isProtected(dimensionsOf(row.SpaceSlug).environment))
  return (
    <>
      <p>
        {count(rows.length, 'unit')} in {count(spacesOf(rows), 'space')}{' '}
        {outcomeOf(rows.length, makesRevisions)}
      </p>
      {inProd.length > 0 && (
        <p className="flex items-start gap-2 font-medium">
          <Shield aria-hidden size={15} className="mt-0.5 shrink-0" />
          <span>
            {inProd.length === rows.length ? 'All' : inProd.length} of them in production, in{' '}
            {count(spacesOf(inProd), 'space')}.
          </span>
        </p>
      )}
    </>
  )
}

function outcomeOf(units: number, makesRevisions: boolean): string {
  if (!makesRevisions) return `${plural(units, 'gets', 'get')} other metadata, and no new revision.`
  return units === 1 ? 'gets one new revision.' : 'get one new revision each.'
}

function spacesOf(rows: readonly ChangedRow[]): number {
  return new Set(rows.map((row) => row.SpaceID)).size
}

function Overrides({ rows }: { rows: readonly ChangedRow[] }) {
  const overrides = rows.filter((row) => row.override === true).length
  if (overrides === 0) return null
  return (
    <Warning Icon={OverrideSign}>
      {count(overrides, 'unit')} {overrides === 1 ? 'loses a value' : 'lose a value'} in which{' '}
      {overrides === 1 ? 'it differs' : 'they differ'} from upstream on purpose.
    </Warning>
  )
}

function hasDrifted({ UnitID }: ChangedRow, drift: PreviewDrift | undefined): boolean {
  return drift !== undefined && (drift.movedIds.has(UnitID) || drift.leftIds.has(UnitID))
}

const named = 3

/** What happened since the preview; the commit checks the same again. */
function Drift({
  rows,
  drift,
  isPending,
  error,
}: {
  rows: readonly ChangedRow[]
  drift: PreviewDrift | undefined
  isPending: boolean
  error: Error | null
}) {
  if (error) {
    return (
      <Warning>Could not check whether anyone changed these units since the preview: {error.message}</Warning>
    )
  }
  if (isPending || drift === undefined) {
    return (
      <p role="status" className="flex items-center gap-2 text-muted">
        <LoaderCircle aria-hidden size={15} className="shrink-0 animate-spin" />
        Checking whether anything moved since the preview…
      </p>
    )
  }
  const moved = rows.filter(({ UnitID }) => drift.movedIds.has(UnitID))
  const left = rows.filter(({ UnitID }) => drift.leftIds.has(UnitID))
  if (moved.length === 0 && left.length === 0 && drift.newMatches === 0) {
    return (
      <p role="status" className="text-muted">
        Nothing moved since the preview.
      </p>
    )
  }
  return (
    <div role="status" className="flex flex-col gap-1.5">
      {moved.length > 0 && (
        <Warning>
          {count(moved.length, 'unit')} changed since the preview and {isOrAre(moved)} left as {itIs(moved)}:{' '}
          {namesOf(moved)}
        </Warning>
      )}
      {left.length > 0 && (
        <Warning>
          {count(left.length, 'unit')} no longer {left.length === 1 ? 'matches' : 'match'} and {isOrAre(left)}{' '}
          left as {itIs(left)}: {namesOf(left)}
        </Warning>
      )}
      {drift.newMatches > 0 && (
        <Warning>
          {count(drift.newMatches, 'unit')} {drift.newMatches === 1 ? 'matches' : 'match'} only now, and{' '}
          {drift.newMatches === 1 ? 'is' : 'are'} not written.
        </Warning>
      )}
    </div>
  )
}

function isOrAre(rows: readonly unknown[]): string {
  return rows.length === 1 ? 'is' : 'are'
}

function itIs(rows: readonly unknown[]): string {
  return rows.length === 1 ? 'it is' : 'they are'
}

function namesOf(rows: readonly ChangedRow[]): ReactNode {
  const shown = rows.slice(0, named).map(unitName).join(', ')
  return (
    <span className="mono break-words text-xs">
      {shown}
      {rows.length > named && ` and ${rows.length - named} more`}
    </span>
  )
}

function Warning({ Icon = TriangleAlert, children }: { Icon?: IconType; children: ReactNode }) {
  return (
    <p className="flex items-start gap-2 text-attention">
      <Icon aria-hidden size={15} className="mt-0.5 shrink-0" />
      <span className="min-w-0">{children}</span>
    </p>
  )
}
