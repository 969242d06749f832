import type { Patch } from '#lib/change/model.ts'

/** One patch of each kind; those that name a field name `spec.replicas`. */
export const patchExamples = {
  'set-fields': { kind: 'set-fields', fields: [{ path: 'spec.replicas', value: 5 }] },
  merge: { kind: 'merge', text: 'spec: {replicas: 5}' },
  json: { kind: 'json', text: '[{"op": "replace", "path": "/spec/replicas", "value": 5}]' },
  function: {
    kind: 'function',
    name: 'set-int-path',
    arguments: [{ name: 'path', value: 'spec.replicas' }],
  },
  sequence: {
    kind: 'sequence',
    steps: [
      { kind: 'merge', text: 'spec: {replicas: 4}' },
      { kind: 'set-fields', fields: [{ path: 'spec.replicas', value: 1, how: 'add' }] },
    ],
  },
  document: {
    kind: 'document',
    text: 'kind: Deployment\nspec:\n  replicas: 5\n',
    base: { UnitID: 'u', HeadRevisionNum: 3, DataHash: 'h' },
  },
  restore: { kind: 'restore', to: '2' },
  metadata: {
    kind: 'metadata',
    edits: [
      { field: 'Labels', key: 'Tier', value: 'critical' },
      { field: 'DeleteGates', key: 'production', value: true },
    ],
  },
  'undo-metadata': { kind: 'undo-metadata', tagId: '0b1c7b2e-3d4f-4a5b-8c6d-7e8f9a0b1c2d' },
  // The compiler reports a kind without an example, and the tests of all kinds read this table.
} satisfies { readonly [Kind in Patch['kind']]: Extract<Patch, { kind: Kind }> }
