'use client'

import { ListPlus } from 'lucide-react'
import { useRef } from 'react'
import type { Aim } from '#components/change/edit/aim.ts'
import { DocumentEditor } from '#components/change/edit/document-editor.tsx'
import {
  type ChangeDraft,
  type PatchKind,
  type PatchReading,
  patchKinds,
} from '#components/change/edit/draft.ts'
import { emptyMetadata } from '#components/change/edit/metadata/metadata-draft.ts'
import { patchKindLabels } from '#components/change/edit/patch-kind-labels.ts'
import { ResourceScopeFields } from '#components/change/edit/resource-scope.tsx'
import { SetFieldsEditor } from '#components/change/edit/set-fields-editor.tsx'
import { withStep } from '#components/change/edit/steps/draft-steps.ts'
import { StepList } from '#components/change/edit/steps/step-list.tsx'
import type { Suggestions } from '#components/change/edit/suggestions.ts'
import { TextPatchEditor } from '#components/change/edit/text-patch-editor.tsx'
import type { Sample } from '#components/change/edit/use-sample.ts'
import { Button } from '#components/ui/button.tsx'
import { MissingNotice } from '#components/ui/error/missing-notice.tsx'
import { SegmentedRadio } from '#components/ui/field/segmented-radio.tsx'
import { lazily } from '#components/ui/lazily.tsx'
import { Notice } from '#components/ui/notice.tsx'
import { unreachable } from '#lib/base/unreachable.ts'
import type { StepPatch } from '#lib/change/model.ts'
import { mostSteps } from '#lib/change/patch-steps.ts'
import type { ExtendedUnit } from '#lib/confighub/schema/entities.ts'
import type { RowsQuestion } from '#lib/rows/rows-wire.ts'

const FunctionEditor = lazily(
  'FunctionEditor',
  () => import('#components/change/edit/function/function-editor.tsx'),
)
const FunctionOrPatch = lazily(
  'FunctionOrPatch',
  () => import('#components/change/edit/function/function-or-patch.tsx'),
)
const MetadataEditor = lazily(
  'MetadataEditor',
  () => import('#components/change/edit/metadata/metadata-editor.tsx'),
)

export type PatchPanelProps = {
  draft: ChangeDraft
  onChange: (draft: ChangeDraft) => void
  /** Of the patch that is open, by itself. */
  reading: PatchReading
  /** Of each patch by itself, in order. */
  steps: readonly PatchReading[]
  aim: Aim
  sample: Sample
  /** The units of the change. */
  question: RowsQuestion
  /** They and no others; absent where one call cannot name them. */
  exactly: RowsQuestion | undefined
  /** They, once all of them are known. */
  units: readonly ExtendedUnit[] | undefined
  /** The only unit of the change; its document can be edited as a whole. */
  unit: ExtendedUnit | undefined
  isDisabled: boolean
}

export function PatchPanel({
  draft,
  onChange,
  reading,
  steps,
  aim,
  sample,
  question,
  exactly,
  units,
  unit,
  isDisabled,
}: PatchPanelProps) {
  const source = sample.name === '' ? 'Suggestions' : `In ${sample.name}`
  const suggestions = { sample: sample.fields, source, aim, question, units }
  const scoped = scopedPart(draft.kind)
  const panel = useRef<HTMLFieldSetElement>(null)
  const openId = draft.steps?.openId ?? ''
  const mayBeWhole = unit !== undefined && draft.steps === undefined
  const kinds = patchKinds.filter((kind) => {
    if (kind === draft.kind) return true
    return kind === 'metadata' ? draft.steps === undefined : kind !== 'document' || mayBeWhole
  })
  return (
    <fieldset
      ref={panel}
      tabIndex={-1}
      disabled={isDisabled}
      className="outline-none flex min-h-0 min-w-0 flex-1 flex-col gap-3"
    >
      <legend className="sr-only">What to change</legend>
      {draft.steps !== undefined && (
        <StepList draft={draft} readings={steps} onChange={onChange} onLast={() => panel.current?.focus()} />
      )}
      <SegmentedRadio
        label="Kind of patch"
        // All five fit into one line of the narrow column.
        className="[&_label]:px-1.5"
        options={kinds.map((kind) => ({ value: kind, label: patchKindLabels[kind] }))}
        value={draft.kind}
        onChange={(kind) => onChange({ ...draft, kind })}
        isDisabled={isDisabled}
      />
      {scoped !== undefined && (
        <MissingNotice what="Suggestions from the documents are missing" query={sample.query} />
      )}
      {scoped !== undefined && (
        <ResourceScopeFields
          key={`scope of ${scoped} ${openId}`}
          scope={draft[scoped]}
          onChange={(scope) => onChange({ ...draft, [scoped]: { ...draft[scoped], ...scope } })}
          suggestions={suggestions}
        />
      )}
      <PatchEditor
        key={openId}
        draft={draft}
        onChange={onChange}
        onDiscarded={() => panel.current?.focus()}
        reading={reading}
        suggestions={suggestions}
        exactly={exactly}
        unit={unit}
      />
      {isStepKind(draft.kind) && reading.ok && (
        <FunctionOrPatch
          draft={draft}
          patch={reading.patch}
          onChange={(next) => {
            panel.current?.focus()
            onChange(next)
          }}
        />
      )}
      {isStepKind(draft.kind) && steps.length < mostSteps && (
        <AnotherPatch
          onAdd={() => {
            if (steps.length === mostSteps - 1) panel.current?.focus()
            onChange(withStep(draft))
          }}
        />
      )}
    </fieldset>
  )
}

function AnotherPatch({ onAdd }: { onAdd: () => void }) {
  return (
    <div className="border-line border-t pt-2">
      <Button variant="quiet" size="sm" onPress={onAdd}>
        <ListPlus aria-hidden size={14} />
        Another patch after this
      </Button>
    </div>
  )
}

/** Whole documents and metadata are changes of their own. */
function isStepKind(kind: PatchKind): kind is StepPatch['kind'] {
  return kind !== 'document' && kind !== 'metadata'
}

/** The part of a draft that says which resources it is for. */
function scopedPart(kind: PatchKind): 'fields' | 'merge' | 'json' | undefined {
  if (kind === 'function' || !isStepKind(kind)) return undefined
  return kind === 'set-fields' ? 'fields' : kind
}

function PatchEditor({
  draft,
  onChange,
  reading,
  suggestions,
  exactly,
  unit,
  onDiscarded,
}: Pick<PatchPanelProps, 'draft' | 'onChange' | 'reading' | 'exactly' | 'unit'> & {
  suggestions: Suggestions
  /** Before what was focused goes. */
  onDiscarded: () => void
}) {
  const error = reading.ok || reading.isEmpty ? undefined : reading.error
  const set = (part: Partial<typeof draft>) => onChange({ ...draft, ...part })
  switch (draft.kind) {
    case 'set-fields':
      return (
        <SetFieldsEditor
          fields={draft.fields}
          onChange={(fields) => set({ fields })}
          suggestions={suggestions}
        />
      )
    case 'merge':
    case 'json': {
      const { kind } = draft
      return (
        <TextPatchEditor
          key={kind}
          kind={kind}
          patch={draft[kind]}
          onChange={(patch) => set({ [kind]: patch })}
          error={error}
        />
      )
    }
    case 'function':
      return <FunctionEditor call={draft.call} onChange={(call) => set({ call })} exactly={exactly} />
    case 'document':
      if (unit === undefined) return <OneUnitOnly />
      if (draft.document !== undefined && draft.document.base.UnitID !== unit.Unit.UnitID)
        return (
          <OtherUnit
            onDiscard={() => {
              onDiscarded()
              set({ document: undefined })
            }}
          />
        )
      return (
        <DocumentEditor
          key={unit.Unit.UnitID}
          unitId={unit.Unit.UnitID}
          draft={draft.document}
          onChange={(document) => set({ document })}
          error={error}
        />
      )
    case 'metadata':
      return (
        <MetadataEditor
          metadata={draft.metadata ?? emptyMetadata}
          onChange={(metadata) => set({ metadata })}
          units={suggestions.units}
        />
      )
    default:
      return unreachable(draft.kind)
  }
}

/** The query matches another unit than when the text was typed. */
function OtherUnit({ onDiscard }: { onDiscard: () => void }) {
  return (
    <Notice
      action={
        <Button size="sm" onPress={onDiscard}>
          Discard it
        </Button>
      }
    >
      The text that you typed here belongs to another unit, which is not the one that is selected now. It is
      not written to this one.
    </Notice>
  )
}

function OneUnitOnly() {
  return (
    <p className="text-muted text-sm">
      A document is edited as a whole in one unit at a time. Choose a single unit, or another kind of patch.
    </p>
  )
}
