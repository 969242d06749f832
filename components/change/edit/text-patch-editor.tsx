'use client'

import type { TextPatch } from '#components/change/edit/draft.ts'
import { CodeEditor } from '#components/ui/editor/code-editor.tsx'
import type { DocumentError } from '#lib/config/document/result.ts'

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
    'The part of the resource that changes, in YAML or JSON. Containers, volumes and env are found by their name, ports by their number and protocol; null removes a key. Lists that Kubernetes does not merge are replaced.',
  json: 'A list of operations (RFC 6902). A failed test leaves the unit as it is and says so.',
} as const

export function TextPatchEditor({
  kind,
  patch,
  onChange,
  error,
}: {
  kind: 'merge' | 'json'
  patch: TextPatch
  onChange: (patch: TextPatch) => void
  /** What is wrong with the text as it stands. */
  error: DocumentError | undefined
}) {
  const label = kind === 'merge' ? 'Merge patch' : 'JSON patch'
  const markers = error?.line === undefined ? [] : [markerOf(error, error.line)]
  return (
    <div className="flex flex-col gap-3">
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

function markerOf(error: DocumentError, line: number) {
  return error.column === undefined
    ? { message: error.message, line }
    : { message: error.message, line, column: error.column }
}
