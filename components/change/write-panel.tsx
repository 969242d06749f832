'use client'

import { PenLine } from 'lucide-react'
import { useId, useState } from 'react'
import { type PreviewFlow, rowsOf, type Seal } from '#components/change/flow.ts'
import {
  type Choice,
  consentedRows,
  type Part,
  partsOf,
  rowsToWrite,
} from '#components/change/preview-counts.ts'
import { RecordSpaceSelect, useRecordSpace } from '#components/change/record-space.tsx'
import { SealClock } from '#components/change/seal-clock.tsx'
import { WriteDialog, writeLabel } from '#components/change/write-dialog.tsx'
import { WriteRefusal } from '#components/change/write-refusal.tsx'
import { maxConsentReason, maxReason, writable } from '#components/change/write-terms.ts'
import { Button } from '#components/ui/button.tsx'
import { useNow } from '#components/ui/now.ts'
import { TextArea, TextField } from '#components/ui/text-field.tsx'
import { countUnits } from '#lib/base/words.ts'

const whenReady = 'Writing makes one new revision per unit. It does not deploy.'
const whileWriting = 'Writing. Closing this page does not stop it; the record opens when it is done.'

export type WriteRequest = {
  readonly seal: Seal
  readonly reason: string
  /** Empty when nothing that is written needs consent. */
  readonly consentReason: string
  readonly ticket: string
  /** Absent when the write goes on under an existing record. */
  readonly recordSpaceId: string | undefined
}

type Typed = { readonly reason: string; readonly ticket: string; readonly consentReason: string }

/** The last step: why, under which record, and the one button that writes. */
export function WritePanel({
  flow,
  isStale,
  choice,
  typed,
  onType,
  goesOn,
  isWriting,
  error,
  onWrite,
  onPreview,
}: {
  flow: PreviewFlow
  isStale: boolean
  choice: Choice
  typed: Typed
  onType: (typed: Partial<Typed>) => void
  /** Writes under the record of an earlier change. */
  goesOn: boolean
  isWriting: boolean
  /** Why the whole write was refused. */
  error: unknown
  onWrite: (request: WriteRequest) => Promise<void>
  /** Absent while the patch cannot be previewed. */
  onPreview: (() => void) | undefined
}) {
  const [isAsking, setIsAsking] = useState(false)
  const [recordSpaceId, setRecordSpaceId] = useRecordSpace()
  const whyId = useId()
  const now = useNow()
  const rows = rowsOf(flow)
  const toWrite = rowsToWrite(rows, choice).length
  const consented = consentedRows(rows, choice).length
  const parts = partsOf(rows, choice)
  const state = writable({
    flow,
    isStale,
    toWrite,
    reason: typed.reason,
    ticket: typed.ticket,
    consented,
    consentReason: typed.consentReason,
    waiting: countIn(parts, 'consent'),
    refused: countIn(parts, 'refused'),
    hasRecord: goesOn || recordSpaceId !== '',
    now: now ?? 0,
  })
  const { reason, ticket, consentReason } = typed
  const write = (seal: Seal) =>
    onWrite({
      seal,
      reason: reason.trim(),
      consentReason: consented === 0 ? '' : consentReason.trim(),
      ticket: ticket.trim(),
      recordSpaceId: goesOn ? undefined : recordSpaceId,
    })
  return (
    <div className="flex flex-col gap-3">
      <TextArea
        label="Reason (required)"
        description={
          <span className="flex justify-between gap-2">
            <span>
              {goesOn ? 'That of the change that goes on.' : 'Kept with every revision and in the record.'}
            </span>
            <span className="figures shrink-0">
              {reason.length} / {maxReason}
            </span>
          </span>
        }
        error={reason.length > maxReason ? `${reason.length - maxReason} characters too many` : undefined}
        isRequired
        rows={4}
        isDisabled={isWriting}
        isReadOnly={goesOn}
        value={reason}
        onChange={(next) => onType({ reason: next })}
      />
      <TextField
        label="Ticket"
        placeholder="TRD-4502"
        isMono
        maxLength={256}
        isDisabled={isWriting}
        isReadOnly={goesOn}
        value={ticket}
        onChange={(next) => onType({ ticket: next })}
      />
      {!goesOn && (
        <RecordSpaceSelect spaceId={recordSpaceId} onChange={setRecordSpaceId} isDisabled={isWriting} />
      )}
      {consented > 0 && (
        <ConsentField
          count={consented}
          value={consentReason}
          onChange={(next) => onType({ consentReason: next })}
          isDisabled={isWriting}
        />
      )}
      {error !== undefined && <WriteRefusal error={error} onPreview={onPreview} />}
      <div className="flex flex-col gap-2 border-line border-t pt-3">
        {flow.step === 'done' && !isStale && <SealClock seal={flow.seal} />}
        <p id={whyId} aria-live="polite" className="min-h-4 text-muted text-xs">
          {isWriting ? whileWriting : state.ok ? whenReady : state.why}
        </p>
        <Button
          variant="primary"
          isDisabled={!state.ok || isWriting}
          aria-describedby={whyId}
          onPress={() => setIsAsking(true)}
        >
          <PenLine aria-hidden size={15} />
          {flow.step === 'none' || flow.step === 'running' ? 'Write…' : `${writeLabel(toWrite, consented)}…`}
        </Button>
      </div>
      {state.ok && flow.step === 'done' && (
        <WriteDialog
          isOpen={isAsking}
          onOpenChange={setIsAsking}
          sealHash={flow.seal.hash}
          selection={flow.request.selection}
          rows={rows}
          choice={choice}
          reason={reason.trim()}
          consentReason={consentReason.trim()}
          ticket={ticket.trim()}
          onConfirm={() => void write(state.seal)}
        />
      )}
    </div>
  )
}

function ConsentField({
  count,
  value,
  onChange,
  isDisabled,
}: {
  count: number
  value: string
  onChange: (value: string) => void
  isDisabled: boolean
}) {
  return (
    <TextField
      label={`Why ${countUnits(count)} may be written by consent (required)`}
      description="Kept with the reason, in every revision of this change."
      isRequired
      maxLength={maxConsentReason}
      isDisabled={isDisabled}
      value={value}
      onChange={onChange}
    />
  )
}

function countIn(parts: readonly Part[], kind: Part['kind']): number {
  return parts.find((part) => part.kind === kind)?.count ?? 0
}
