'use client'

import type { ChangeDraft } from '#components/change/edit/draft.ts'
import { PatchPanel, type PatchPanelProps } from '#components/change/edit/patch-panel.tsx'
import { isTyped, type Purpose } from '#components/change/scope/purpose.ts'
import { exactQuestionOf, questionOf } from '#components/change/scope/question-of.ts'
import type { Scope } from '#components/change/scope/scope.ts'
import { ScopePanel } from '#components/change/scope/scope-panel.tsx'
import type { useScopeUnits } from '#components/change/scope/use-scope-units.ts'
import { SettledPatch } from '#components/change/settled-patch.tsx'
import { QueryError } from '#components/ui/error/query-error.tsx'

/** The first step: which units, and what to change in them. */
export function WhatStep({
  purpose,
  scope,
  units,
  onDraft,
  ...patch
}: Omit<PatchPanelProps, 'onChange' | 'question' | 'exactly' | 'units'> & {
  purpose: Purpose
  scope: Scope
  units: ReturnType<typeof useScopeUnits>
  onDraft: (draft: ChangeDraft) => void
}) {
  return (
    <>
      {units.isError ? <QueryError query={units} /> : null}
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
          {...patch}
          question={questionOf(scope)}
          exactly={exactQuestionOf(scope)}
          units={units.data?.truncated ? undefined : units.data?.units}
          onChange={onDraft}
        />
      )}
    </>
  )
}
