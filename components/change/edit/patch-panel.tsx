'use client'

import type { Aim } from '#components/change/edit/aim.ts'
import {
  type ChangeDraft,
  type PatchKind,
  type PatchReading,
  patchKinds,
} from '#components/change/edit/draft.ts'
import { FunctionEditor } from '#components/change/edit/function-editor.tsx'
import type { SampleField } from '#components/change/edit/sample.ts'
import { SetFieldsEditor } from '#components/change/edit/set-fields-editor.tsx'
import { TextPatchEditor } from '#components/change/edit/text-patch-editor.tsx'
import { SegmentedRadio } from '#components/ui/field/segmented-radio.tsx'

const labels: Record<PatchKind, string> = {
  'set-fields': 'Set fields',
  merge: 'Merge',
  json: 'JSON patch',
  function: 'Function',
}

export function PatchPanel({
  draft,
  onChange,
  reading,
  aim,
  sample,
  sampleName,
  isDisabled,
}: {
  draft: ChangeDraft
  onChange: (draft: ChangeDraft) => void
  reading: PatchReading
  aim: Aim
  sample: readonly SampleField[]
  sampleName: string
  isDisabled: boolean
}) {
  const source = sampleName === '' ? 'Suggestions' : `In ${sampleName}`
  const error = reading.ok || reading.isEmpty ? undefined : reading.error
  return (
    <fieldset disabled={isDisabled} className="flex min-w-0 flex-col gap-3">
      <legend className="sr-only">What to change</legend>
      <SegmentedRadio
        label="Kind of patch"
        options={patchKinds.map((kind) => ({ value: kind, label: labels[kind] }))}
        value={draft.kind}
        onChange={(kind) => onChange({ ...draft, kind })}
        isDisabled={isDisabled}
      />
      {draft.kind === 'set-fields' && (
        <SetFieldsEditor
          fields={draft.fields}
          onChange={(fields) => onChange({ ...draft, fields })}
          sample={sample}
          source={source}
          aim={aim}
        />
      )}
      {draft.kind === 'merge' && (
        <TextPatchEditor
          key="merge"
          kind="merge"
          patch={draft.merge}
          onChange={(merge) => onChange({ ...draft, merge })}
          sample={sample}
          source={source}
          aim={aim}
          error={error}
        />
      )}
      {draft.kind === 'json' && (
        <TextPatchEditor
          key="json"
          kind="json"
          patch={draft.json}
          onChange={(json) => onChange({ ...draft, json })}
          sample={sample}
          source={source}
          aim={aim}
          error={error}
        />
      )}
      {draft.kind === 'function' && (
        <FunctionEditor call={draft.call} onChange={(call) => onChange({ ...draft, call })} />
      )}
    </fieldset>
  )
}
