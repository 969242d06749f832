'use client'

import type { TextPatch } from '#components/change/draft.ts'
import { resourceTypesOf, type SampleField } from '#components/change/sample.ts'
import { SuggestField } from '#components/change/suggest-field.tsx'
import { CodeEditor } from '#components/ui/code-editor.tsx'
import { TextField } from '#components/ui/text-field.tsx'
import type { PatchError } from '#lib/config/patch.ts'

const examples = {
  merge: `spec:
  template:
    spec:
      containers:
        - name: trade-service
          image: ghcr.io/finos/traderx/trade-service:v2`,
  json: `[
  { "op": "test", "path": "/spec/replicas", "value": 3 },
  { "op": "replace", "path": "/spec/replicas", "value": 5 }
]`,
} as const

const hints = {
  merge:
    'The part of the resource that changes, in YAML or JSON. Containers, env and ports are found by their name; null removes a key.',
  json: 'A list of operations (RFC 6902). A failed test leaves the unit as it is and says so.',
} as const

export function TextPatchEditor({
  kind,
  patch,
  onChange,
  sample,
  error,
}: {
  kind: 'merge' | 'json'
  patch: TextPatch
  onChange: (patch: TextPatch) => void
  sample: readonly SampleField[]
  /** What is wrong with the text as it stands. */
  error: PatchError | undefined
}) {
  const label = kind === 'merge' ? 'Merge patch' : 'JSON patch'
  const markers = error?.line === undefined ? [] : [markerOf(error, error.line)]
  return (
    <div className="flex flex-col gap-3">
      <div className="grid grid-cols-2 gap-2">
        <SuggestField
          label="Resource type"
          value={patch.resourceType}
          onChange={(resourceType) => onChange({ ...patch, resourceType })}
          suggestions={resourceTypesOf(sample).map((value) => ({ value }))}
          placeholder="any"
        />
        <TextField
          label="Resource name"
          isMono
          value={patch.resourceName}
          onChange={(resourceName) => onChange({ ...patch, resourceName })}
          placeholder="any"
        />
      </div>
      <CodeEditor
        label={label}
        value={patch.text}
        onChange={(text) => onChange({ ...patch, text })}
        markers={markers}
        className="h-64"
      />
      <div className="text-muted text-xs">
        <p>{hints[kind]}</p>
        {patch.text.trim() === '' && (
          <figure className="mt-2">
            <figcaption>For example:</figcaption>
            <pre className="mt-1 whitespace-pre-wrap break-words rounded-md border border-line bg-sunken p-2 text-xs">
              {examples[kind]}
            </pre>
          </figure>
        )}
      </div>
    </div>
  )
}

function markerOf(error: PatchError, line: number) {
  return error.column === undefined
    ? { message: error.message, line }
    : { message: error.message, line, column: error.column }
}
