'use client'

import { useState } from 'react'
import { type PreviewFlow, rowsOf, type Seal } from '#components/change/preview/flow.ts'
import {
  type Choice,
  consentedRows,
  type Part,
  partsOf,
  rowsToWrite,
} from '#components/change/preview/preview-counts.ts'
import { WavesSection } from '#components/change/waves/waves-section.tsx'
import type { RecordedWaves, WrittenRange } from '#components/change/waves/written-range.ts'
import { KeepButton } from '#components/change/write/keep-button.tsx'
import { RecordSpaceSelect, useRecordSpace } from '#components/change/write/record-space.tsx'
import { SealClock } from '#components/change/write/seal-clock.tsx'
import { usePolicyProblem } from '#components/change/write/use-write-policy.ts'
import { useWrittenWaves } from '#components/change/write/use-written-waves.ts'
import { WriteDialog, writeLabel } from '#components/change/write/write-dialog.tsx'
import { ConsentField, WhyFields, WriteButton } from '#components/change/write/write-fields.tsx'
import { WriteRefusal } from '#components/change/write/write-refusal.tsx'
import { writable } from '#components/change/write/write-terms.ts'
import { useNow } from '#components/ui/time/now.ts'
import { isOfMetadata } from '#lib/change/metadata/values.ts'
import type { WaveChoice } from '#lib/change/waves/choice.ts'
import type { RuledWave } from '#lib/change/waves/rules.ts'

const whenReady = 'Writing makes one new revision per unit. It does not deploy.'
const whenReadyForMetadata = 'Writing changes the units at once. ConfigHub makes no revision of it.'
const whenUnapproved = 'Not written yet: it needs approval by another person.'
const whileWriting = 'Writing. Closing this page does not stop it; the record opens when it is done.'

export type WriteRequest = {
  readonly seal: Seal
  readonly reason: string
  /** Empty when nothing that is written needs consent. */
  readonly consentReason: string
  readonly ticket: string
  /** Absent when an existing record is resumed. */
  readonly recordSpaceId: string | undefined
  /** The order of a new record; absent when all is written at once. */
  readonly waves?: readonly RuledWave[]
  /** What of it is written now. */
  readonly range?: WrittenRange
  /** How many units are written, where it had to be typed. */
  readonly confirmed?: number | undefined
}

type Typed = {
  readonly reason: string
  readonly ticket: string
  readonly consentReason: string
  readonly waves?: WaveChoice | undefined
}

/** The last step: why, under which record, and the one button that writes. */
export function WritePanel({
  flow,
  isStale,
  choice,
  typed,
  onType,
  isResumed,
  recorded,
  isWriting,
  error,
  onWrite,
  onKeep,
  onPreview,
  isUnapproved,
}: {
  flow: PreviewFlow
  isStale: boolean
  choice: Choice
  typed: Typed
  onType: (typed: Partial<Typed>) => void
  /** Writes under the record of an earlier change. */
  isResumed: boolean
  /** The waves of the change that is resumed or taken over. */
  recorded: RecordedWaves | undefined
  isWriting: boolean
  /** Why the whole write was refused. */
  error: unknown
  onWrite: (request: WriteRequest) => Promise<void>
  /** Absent where there is nothing to propose: the change is recorded already. */
  onKeep: ((request: WriteRequest) => Promise<void>) | undefined
  /** Absent while the patch cannot be previewed. */
  onPreview: (() => void) | undefined
  /** Others have to approve it before it is written. */
  isUnapproved: boolean
}) {
  const [isAsking, setIsAsking] = useState(false)
  const [recordSpaceId, setRecordSpaceId] = useRecordSpace()
  const { reason, ticket, consentReason } = typed
  const hasRecord = isResumed || recordSpaceId !== ''
  const { asked, problem: wavesProblem, ...ruled } = useWrittenWaves(flow, choice, typed.waves, recorded)
  const terms = { flow, isStale, choice, typed, hasRecord, wavesProblem, isResumed }
  const { state, toWrite, consented } = useWritable(terms)
  const requestOf = (seal: Seal): WriteRequest => ({
    seal,
    reason: reason.trim(),
    consentReason: consented === 0 ? '' : consentReason.trim(),
    ticket: ticket.trim(),
    recordSpaceId: isResumed ? undefined : recordSpaceId,
    ...asked,
  })
  return (
    <div className="flex flex-col gap-3">
      <WhyFields typed={typed} onType={onType} isDisabled={isWriting} isResumed={isResumed} />
      {!isResumed && (
        <RecordSpaceSelect spaceId={recordSpaceId} onChange={setRecordSpaceId} isDisabled={isWriting} />
      )}
      {consented > 0 && (
        <ConsentField
          units={consented}
          value={consentReason}
          onChange={(next) => onType({ consentReason: next })}
          isDisabled={isWriting}
        />
      )}
      {recorded === undefined && (
        <WavesSection {...ruled} onChange={(next) => onType({ waves: next })} isDisabled={isWriting} />
      )}
      {error !== undefined && <WriteRefusal error={error} onPreview={onPreview} />}
      <div className="flex flex-col gap-2 border-line border-t pt-3">
        {flow.step === 'done' && !isStale && <SealClock seal={flow.seal} />}
        <WriteButton
          label={labelOf(flow, asked.range, toWrite, consented)}
          explanation={isWriting ? whileWriting : state.ok ? whenDone(flow, isUnapproved) : state.why}
          variant={isUnapproved && onKeep !== undefined ? 'secondary' : 'primary'}
          isDisabled={!state.ok || isWriting || isUnapproved}
          onPress={() => setIsAsking(true)}
        />
        {onKeep && (
          <KeepButton
            isNeeded={isUnapproved}
            isDisabled={!state.ok || isWriting}
            onPress={() => state.ok && void onKeep(requestOf(state.seal))}
          />
        )}
      </div>
      {state.ok && !isUnapproved && flow.step === 'done' && (
        <WriteDialog
          isOpen={isAsking}
          onOpenChange={setIsAsking}
          sealHash={flow.seal.hash}
          request={flow.request}
          rows={rowsOf(flow)}
          choice={choice}
          range={asked.range}
          reason={reason.trim()}
          consentReason={consentReason.trim()}
          ticket={ticket.trim()}
          onConfirm={(confirmed) => void onWrite({ ...requestOf(state.seal), confirmed })}
        />
      )}
    </div>
  )
}

function whenDone(flow: PreviewFlow, isUnapproved: boolean): string {
  if (isUnapproved) return whenUnapproved
  return flow.step !== 'none' && isOfMetadata(flow.request.patch) ? whenReadyForMetadata : whenReady
}

function labelOf(
  { step }: PreviewFlow,
  range: WrittenRange | undefined,
  toWrite: number,
  consented: number,
): string {
  if (step === 'none' || step === 'running') return 'Write'
  return range === undefined ? writeLabel(toWrite, consented) : `Write ${range.text}`
}

/** How many units would be written now, and whether writing is allowed. */
function useWritable({
  flow,
  isStale,
  choice,
  typed,
  hasRecord,
  wavesProblem,
  isResumed,
}: {
  flow: PreviewFlow
  isStale: boolean
  choice: Choice
  typed: Typed
  hasRecord: boolean
  wavesProblem: string | undefined
  isResumed: boolean
}) {
  const now = useNow() ?? 0
  const policyProblem = usePolicyProblem(typed, isResumed)
  const rows = rowsOf(flow)
  const toWrite = rowsToWrite(rows, choice).length
  const consented = consentedRows(rows, choice).length
  const parts = partsOf(rows, choice)
  const waiting = countIn(parts, 'consent')
  const refused = countIn(parts, 'refused')
  const state = writable({
    ...typed,
    flow,
    isStale,
    toWrite,
    consented,
    waiting,
    refused,
    hasRecord,
    wavesProblem,
    policyProblem,
    now,
  })
  return { state, toWrite, consented }
}

function countIn(parts: readonly Part[], kind: Part['kind']): number {
  return parts.find((part) => part.kind === kind)?.count ?? 0
}
