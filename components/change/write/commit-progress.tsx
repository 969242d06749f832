'use client'

import { CircleAlert, CircleCheck, CircleDashed, CircleHelp, CircleSlash, GitBranch } from 'lucide-react'
import { memo, useMemo } from 'react'
import { unitName } from '#components/change/preview/preview-lines.ts'
import type { CommitRun } from '#components/change/write/commit-run.ts'
import { SilenceNote } from '#components/change/write/silence-note.tsx'
import { ErrorPanel } from '#components/ui/error/error-panel.tsx'
import { UnitLines } from '#components/ui/lines/unit-lines.tsx'
import { ProgressLine } from '#components/ui/progress-line.tsx'
import type { StateLook } from '#components/ui/state-look.ts'
import { count } from '#lib/base/plural.ts'
import type { FrozenUnit, Outcome } from '#lib/change/model.ts'

type Status = Outcome['status'] | 'pending'

const marks: Readonly<Record<Status, StateLook>> = {
  pending: { label: 'pending', Icon: CircleDashed, tint: 'text-muted' },
  written: { label: 'written', Icon: CircleCheck, tint: 'text-added' },
  'already-written': { label: 'already written', Icon: CircleCheck, tint: 'text-added' },
  'already-so': { label: 'no change needed', Icon: CircleSlash, tint: 'text-muted' },
  moved: { label: 'moved, left as is', Icon: GitBranch, tint: 'text-attention' },
  'left-query': { label: 'no longer matches, left as is', Icon: CircleSlash, tint: 'text-attention' },
  refused: { label: 'not written', Icon: CircleAlert, tint: 'text-removed' },
  unknown: { label: 'unknown', Icon: CircleHelp, tint: 'text-removed' },
}

/** One row per unit, from pending to its outcome. */
export function CommitProgress({ run }: { run: CommitRun }) {
  const units = useMemo(() => problemsFirst(run), [run])
  const written = [...run.outcomes.values()].filter(isWritten).length
  return (
    <div className="flex min-h-0 flex-1 flex-col gap-3">
      <p aria-live="polite" className="figures font-medium">
        {run.state === 'running' ? `Writing${run.wave === undefined ? '' : ` wave ${run.wave}`}: ` : ''}
        {written} of {count(run.units.length, 'unit')} written
      </p>
      <ProgressLine label="Written" done={run.outcomes.size} total={run.units.length} />
      {run.state === 'running' && <SilenceNote run={run} />}
      {run.error !== undefined && <ErrorPanel form="banner" error={run.error} title="Writing stopped" />}
      <UnitLines label="Units of this change" items={units} className="max-h-[60vh] min-h-44 xl:max-h-none">
        {(unit) => <UnitOutcome unit={unit} outcome={run.outcomes.get(unit.UnitID)} />}
      </UnitLines>
    </div>
  )
}

/** Outcomes come in bursts, and most lines have theirs already. */
const UnitOutcome = memo(function UnitOutcome({
  unit,
  outcome,
}: {
  unit: FrozenUnit
  outcome: Outcome | undefined
}) {
  const { label, Icon, tint } = marks[outcome?.status ?? 'pending']
  // A change of metadata makes no revision.
  const revision =
    outcome && isWritten(outcome) && outcome.revisionNum > unit.HeadRevisionNum
      ? outcome.revisionNum
      : undefined
  const reason = outcome && 'reason' in outcome ? outcome.reason : undefined
  return (
    <div className="px-3 py-1">
      <div className="flex min-h-6 items-center gap-2 text-sm">
        <Icon aria-hidden size={14} className={`shrink-0 ${tint}`} />
        <span className="mono min-w-0 flex-1 truncate" title={unitName(unit)}>
          <span className="text-muted">{unit.SpaceSlug}/</span>
          {unit.Slug}
        </span>
        <span className={`shrink-0 text-xs ${tint}`}>{label}</span>
        {revision !== undefined && <span className="mono shrink-0 text-muted text-xs">r{revision}</span>}
      </div>
      {reason !== undefined && <p className="pb-1 pl-5.5 text-muted text-xs">{reason}</p>}
    </div>
  )
})

function isWritten(outcome: Outcome): outcome is Extract<Outcome, { status: 'written' | 'already-written' }> {
  return outcome.status === 'written' || outcome.status === 'already-written'
}

function problemsFirst({ units, outcomes }: CommitRun): FrozenUnit[] {
  const isProblem = (unit: FrozenUnit) => {
    const outcome = outcomes.get(unit.UnitID)
    return outcome !== undefined && !isWritten(outcome) && outcome.status !== 'already-so'
  }
  return [...units].sort((a, b) => Number(isProblem(b)) - Number(isProblem(a)))
}
