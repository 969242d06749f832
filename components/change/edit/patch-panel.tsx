'use client'

import type { Aim } from '#components/change/edit/aim.ts'
import {
  type ChangeDraft,
  type PatchKind,
  type PatchReading,
  patchKinds,
} from '#components/change/edit/draft.ts'
import { FunctionEditor } from '#components/change/edit/function-editor.tsx'
import { ResourceScopeFields } from '#components/change/edit/resource-scope.tsx'
import { SetFieldsEditor } from '#components/change/edit/set-fields-editor.tsx'
import type { Suggestions } from '#components/change/edit/suggestions.ts'
import { TextPatchEditor } from '#components/change/edit/text-patch-editor.tsx'
import type { Sample } from '#components/change/edit/use-sample.ts'
import { MissingNotice } from '#components/ui/error/missing-notice.tsx'
import { SegmentedRadio } from '#components/ui/field/segmented-radio.tsx'
import { unreachable } from '#lib/base/unreachable.ts'

const labels: Record<PatchKind, string> = {
  'set-fields': 'Set fields',
  merge: 'Merge',
  json: 'JSON patch',
  function: 'Function',
}

export type PatchPanelProps = {
  draft: ChangeDraft
  onChange: (draft: ChangeDraft) => void
  reading: PatchReading
  aim: Aim
  sample: Sample
  isDisabled: boolean
}

export function PatchPanel({ draft, onChange, reading, aim, sample, isDisabled }: PatchPanelProps) {
  const source = sample.name === '' ? 'Suggestions' : `In ${sample.name}`
  const suggestions = { sample: sample.fields, source, aim }
  const scoped = draft.kind === 'set-fields' ? 'fields' : draft.kind
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
      {scoped !== 'function' && (
        <MissingNotice what="Suggestions from the documents are missing" query={sample.query} />
      )}
      {scoped !== 'function' && (
        <ResourceScopeFields
          key={`scope of ${scoped}`}
          scope={draft[scoped]}
          onChange={(scope) => onChange({ ...draft, [scoped]: { ...draft[scoped], ...scope } })}
          suggestions={suggestions}
        />
      )}
      <PatchEditor draft={draft} onChange={onChange} reading={reading} suggestions={suggestions} />
    </fieldset>
  )
}

function PatchEditor({
  draft,
  onChange,
  reading,
  suggestions,
}: Pick<PatchPanelProps, 'draft' | 'onChange' | 'reading'> & { suggestions: Suggestions }) {
  switch (draft.kind) {
    case 'set-fields':
      return (
        <SetFieldsEditor
          fields={draft.fields}
          onChange={(fields) => onChange({ ...draft, fields })}
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
          onChange={(patch) => onChange({ ...draft, [kind]: patch })}
          error={reading.ok || reading.isEmpty ? undefined : reading.error}
        />
      )
    }
    case 'function':
      return <FunctionEditor call={draft.call} onChange={(call) => onChange({ ...draft, call })} />
    default:
      return unreachable(draft.kind)
  }
}
