'use client'

import { CircleAlert, CircleCheck, CircleDashed, FileClock, GitBranch, ShieldAlert } from 'lucide-react'
import { useMemo } from 'react'
import { useSpaceDimensions } from '#components/change/preview/space-dimensions.ts'
import { LostUnit, UnitLink } from '#components/change/record/unit-name.tsx'
import { type UnitOutcome, unitOutcome } from '#components/change/record/unit-outcome.ts'
import type { NotWritten } from '#components/change/write/saved-commit.ts'
import { buttonClass } from '#components/ui/button-class.ts'
import { classNames } from '#components/ui/class-names.ts'
import { Environment } from '#components/ui/environment.tsx'
import { UnitLines } from '#components/ui/lines/unit-lines.tsx'
import { hasMoved } from '#lib/change/proposal/proposal-state.ts'
import type { ChangedUnit } from '#lib/change/record/change-record.ts'
import type { Dimensions } from '#lib/confighub/dimensions.ts'

const states = {
  written: { label: 'written', Icon: CircleCheck, tint: 'text-added' },
  'moved-on': { label: 'written, changed again since', Icon: GitBranch, tint: 'text-attention' },
  elsewhere: { label: 'written under another record', Icon: CircleCheck, tint: 'text-added' },
  'not-written': { label: 'not written', Icon: CircleAlert, tint: 'text-removed' },
  proposed: { label: 'proposed', Icon: FileClock, tint: 'text-muted' },
  overtaken: { label: 'changed since it was proposed', Icon: GitBranch, tint: 'text-attention' },
  waiting: { label: 'waits for its wave', Icon: CircleDashed, tint: 'text-muted' },
  unproven: { label: 'has the Tag, not proven', Icon: ShieldAlert, tint: 'text-attention' },
} as const

/** A plain button: those of the library take most of the time in which a line appears while one scrolls. */
const diffButton = buttonClass('quiet', 'sm', 'hover:bg-hover')

/** Every planned unit; those that were not written first. */
export function ChangedUnits({
  units,
  isProposal,
  waitsFrom,
  told,
  shownId,
  onShow,
}: {
  units: readonly ChangedUnit[]
  /** Nothing is written yet, and nothing was to be. */
  isProposal: boolean
  /** The first wave that has not begun, counted from 1. */
  waitsFrom: number
  told: readonly NotWritten[]
  shownId: string | undefined
  onShow: (unitId: string | undefined) => void
}) {
  const sorted = useMemo(
    () => [...units].sort((a, b) => rankOf(a, isProposal, waitsFrom) - rankOf(b, isProposal, waitsFrom)),
    [units, isProposal, waitsFrom],
  )
  const dimensionsOf = useSpaceDimensions()
  const reasons = useMemo(() => new Map(told.map((each) => [each.UnitID, each])), [told])
  return (
    <UnitLines
      label="Units of this change"
      items={sorted}
      lineHeight={36}
      // An open document needs the space more than the list does.
      className={shownId === undefined ? 'max-h-[70vh]' : 'max-h-[34vh]'}
    >
      {(unit) => (
        <Line
          changed={unit}
          dimensions={dimensionsOf(unit.unit?.SpaceSlug ?? '')}
          stands={standingOf(unit, isProposal, waitsFrom)}
          outcome={isProposal ? undefined : unitOutcome(unit, reasons.get(unit.UnitID))}
          isShown={unit.UnitID === shownId}
          onShow={() => onShow(unit.UnitID === shownId ? undefined : unit.UnitID)}
        />
      )}
    </UnitLines>
  )
}

/** What needs a look comes first, and what only waits comes last. */
function rankOf(unit: ChangedUnit, isProposal: boolean, waitsFrom: number): number {
  const stands = standingOf(unit, isProposal, waitsFrom)
  if (stands === 'waiting') return 2
  return stands === 'not-written' || stands === 'overtaken' ? 0 : 1
}

function standingOf(unit: ChangedUnit, isProposal: boolean, waitsFrom: number): keyof typeof states {
  if (unit.state !== 'not-written') return unit.state
  if (!isProposal) return (unit.wave ?? 0) >= waitsFrom ? 'waiting' : 'not-written'
  return hasMoved(unit) ? 'overtaken' : 'proposed'
}

function Line({
  changed,
  dimensions: { environment, derived },
  stands,
  outcome,
  isShown,
  onShow,
}: {
  changed: ChangedUnit
  dimensions: Dimensions
  stands: keyof typeof states
  outcome: UnitOutcome | undefined
  isShown: boolean
  onShow: () => void
}) {
  const { unit, revision, metadata, UnitID } = changed
  const { label, Icon, tint } = states[stands]
  const space = unit?.SpaceSlug ?? ''
  const slug = unit?.Slug ?? UnitID
  return (
    <div className={classNames('px-3 py-1', isShown && 'bg-accent-soft')}>
      <div className="flex min-h-7 flex-wrap items-center gap-x-2 text-sm">
        <Icon aria-hidden size={14} className={`shrink-0 ${tint}`} />
        {unit ? (
          <UnitLink unit={unit} title={`${space}/${slug}`} />
        ) : (
          <LostUnit UnitID={UnitID} title={UnitID} />
        )}
        <span className="max-md:hidden">
          <Environment name={environment} isDerived={derived.environment} />
        </span>
        <span className={`shrink-0 text-xs max-sm:flex-1 max-sm:pl-5.5 ${tint}`}>
          {outcome?.isMoved ? 'moved, not written' : label}
        </span>
        {metadata === undefined && (
          <>
            <span className="mono w-9 shrink-0 text-right text-muted text-xs">
              {revision && `r${revision.RevisionNum}`}
            </span>
            <button
              type="button"
              disabled={!revision}
              aria-pressed={isShown}
              onClick={onShow}
              className={classNames(diffButton, !revision && 'invisible')}
            >
              Diff
            </button>
          </>
        )}
      </div>
      {metadata !== undefined && <MetadataChanges changes={metadata} />}
      {changed.failing && changed.wave && (
        <p className="break-words pb-1 pl-5.5 text-attention text-xs">
          Fails <span className="mono">{changed.failing.join(', ')}</span>
        </p>
      )}
      {outcome && (
        <p className="pb-1 pl-5.5 text-muted text-xs">
          {outcome.text}
          {outcome.requestId && <span className="mono"> (request {outcome.requestId})</span>}
        </p>
      )}
    </div>
  )
}

/** Of a change of metadata the record is the only trace, so it is shown without being asked for. */
function MetadataChanges({ changes }: { changes: NonNullable<ChangedUnit['metadata']> }) {
  return (
    <ul className="pb-1 pl-5.5 text-xs">
      {changes.map(({ place, before, after }) => (
        <li key={place} className="mono break-words">
          {place} <span className="text-muted">{before ?? '(none)'} →</span> {after ?? '(none)'}
        </li>
      ))}
    </ul>
  )
}
