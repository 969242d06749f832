import { RotateCw } from 'lucide-react'
import Link from 'next/link'
import { buttonClass } from '#components/ui/button-class.ts'
import { count } from '#lib/base/plural.ts'
import { overtakenUnits } from '#lib/change/proposal/proposal-state.ts'
import type { ChangedUnit, ChangeRecord } from '#lib/change/record/change-record.ts'
import { isGoingBack } from '#lib/change/record/undo.ts'
import { routes } from '#lib/url/routes.ts'

/** What others changed since it was proposed is previewed as a change of its own, which nobody approved yet. */
export function AnewLink({ change }: { change: ChangeRecord }) {
  const { patch, TagID } = change
  // What is gone cannot be previewed.
  const moved = overtakenUnits(change).filter(({ unit }) => unit !== undefined).length
  if (moved === 0 || patch === undefined || patch.kind === 'unreadable' || isGoingBack(patch)) return null
  return (
    <Link href={routes.newChange({ again: TagID })} className={buttonClass('secondary')}>
      <RotateCw aria-hidden size={14} />
      Preview the {count(moved, 'changed unit')} anew
    </Link>
  )
}

export function MovedNote({ change }: { change: ChangeRecord }) {
  const units = overtakenUnits(change)
  const moved = units.length
  if (moved === 0) return null
  return (
    <p className="break-words text-attention text-sm">
      {count(moved, 'unit')} changed since this was proposed, or {moved === 1 ? 'is' : 'are'} gone:{' '}
      <span className="mono text-xs">{namesOf(units)}</span>. Nobody proposed what the patch would make of{' '}
      {moved === 1 ? 'it' : 'them'} now, so {moved === 1 ? 'it is' : 'they are'} not written with the others.
    </p>
  )
}

const named = 3

function namesOf(units: readonly ChangedUnit[]): string {
  const names = units
    .slice(0, named)
    .map(({ UnitID, unit }) => (unit ? `${unit.SpaceSlug}/${unit.Slug}` : UnitID))
  return `${names.join(', ')}${units.length > named ? ` and ${units.length - named} more` : ''}`
}
