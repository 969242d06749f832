'use client'

import { useQuery, useQueryClient } from '@tanstack/react-query'
import { Eye, Play, Undo2 } from 'lucide-react'
import Link from 'next/link'
import { useState } from 'react'
import { AnewLink, MovedNote } from '#components/change/record/anew-link.tsx'
import type { ChangeState } from '#components/change/record/change-state.ts'
import { EvidenceLink } from '#components/change/record/evidence-link.tsx'
import { type ResumeMode, resumeModeOf } from '#components/change/scope/resume-mode.ts'
import { type DriftedUnit, forgetCommit, startCommit } from '#components/change/write/commit-run.ts'
import type { SavedCommit } from '#components/change/write/saved-commit.ts'
import { Button } from '#components/ui/button.tsx'
import { buttonClass } from '#components/ui/button-class.ts'
import { ErrorPanel } from '#components/ui/error/error-panel.tsx'
import { useNow } from '#components/ui/time/now.ts'
import { count } from '#lib/base/plural.ts'
import type { FrozenUnit } from '#lib/change/model.ts'
import { overtakenUnits } from '#lib/change/proposal/proposal-state.ts'
import type { ChangeRecord } from '#lib/change/record/change-record.ts'
import { hasOpenWaves } from '#lib/change/waves/words.ts'
import { type UsersById, userName } from '#lib/history/user-name.ts'
import { sessionQuery } from '#lib/queries/session.ts'
import { refreshFleet } from '#lib/queries/units.ts'
import { routes } from '#lib/url/routes.ts'

export function ChangeActions({
  change,
  users,
  saved,
  state,
  isWriting,
  newMatches,
}: {
  change: ChangeRecord
  users: UsersById | undefined
  saved: SavedCommit | undefined
  state: ChangeState
  isWriting: boolean
  newMatches: readonly DriftedUnit[]
}) {
  const resume = useResume(change, saved)
  const now = useNow()
  // What waves leave is gone on with between them.
  const inWaves = hasOpenWaves(change)
  const left = inWaves ? 0 : change.notWritten - overtakenUnits(change).length
  const { data: session } = useQuery(sessionQuery())
  const way = resumeModeOf(change, session?.user?.UserID)
  const isOwn = way === 'same-record'
  const canResume =
    isOwn && state.canResume && saved !== undefined && now !== undefined && now < saved.expiresAt
  return (
    <div className="flex flex-col gap-3">
      {resume.error !== undefined && (
        <ErrorPanel form="banner" error={resume.error} title="Nothing more was written" />
      )}
      <div className="flex flex-wrap items-center gap-2">
        {left > 0 && canResume && (
          <Button variant="primary" isDisabled={isWriting} onPress={() => void resume.start()}>
            <Play aria-hidden size={14} />
            Resume: {count(left, 'unit')} left
          </Button>
        )}
        {left > 0 && !isWriting && way !== undefined && way !== 'none' && (
          <Link href={routes.newChange({ resume: change.TagID })} className={buttonClass('secondary')}>
            <Eye aria-hidden size={14} />
            Preview the remaining {count(left, 'unit')} {modeTexts[way]}
          </Link>
        )}
        {!inWaves && !isWriting && <AnewLink change={change} />}
        {change.written > 0 && !isWriting && (
          <Link href={routes.newChange({ undo: change.TagID })} className={buttonClass('secondary')}>
            <Undo2 aria-hidden size={14} />
            Undo {count(change.written, 'unit')}…
          </Link>
        )}
        {!isWriting && <EvidenceLink change={change} />}
      </div>
      {!inWaves && !isWriting && <MovedNote change={change} />}
      {left > 0 && !isWriting && <ResumeNote way={way} author={userName(change.author, users)} />}
      {left > 0 && isOwn && !canResume && state.canResume && !isWriting && (
        <p className="text-muted text-sm">
          The preview of this change has expired or was made in another browser, so the rest must be previewed
          again before it is written.
        </p>
      )}
      {newMatches.length > 0 && (
        <p className="text-muted text-sm">
          {count(newMatches.length, 'unit')} matched the query only after the preview and{' '}
          {newMatches.length === 1 ? 'was' : 'were'} left alone:{' '}
          <span className="mono text-xs">
            {newMatches
              .slice(0, 5)
              .map(({ SpaceSlug, Slug }) => `${SpaceSlug}/${Slug}`)
              .join(', ')}
            {newMatches.length > 5 && ' …'}
          </span>
        </p>
      )}
    </div>
  )
}

const modeTexts = {
  'same-record': 'again',
  'of-another': 'under your own name',
  'record-of-its-own': 'for another record',
} as const

/** Under whose name it is gone on, and why. */
export function ResumeNote({ way, author }: { way: ResumeMode | undefined; author: string }) {
  if (way === undefined || way === 'same-record') return null
  const texts = {
    'of-another': `This change is ${author}’s. What you write is recorded under your own name, in a new record that links back to this one.`,
    'record-of-its-own':
      'This record does not match what ConfigHub holds, so nothing more is written under it. The rest gets a record of its own, which links back to this one.',
    none: 'This record is not proven, so the change cannot be resumed. Choose its units and make a new change.',
  }
  return <p className="text-muted text-sm">{texts[way]}</p>
}

function useResume(change: ChangeRecord, saved: SavedCommit | undefined) {
  const client = useQueryClient()
  const [error, setError] = useState<unknown>()
  const start = async () => {
    if (saved === undefined) return
    setError(undefined)
    const { seal, expiresAt, reason, ticket, excludedUnitIds, includedUnitIds, consentReason, confirmed } =
      saved
    const ended = await startCommit({
      request: {
        seal,
        reason,
        excludedUnitIds,
        includedUnitIds,
        consentReason,
        tagId: change.TagID,
        ...(ticket === '' ? {} : { ticket }),
        ...(confirmed === undefined ? {} : { confirmed }),
      },
      units: change.units.map(frozenOf),
      expiresAt,
    })
    if (ended.record === undefined) {
      setError(ended.error)
      forgetCommit()
    }
    await refreshFleet(client)
  }
  return { start, error }
}

/** Only for the progress list; the seal decides what is written. */
function frozenOf({ UnitID, unit }: ChangeRecord['units'][number]): FrozenUnit {
  return {
    UnitID,
    SpaceID: unit?.SpaceID ?? '',
    Slug: unit?.Slug ?? UnitID,
    SpaceSlug: unit?.SpaceSlug ?? '',
    HeadRevisionNum: unit?.HeadRevisionNum ?? 0,
    DataHash: unit?.DataHash ?? '',
  }
}
