'use client'

import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { ArrowRight, CircleStop, RotateCw, Undo2 } from 'lucide-react'
import Link from 'next/link'
import { type ReactNode, useState } from 'react'
import { AnewLink, MovedNote } from '#components/change/record/anew-link.tsx'
import { ResumeNote } from '#components/change/record/change-actions.tsx'
import { WaveStrip } from '#components/change/record/wave-strip.tsx'
import { resumeModeOf } from '#components/change/scope/resume-mode.ts'
import { Button } from '#components/ui/button.tsx'
import { buttonClass } from '#components/ui/button-class.ts'
import { ErrorPanel } from '#components/ui/error/error-panel.tsx'
import { focusMainAfterDialog } from '#components/ui/focus-main.ts'
import { ConfirmDialog } from '#components/ui/overlay/confirm-dialog.tsx'
import { Time } from '#components/ui/time/time.tsx'
import { count } from '#lib/base/plural.ts'
import { overtakenUnits } from '#lib/change/proposal/proposal-state.ts'
import type { ChangeRecord } from '#lib/change/record/change-record.ts'
import { hasOpenWaves, nextRange, rangeText, unwrittenIn, type WaveRange } from '#lib/change/waves/words.ts'
import { type UsersById, userName } from '#lib/history/user-name.ts'
import { endChange } from '#lib/queries/changes.ts'
import { sessionQuery } from '#lib/queries/session.ts'
import { routes } from '#lib/url/routes.ts'

/** How far the waves of a change have come, and what a person can decide between them. */
export function WavesPanel({
  change,
  users,
  isWriting,
}: {
  change: ChangeRecord
  users: UsersById | undefined
  isWriting: boolean
}) {
  const { data: session } = useQuery(sessionQuery())
  const way = resumeModeOf(change, session?.user?.UserID)
  const { waveState } = change
  const isLeft = change.notWritten > 0
  const mayAct = !isWriting && way !== undefined && way !== 'none'
  return (
    <section aria-label="Waves of this change" className="flex flex-col gap-3">
      <WaveStrip change={change} isWriting={isWriting} />
      {waveState?.state === 'ended' && (
        <p className="text-muted text-sm">
          Ended by {userName(waveState.by, users)} <Time at={waveState.at} />. What is left is written by a
          separate change.
        </p>
      )}
      {mayAct && isLeft && hasOpenWaves(change) && waveState?.state !== 'ended' && (
        <ResumeNote way={way} author={userName(change.author, users)} />
      )}
      {mayAct && waveState?.state === 'stopped' && <Stopped change={change} wave={waveState.wave} />}
      {mayAct && isLeft && (waveState?.state === 'held' || waveState?.state === 'running') && (
        <>
          <div className="flex flex-wrap items-center gap-2">
            <GoOn change={change} variant="primary" />
            <AnewLink change={change} />
            <EndHere change={change} />
          </div>
          <MovedNote change={change} />
        </>
      )}
    </section>
  )
}

function GoOn({ change, variant }: { change: ChangeRecord; variant: 'primary' | 'secondary' }) {
  const range = nextRange(withoutOvertaken(change))
  if (range === undefined) return null
  return (
    <Link href={resumeAddress(change, range)} className={buttonClass(variant)}>
      <ArrowRight aria-hidden size={14} />
      Preview {rangeText(range, change.waves?.length ?? 0, change.units.length)}
    </Link>
  )
}

/** What others changed since it was proposed is not written with the rest. */
function withoutOvertaken(change: ChangeRecord): ChangeRecord {
  const overtaken = new Set(overtakenUnits(change))
  return overtaken.size === 0
    ? change
    : { ...change, units: change.units.filter((unit) => !overtaken.has(unit)) }
}

function resumeAddress({ TagID }: ChangeRecord, { from, to }: Pick<WaveRange, 'from' | 'to'>) {
  return routes.newChange({ resume: TagID, waves: from === to ? `${from}` : `${from}-${to}` })
}

/** A wave ended in part. Each of the choices is a step of its own, previewed like any other. */
function Stopped({ change, wave }: { change: ChangeRecord; wave: number }) {
  const left = unwrittenIn(change.units, wave, wave).length
  const again = unwrittenIn(withoutOvertaken(change).units, wave, wave).length
  const failing = change.units.filter((unit) => unit.wave === wave && unit.failing !== undefined).length
  return (
    <div className="grid grid-cols-1 gap-2 md:grid-cols-3">
      <ChoiceCard title="Retry what failed">
        {left > 0 ? (
          <>
            <p>
              {count(left, 'unit')} of wave {wave} {left === 1 ? 'is' : 'are'} not written.
            </p>
            {again > 0 && (
              <Link href={resumeAddress(change, { from: wave, to: wave })} className={buttonClass('primary')}>
                <RotateCw aria-hidden size={14} />
                Preview {count(again, 'unit')} again
              </Link>
            )}
            <MovedNote change={change} />
            <AnewLink change={change} />
          </>
        ) : (
          <p>
            All of wave {wave} is written
            {failing > 0 && `; ${count(failing, 'unit fails', 'units fail')} a check`}. A separate change can
            mend {failing === 1 ? 'it' : 'them'}.
          </p>
        )}
      </ChoiceCard>
      <ChoiceCard title="Undo what was written">
        <p>
          {change.written === 0
            ? 'Nothing was written.'
            : `${count(change.written, 'unit')} of this change ${change.written === 1 ? 'goes' : 'go'} back to what was before.`}
        </p>
        {change.written > 0 && (
          <Link href={routes.newChange({ undo: change.TagID })} className={buttonClass('secondary')}>
            <Undo2 aria-hidden size={14} />
            Preview the undo
          </Link>
        )}
      </ChoiceCard>
      <ChoiceCard title="Leave it as it is">
        <p>Go on without the rest of wave {wave}, or end the change here.</p>
        <div className="flex flex-wrap gap-2">
          <GoOn change={change} variant="secondary" />
          <EndHere change={change} />
        </div>
      </ChoiceCard>
    </div>
  )
}

function ChoiceCard({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section
      aria-label={title}
      className="flex min-w-0 flex-col items-start gap-2 rounded-md border border-line bg-surface p-3 text-sm"
    >
      <h2 className="font-semibold text-sm">{title}</h2>
      {children}
    </section>
  )
}

function EndHere({ change }: { change: ChangeRecord }) {
  const client = useQueryClient()
  const [isAsking, setIsAsking] = useState(false)
  const end = useMutation({
    mutationFn: () => endChange(change.TagID),
    // Whatever it answered, the record may have another state now.
    onSettled: () => client.invalidateQueries({ queryKey: ['changes'] }),
  })
  return (
    <>
      <Button onPress={() => setIsAsking(true)}>
        <CircleStop aria-hidden size={14} />
        End here…
      </Button>
      <ConfirmDialog
        title="End this change here?"
        confirmLabel={`End, and leave ${count(change.notWritten, 'unit')}`}
        isOpen={isAsking}
        onOpenChange={setIsAsking}
        onConfirm={async () => {
          await end.mutateAsync().then(focusMainAfterDialog, () => undefined)
        }}
      >
        <p className="text-sm">
          No further wave is written. What is written stays; {count(change.notWritten, 'unit')}{' '}
          {change.notWritten === 1 ? 'is' : 'are'} left as {change.notWritten === 1 ? 'it is' : 'they are'}.
          This cannot be taken back: the rest is then written by a separate change.
        </p>
      </ConfirmDialog>
      {end.error !== null && <ErrorPanel form="banner" error={end.error} title="The change was not ended" />}
    </>
  )
}
