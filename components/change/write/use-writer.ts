'use client'

import { useQueryClient } from '@tanstack/react-query'
import { useRouter } from 'next/navigation'
import { useEffect, useEffectEvent, useRef, useState } from 'react'
import type { ChangeDraft } from '#components/change/edit/draft.ts'
import {
  type Choice,
  isChoosable,
  isIncluded,
  rowsToWrite,
} from '#components/change/preview/preview-counts.ts'
import type { Purpose } from '#components/change/scope/purpose.ts'
import {
  type CommitRun,
  forgetCommit,
  startCommit,
  useCommitRun,
} from '#components/change/write/commit-run.ts'
import type { WriteRequest } from '#components/change/write/write-panel.tsx'
import { failureOf } from '#components/ui/error/failure.ts'
import { focusMain } from '#components/ui/focus-main.ts'
import { sessionEnded } from '#components/ui/state/session-end.ts'
import type { CommitRequest, PreviewRow, WaveRequest } from '#lib/change/model.ts'
import { refreshFleet } from '#lib/queries/units.ts'
import { routes } from '#lib/url/routes.ts'

export type Writer = {
  /** The commit of this page, during the run and after it. */
  readonly run: CommitRun | undefined
  readonly isWriting: boolean
  /** Why nothing was written at all. */
  readonly error: unknown
  /** Writes the previewed units that the choice includes. */
  readonly write: (request: WriteRequest, rows: readonly PreviewRow[], choice: Choice) => Promise<void>
}

export function useWriter({
  purpose,
  draft,
  onDraft,
}: {
  purpose: Purpose
  draft: ChangeDraft
  onDraft: (draft: ChangeDraft | undefined) => void
}): Writer {
  const router = useRouter()
  const client = useQueryClient()
  const latest = useCommitRun()
  const [isMine, setIsMine] = useState(false)
  const [error, setError] = useState<unknown>()
  const isUsedUp = useRef(false)
  const clear = useEffectEvent(() => {
    if (isUsedUp.current) onDraft(undefined)
  })
  // Cleared on leaving, not before: what was written stays readable until its record opens.
  useEffect(() => () => clear(), [])
  const run = isMine || latest?.state === 'running' ? latest : undefined

  const write: Writer['write'] = async (request, rows, choice) => {
    setError(undefined)
    setIsMine(true)
    const ended = await startCommit({
      request: commitRequest(request, rows, choice, purpose),
      units: rowsToWrite(rows, choice).filter(({ UnitID }) => request.range?.unitIds.has(UnitID) ?? true),
      expiresAt: request.seal.expiresAt,
      onStart: (started) => onDraft({ ...draft, started }),
    })
    if (failureOf(ended.error).status === 401) sessionEnded()
    const { record } = ended
    if (record === undefined) {
      // The whole commit was refused, so everything stays as it was entered.
      forgetCommit()
      setIsMine(false)
      setError(ended.error)
      return
    }
    isUsedUp.current = true
    void refreshFleet(client)
    router.push(routes.change(record.spaceId, record.tagId))
    focusMain()
  }

  return { run, isWriting: run !== undefined, error, write }
}

export function commitRequest(
  { seal, reason, consentReason, ticket, recordSpaceId, waves, range, confirmed }: WriteRequest,
  rows: readonly PreviewRow[],
  choice: Choice,
  purpose: Purpose,
): CommitRequest {
  const left = rows.filter((row) => isChoosable(row) && !isIncluded(row, choice))
  return {
    seal: seal.text,
    reason,
    // Units without consent are excluded by name, because the server requires a decision about each of them.
    excludedUnitIds: left.map(({ UnitID }) => UnitID),
    includedUnitIds: [...choice.included],
    ...(consentReason === '' ? {} : { consentReason }),
    ...(ticket === '' ? {} : { ticket }),
    ...(waves === undefined ? {} : { waves: waves.map(plannedWave) }),
    ...(confirmed === undefined ? {} : { confirmed }),
    ...recordOf(purpose, recordSpaceId, range?.from),
  }
}

function plannedWave({ name, unitIds, hold }: WaveRequest): WaveRequest {
  return { name, unitIds, hold }
}

/** The record to write under: the resumed one, or a new one, which says whose change it continues. */
function recordOf(
  purpose: Purpose,
  recordSpaceId: string | undefined,
  wave: number | undefined,
): Pick<CommitRequest, 'tagId' | 'recordSpaceId' | 'continues' | 'anew' | 'wave'> {
  if (purpose.kind === 'resume' && purpose.way === 'same-record') {
    return { tagId: purpose.record.TagID, ...(wave === undefined ? {} : { wave }) }
  }
  const space = recordSpaceId === undefined ? {} : { recordSpaceId }
  if (purpose.kind === 'edit' && purpose.from?.isAnew === true) return { ...space, anew: purpose.from.TagID }
  return purpose.kind === 'resume' ? { ...space, continues: purpose.record.TagID } : space
}
