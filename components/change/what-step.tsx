'use client'

import type { Aim } from '#components/change/edit/aim.ts'
import type { ChangeDraft, PatchReading } from '#components/change/edit/draft.ts'
import { PatchPanel } from '#components/change/edit/patch-panel.tsx'
import type { Sample } from '#components/change/edit/use-sample.ts'
import { isTyped, type Purpose } from '#components/change/scope/purpose.ts'
import type { Scope } from '#components/change/scope/scope.ts'
import { ScopePanel } from '#components/change/scope/scope-panel.tsx'
import type { useScopeUnits } from '#components/change/scope/use-scope-units.ts'
import { SettledPatch } from '#components/change/settled-patch.tsx'
import { ErrorPanel } from '#components/ui/error/error-panel.tsx'

/** The first step: which units, and what to change in them. */
export function WhatStep({
  purpose,
  scope,
  units,
  draft,
  onDraft,
  reading,
  aim,
  sample,
  isDisabled,
}: {
  purpose: Purpose
  scope: Scope
  units: ReturnType<typeof useScopeUnits>
  draft: ChangeDraft
  onDraft: (draft: ChangeDraft) => void
  reading: PatchReading
  aim: Aim
  sample: Sample
  isDisabled: boolean
}) {
  return (
    <>
      {units.isError ? (
        <ErrorPanel form="banner" error={units.error} onRetry={() => void units.refetch()} />
      ) : null}
      <ScopePanel
        scope={scope}
        units={units.data?.units}
        isLoading={units.isPending}
        isTruncated={units.data?.truncated ?? false}
        isSettled={purpose.kind !== 'edit'}
      />
      {purpose.kind !== 'edit' && <SettledPatch purpose={purpose} />}
      {isTyped(purpose) && (
        <PatchPanel
          draft={draft}
          onChange={onDraft}
          reading={reading}
          aim={aim}
          sample={sample.fields}
          sampleName={sample.name}
          isDisabled={isDisabled}
        />
      )}
    </>
  )
}
