'use client'

import { useQueryStates } from 'nuqs'
import { CommitProgress } from '#components/change/commit-progress.tsx'
import { ChangeDraft, emptyDraft, type PatchReading } from '#components/change/draft.ts'
import { draftOfPatch } from '#components/change/draft-of-patch.ts'
import { isStale, rowsOf } from '#components/change/flow.ts'
import { keptDraft } from '#components/change/kept-draft.ts'
import { PreviewButton } from '#components/change/preview-button.tsx'
import { PreviewPanel } from '#components/change/preview-panel.tsx'
import { draftKeyOf, isTyped, type Purpose, titleOf } from '#components/change/purpose.ts'
import { ReadOnlyWrite } from '#components/change/read-only-write.tsx'
import { type Scope, selectionOf } from '#components/change/scope.ts'
import { StartedRedirect } from '#components/change/started-redirect.tsx'
import { useStored } from '#components/change/stored.ts'
import { useChoice } from '#components/change/use-choice.ts'
import { usePatch } from '#components/change/use-patch.ts'
import { usePreview } from '#components/change/use-preview.ts'
import { useSample } from '#components/change/use-sample.ts'
import { useScopeUnits } from '#components/change/use-scope-units.ts'
import { useWriter } from '#components/change/use-writer.ts'
import { WhatStep } from '#components/change/what-step.tsx'
import { StepColumn, WorkspaceFrame } from '#components/change/workspace-frame.tsx'
import { WorkspaceSkeleton } from '#components/change/workspace-skeleton.tsx'
import { WritePanel } from '#components/change/write-panel.tsx'
import { useMayWrite } from '#components/shell/use-may-write.ts'
import { consentIn } from '#lib/change/consent/consent-text.ts'
import type { PreviewRequest } from '#lib/change/model.ts'
import type { ExtendedUnit } from '#lib/confighub/schema/entities.ts'
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
  const { reading, aim } = usePatch(purpose, draft, sample.resources)
  const preview = usePreview()
  const { flow } = preview
  const request = requestOf(scope, reading, purpose)
  const stale = isStale(flow, request)
  const rows = rowsOf(flow)
  const mayWrite = useMayWrite()
  const { choice, include } = useChoice(flow, draft, onDraft)
  const writer = useWriter({ purpose, draft, onDraft })
  const goesOn = purpose.kind === 'resume' && purpose.way === 'same-record'
  const start = request && !writer.isWriting ? () => void preview.start(request) : undefined

  if (draft.started && !writer.run) {
    return <StartedRedirect started={draft.started} onLeave={() => onDraft(undefined)} />
  }
  return (
    <WorkspaceFrame title={titleOf(purpose)}>
      <StepColumn
        step="what"
        footer={
          <PreviewButton
            reading={reading}
            count={units.data?.truncated ? undefined : units.data?.units.length}
            isFresh={flow.step !== 'none' && flow.step !== 'failed' && !stale}
            isRunning={flow.step === 'running' && !stale}
            onPreview={start}
          />
        }
      >
        <WhatStep
          purpose={purpose}
          scope={scope}
          units={units}
          draft={draft}
          onDraft={onDraft}
          reading={reading}
          aim={aim}
          sample={sample}
          isDisabled={writer.isWriting}
        />
      </StepColumn>
      <StepColumn step="preview">
        {writer.run ? (
          <CommitProgress run={writer.run} />
        ) : (
          <PreviewPanel
            flow={flow}
            isStale={stale}
            choice={choice}
            onInclude={include}
            onPreview={start}
            onDiscard={preview.discard}
          />
        )}
      </StepColumn>
      <StepColumn step="write">
        {mayWrite === 'refused' ? (
          <ReadOnlyWrite />
        ) : (
          <WritePanel
            flow={flow}
            isStale={stale}
            choice={choice}
            typed={typedFor(purpose, draft)}
            onType={(typed) => onDraft({ ...draft, ...typed })}
            goesOn={goesOn}
            isWriting={writer.isWriting}
            error={writer.error}
            onWrite={(write) => writer.write(write, rows, choice)}
            onPreview={start}
          />
        )}
      </StepColumn>
    </WorkspaceFrame>
  )
}

const noUnits: readonly ExtendedUnit[] = []

/** One record has one reason: a change that goes on under it keeps that. */
function typedFor(purpose: Purpose, draft: ChangeDraft): ChangeDraft {
  if (purpose.kind !== 'resume' || purpose.way !== 'same-record') return draft
  return { ...draft, reason: purpose.record.reason, ticket: purpose.record.ticket }
}

function initialDraft(purpose: Purpose): ChangeDraft {
  if (purpose.kind !== 'resume') return emptyDraft
  const draft = purpose.isPatchMasked ? draftOfPatch(purpose.patch) : emptyDraft
  const { reason, ticket } = purpose.record
  return { ...draft, reason, ticket, consentReason: consentIn(reason) }
}

function requestOf(scope: Scope, reading: PatchReading, purpose: Purpose): PreviewRequest | undefined {
  if (!reading.ok) return undefined
  const request = { selection: selectionOf(scope), patch: reading.patch }
  return purpose.kind === 'resume' ? { ...request, goesOnWith: purpose.record.TagID } : request
}
