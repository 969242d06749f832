'use client'

import { useQueryStates } from 'nuqs'
import type { ComponentProps } from 'react'
import { ChangeDraft, emptyDraft, type PatchReading } from '#components/change/edit/draft.ts'
import { draftOfPatch } from '#components/change/edit/draft-of-patch.ts'
import { keptDraft } from '#components/change/edit/kept-draft.ts'
import { usePatch } from '#components/change/edit/use-patch.ts'
import { useSample } from '#components/change/edit/use-sample.ts'
import { isStale, rowsOf } from '#components/change/preview/flow.ts'
import { PreviewButton } from '#components/change/preview/preview-button.tsx'
import { PreviewPanel } from '#components/change/preview/preview-panel.tsx'
import { useChoice } from '#components/change/preview/use-choice.ts'
import { useOpened } from '#components/change/preview/use-opened.ts'
import { usePreview } from '#components/change/preview/use-preview.ts'
import { draftKeyOf, isTyped, type Purpose, titleOf } from '#components/change/scope/purpose.ts'
import { type Scope, selectionOf } from '#components/change/scope/scope.ts'
import { useScopeUnits } from '#components/change/scope/use-scope-units.ts'
import type { RecordedWaves } from '#components/change/waves/written-range.ts'
import { WhatStep } from '#components/change/what-step.tsx'
import { StepColumn, WorkspaceFrame } from '#components/change/workspace-frame.tsx'
import { WorkspaceSkeleton } from '#components/change/workspace-skeleton.tsx'
import { ApprovalStep } from '#components/change/write/approval-step.tsx'
import { CommitProgress } from '#components/change/write/commit-progress.tsx'
import { ReadOnlyWrite } from '#components/change/write/read-only-write.tsx'
import { StartedRedirect } from '#components/change/write/started-redirect.tsx'
import { type Keeper, useKeeper } from '#components/change/write/use-keeper.ts'
import { isUnapproved, type Lacking, useLacking } from '#components/change/write/use-lacking.ts'
import { useWriter } from '#components/change/write/use-writer.ts'
import { WritePanel } from '#components/change/write/write-panel.tsx'
import { useStored } from '#components/ui/state/stored.ts'
import { useMayWrite } from '#components/ui/state/use-may-write.ts'
import { consentIn } from '#lib/change/consent/consent-text.ts'
import type { PreviewRequest } from '#lib/change/model.ts'
import type { ChangedUnit } from '#lib/change/record/change-record.ts'
import type { ExtendedUnit } from '#lib/confighub/schema/entities.ts'
import type { UnitsAnswer } from '#lib/queries/units.ts'
import { newChangeSearch } from '#lib/url/search-params.ts'

/** What, preview, write: in this order, on one page. */
export function Workspace({ purpose, scope }: { purpose: Purpose; scope: Scope }) {
  const [stored, setStored] = useStored(
    'session',
    draftKeyOf(purpose, scope),
    ChangeDraft,
    initialDraft(purpose),
    keptDraft,
  )
  const [{ patch }, setSearch] = useQueryStates(newChangeSearch)
  if (stored === undefined) return <WorkspaceSkeleton title={titleOf(purpose)} />
  // The address may name the kind of patch; what was typed for each kind stays with this tab.
  const draft = patch === null || patch === 'restore' ? stored : { ...stored, kind: patch }
  const setDraft = (next: ChangeDraft | undefined) => {
    if (next !== undefined && next.kind !== draft.kind) void setSearch({ patch: next.kind })
    setStored(next)
  }
  return <Steps purpose={purpose} scope={scope} draft={draft} onDraft={setDraft} />
}

function Steps({
  purpose,
  scope,
  draft,
  onDraft,
}: {
  purpose: Purpose
  scope: Scope
  draft: ChangeDraft
  onDraft: (draft: ChangeDraft | undefined) => void
}) {
  const units = useScopeUnits(scope)
  const sample = useSample((isTyped(purpose) && units.data?.units) || noUnits)
  const unit = onlyUnit(units.data)
  const {
    reading,
    open: ownReading,
    steps,
    aim,
    isBehind,
    readNow,
  } = usePatch(purpose, draft, sample.resources, unit)
  const preview = usePreview()
  const { flow } = preview
  const request = requestOf(scope, reading, purpose)
  const stale = (isBehind && flow.step !== 'none') || isStale(flow, request)
  const { choice, include } = useChoice(
    flow,
    draft,
    onDraft,
    purpose.kind === 'resume' ? purpose.record.units : noRecord,
  )
  const writer = useWriter({ purpose, draft, onDraft })
  const keeper = useKeeper(purpose, onDraft)
  const { opened, open } = useOpened(flow)
  const lacking = useLacking(purpose, flow, stale, choice)
  const previewNow = () => {
    const now = requestOf(scope, readNow(), purpose)
    if (now !== undefined) void preview.start(now)
  }
  const start = request && !writer.isWriting ? previewNow : undefined
  const typed = { purpose, draft, onDraft }
  const shown = { flow, isStale: stale, choice, onPreview: start }

  if (draft.started && !writer.run) {
    return <StartedRedirect started={draft.started} onLeave={() => onDraft(undefined)} />
  }
  return (
    <WorkspaceFrame title={titleOf(purpose)} isWide={isTyped(purpose) && draft.kind === 'document'}>
      <StepColumn
        step="what"
        footer={
          <PreviewButton
            reading={reading}
            planned={units.data?.truncated ? undefined : units.data?.units.length}
            isFresh={flow.step !== 'none' && flow.step !== 'failed' && !stale}
            isRunning={flow.step === 'running' && !stale}
            onPreview={start}
          />
        }
      >
        <WhatStep
          {...typed}
          scope={scope}
          units={units}
          reading={ownReading}
          steps={steps}
          aim={aim}
          sample={sample}
          unit={unit}
          isDisabled={writer.isWriting}
        />
      </StepColumn>
      <StepColumn step="preview">
        {writer.run ? (
          <CommitProgress run={writer.run} />
        ) : (
          <PreviewPanel {...shown} onInclude={include} onOpen={open} onDiscard={preview.discard} />
        )}
      </StepColumn>
      <StepColumn step="write">
        <ApprovalStep {...shown} purpose={purpose} opened={opened} lacking={lacking} />
        <WriteStep {...typed} {...shown} writer={writer} keeper={keeper} lacking={lacking} />
      </StepColumn>
    </WorkspaceFrame>
  )
}

function onlyUnit(scope: UnitsAnswer | undefined): ExtendedUnit | undefined {
  return scope?.units.length === 1 && !scope.truncated ? scope.units[0] : undefined
}

const noUnits: readonly ExtendedUnit[] = []
const noRecord: readonly ChangedUnit[] = []

function WriteStep({
  purpose,
  draft,
  onDraft,
  writer,
  keeper,
  lacking,
  ...preview
}: Pick<ComponentProps<typeof WritePanel>, 'flow' | 'isStale' | 'choice' | 'onPreview'> & {
  lacking: Lacking
  purpose: Purpose
  draft: ChangeDraft
  onDraft: (draft: ChangeDraft) => void
  writer: ReturnType<typeof useWriter>
  keeper: Keeper
}) {
  if (useMayWrite() === 'refused') return <ReadOnlyWrite />
  return (
    <WritePanel
      {...preview}
      typed={typedFor(purpose, draft)}
      onType={(typed) => onDraft({ ...draft, ...typed })}
      isResumed={purpose.kind === 'resume' && purpose.way === 'same-record'}
      recorded={recordedWaves(purpose)}
      isWriting={writer.isWriting || keeper.isKeeping}
      isUnapproved={isUnapproved(lacking)}
      error={writer.error ?? keeper.error}
      onWrite={(write) => writer.write(write, rowsOf(preview.flow), preview.choice)}
      onKeep={
        purpose.kind === 'resume'
          ? undefined
          : (kept) => keeper.keep(kept, rowsOf(preview.flow), preview.choice)
      }
    />
  )
}

function recordedWaves(purpose: Purpose): RecordedWaves | undefined {
  if (purpose.kind !== 'resume' || purpose.record.waves === undefined) return undefined
  return { change: purpose.record, from: purpose.waves?.from }
}

/** A record has one reason, so a resumed change keeps it. */
function typedFor(purpose: Purpose, draft: ChangeDraft): ChangeDraft {
  if (purpose.kind !== 'resume' || purpose.way !== 'same-record') return draft
  return { ...draft, reason: purpose.record.reason, ticket: purpose.record.ticket }
}

function initialDraft(purpose: Purpose): ChangeDraft {
  if (purpose.kind === 'edit' && purpose.from !== undefined) {
    const { patch, reason, ticket } = purpose.from
    return { ...draftOfPatch(patch), reason, ticket }
  }
  if (purpose.kind !== 'resume') return emptyDraft
  const draft = purpose.isPatchMasked ? draftOfPatch(purpose.patch) : emptyDraft
  const { reason, ticket } = purpose.record
  return { ...draft, reason, ticket, consentReason: consentIn(reason) }
}

function requestOf(scope: Scope, reading: PatchReading, purpose: Purpose): PreviewRequest | undefined {
  if (!reading.ok) return undefined
  const request = { selection: selectionOf(scope), patch: reading.patch }
  return purpose.kind === 'resume' ? { ...request, continuedTagId: purpose.record.TagID } : request
}
