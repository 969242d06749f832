'use client'

import { useQuery } from '@tanstack/react-query'
import Link from 'next/link'
import { useQueryStates } from 'nuqs'
import type { ReactNode } from 'react'
import { unwrittenIds } from '#components/change/record/change-state.ts'
import { usablePatch } from '#components/change/record/usable-patch.ts'
import { type Purpose, takingUp, titleOf } from '#components/change/scope/purpose.ts'
import { type ResumeMode, resumeModeOf } from '#components/change/scope/resume-mode.ts'
import { type Scope, scopeOf } from '#components/change/scope/scope.ts'
import { Workspace } from '#components/change/workspace.tsx'
import { WorkspaceSkeleton } from '#components/change/workspace-skeleton.tsx'
import { usePick } from '#components/query/picked-units.ts'
import { buttonClass } from '#components/ui/button-class.ts'
import { EmptyState } from '#components/ui/empty-state.tsx'
import { ErrorPanel } from '#components/ui/error/error-panel.tsx'
import { withoutConsent } from '#lib/change/consent/consent-text.ts'
import type { PreviewRequest } from '#lib/change/model.ts'
import { overtakenUnits } from '#lib/change/proposal/proposal-state.ts'
import type { ChangeRecord } from '#lib/change/record/change-record.ts'
import { isGoingBack, restoreRequest, undoRequest } from '#lib/change/record/undo.ts'
import { unwrittenIn } from '#lib/change/waves/words.ts'
import { changeQuery } from '#lib/queries/changes.ts'
import { sessionQuery } from '#lib/queries/session.ts'
import { routes } from '#lib/url/routes.ts'
import { newChangeSearch } from '#lib/url/search-params.ts'

/**
 * The kinds of change an address can ask for: an edit of what a query selects, an undo, the rest of a change, or a
 * restore.
 */
export function NewChangeScreen() {
  const [search] = useQueryStates(newChangeSearch)
  const picked = usePick(search.pick)
  if (search.undo !== '') {
    return (
      <OfChange key={search.undo} tagId={search.undo}>
        {(record) => undoOf(record)}
      </OfChange>
    )
  }
  if (search.resume !== '') {
    return (
      <OfChange key={`${search.resume} ${search.waves}`} tagId={search.resume}>
        {(record) => <Rest record={record} range={readRange(search.waves)} />}
      </OfChange>
    )
  }
  if (search.again !== '') {
    return (
      <OfChange key={search.again} tagId={search.again}>
        {(record) => againOf(record)}
      </OfChange>
    )
  }
  const [unitId] = search.units
  if (search.restore !== null && unitId !== undefined) {
    const request = restoreRequest(unitId, search.restore)
    const purpose: Purpose = { kind: 'restore', unitId, revisionNum: search.restore, patch: request.patch }
    return <Workspace key={`${unitId} ${search.restore}`} purpose={purpose} scope={scopeOfRequest(request)} />
  }
  if (picked === undefined) return <WorkspaceSkeleton title="New change" />
  const scope = scopeOf(search, picked)
  if (scope === undefined) return <NoPick />
  if (search.use !== '') {
    return (
      <OfChange key={JSON.stringify([search.use, scope])} tagId={search.use}>
        {(record) => usedOf(record, scope)}
      </OfChange>
    )
  }
  // A new scope needs a new preview: nothing of the old one may stay on screen, not even its count.
  return <Workspace key={JSON.stringify(scope)} purpose={{ kind: 'edit' }} scope={scope} />
}

function OfChange({ tagId, children }: { tagId: string; children: (record: ChangeRecord) => ReactNode }) {
  const record = useQuery(changeQuery(tagId))
  if (record.isPending) return <WorkspaceSkeleton title="Loading the change…" />
  // What is typed and previewed here outlives a later reading that fails, such as one after signing in again.
  if (record.data === undefined)
    return <ErrorPanel error={record.error} onRetry={() => void record.refetch()} />
  return children(record.data)
}

function undoOf(record: ChangeRecord): ReactNode {
  const request = undoRequest(record)
  const scope = scopeOfRequest(request)
  const purpose: Purpose = { kind: 'undo', record, patch: request.patch }
  if (record.written === 0)
    return <Nothing purpose={purpose}>This change wrote nothing, so there is nothing to undo.</Nothing>
  return <Workspace purpose={purpose} scope={scope} />
}

function Rest({ record, range }: { record: ChangeRecord; range: Range | undefined }): ReactNode {
  const session = useQuery(sessionQuery())
  const { patch, isPatchMasked } = record
  const way = resumeModeOf(record, session.data?.user?.UserID)
  if (way === undefined) return <WorkspaceSkeleton title="Loading the change…" />
  if (patch === undefined || patch.kind === 'unreadable') {
    return (
      <EmptyState title="The patch of this change is unknown">
        Its patch is not readable. Make a new change to the units instead.
      </EmptyState>
    )
  }
  const waves = record.waves === undefined ? undefined : range
  const purpose: Purpose = { kind: 'resume', record, patch, isPatchMasked, way, ...(waves && { waves }) }
  const unitIds = restOf(record, way, waves)
  if (way === 'none') {
    return (
      <Nothing purpose={purpose}>
        The record of this change is not proven, so the change cannot be resumed. Choose its units and make a
        new change.
      </Nothing>
    )
  }
  if (unitIds.length === 0) return <Nothing purpose={purpose}>{nothingLeft(record)}</Nothing>
  return <Workspace purpose={purpose} scope={{ kind: 'units', unitIds, where: '' }} />
}

function nothingLeft(record: ChangeRecord): string {
  if (record.notWritten === 0) return 'Every unit of this change is written.'
  return overtakenUnits(record).length > 0
    ? 'Others changed what is left of the proposal, or took it away, so none of it can be written as proposed. The page of the change offers a preview of these anew.'
    : 'None of the units asked for here is left to write. The page of the change shows the others.'
}

type Range = { readonly from: number; readonly to: number }

/** Whoever takes over a change previews all of its waves that are left: their record holds the rest of the plan. */
function restOf(record: ChangeRecord, way: ResumeMode, waves: Range | undefined): string[] {
  const overtaken = new Set(overtakenUnits(record).map(({ UnitID }) => UnitID))
  const to = way === 'same-record' ? waves?.to : undefined
  const left =
    waves === undefined
      ? unwrittenIds(record)
      : unwrittenIn(record.units, waves.from, to ?? Number.POSITIVE_INFINITY)
  return left.filter((id) => !overtaken.has(id))
}

function readRange(text: string): Range | undefined {
  const [, from, to = from] = /^(\d{1,2})(?:-(\d{1,2}))?$/.exec(text) ?? []
  return from === undefined ? undefined : { from: Number(from), to: Number(to) }
}

/** The units of a proposal that others changed since, with its patch to start from. */
function againOf(record: ChangeRecord): ReactNode {
  const { patch } = record
  if (patch === undefined || patch.kind === 'unreadable' || isGoingBack(patch)) return <NoPick />
  const purpose = takingUp(record, patch)
  const unitIds = overtakenUnits(record).flatMap(({ UnitID, unit }) => (unit === undefined ? [] : UnitID))
  if (unitIds.length === 0) {
    return (
      <Nothing purpose={purpose}>No unit of this proposal changed since, so none is proposed again.</Nothing>
    )
  }
  return <Workspace purpose={purpose} scope={{ kind: 'units', unitIds, where: '' }} />
}

/** The patch of another change, for the units of a query. */
function usedOf(record: ChangeRecord, scope: Scope): ReactNode {
  const { TagID, ticket } = record
  const patch = usablePatch(record)
  if (patch === undefined) {
    return (
      <EmptyState title="The patch of this change cannot be used again">
        It restored or replaced whole documents, or its record does not have it.
      </EmptyState>
    )
  }
  const from = { TagID, patch, reason: withoutConsent(record.reason), ticket }
  return <Workspace purpose={{ kind: 'edit', from }} scope={scope} />
}

function scopeOfRequest({ selection }: PreviewRequest): Scope {
  return selection.kind === 'units'
    ? { kind: 'units', unitIds: selection.unitIds, where: selection.where ?? '' }
    : { kind: 'query', where: selection.where, whereData: '', resourceType: '' }
}

function Nothing({ purpose, children }: { purpose: Purpose; children: ReactNode }) {
  return (
    <EmptyState
      title={titleOf(purpose)}
      action={
        <Link href={routes.changes()} className={buttonClass('secondary')}>
          All changes
        </Link>
      }
    >
      {children}
    </EmptyState>
  )
}

function NoPick() {
  return (
    <EmptyState
      title="The units you picked are not available here"
      action={
        <Link href={routes.units()} className={buttonClass('primary')}>
          Choose units
        </Link>
      }
    >
      A large selection is kept only in the tab where it was made. Choose the units again, or change
      everything a query matches: the address carries the query.
    </EmptyState>
  )
}
