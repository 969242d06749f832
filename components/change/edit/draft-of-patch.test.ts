import { expect, it } from 'vitest'
import { readDraft } from '#components/change/edit/draft.ts'
import { draftOfPatch } from '#components/change/edit/draft-of-patch.ts'
import type { Patch } from '#lib/change/model.ts'

const scope = { resourceType: 'apps/v1/Deployment', resourceName: 'web' }

it.each<Patch>([
  { kind: 'set-fields', fields: [{ path: 'spec.replicas', value: 5 }] },
  {
    kind: 'set-fields',
    ...scope,
    fields: [
      { path: 'spec.paused', value: true },
      { path: 'spec.x', value: '5' },
      { path: 'spec.y', value: { a: [null, 1] } },
    ],
  },
  {
    kind: 'set-fields',
    fields: [
      { path: 'spec.replicas', value: -2, how: 'add' },
      { path: 'spec.memory', value: '1Gi', how: 'at-least' },
      { path: 'spec.args', value: '80', how: 'append' },
      { path: 'spec.env', value: { name: 'DEBUG' }, how: 'remove' },
    ],
  },
  {
    kind: 'set-fields',
    fields: [
      {
        path: 'spec.replicas',
        cases: [
          { when: { column: 'Region', matches: 'eu-*, uk-*' }, value: 5 },
          { when: { column: 'Labels.tier', matches: 'gold' }, value: 7 },
        ],
        value: 3,
      },
      { path: 'spec.x', cases: [{ when: { column: 'Slug', matches: 'a*' }, value: 5 }] },
      { path: 'spec.y', cases: [{ when: { column: 'Slug', matches: 'a*' }, value: 5 }], value: 'five' },
    ],
  },
  { kind: 'merge', text: 'spec:\n  replicas: 5 # five\n', ...scope },
  { kind: 'json', text: '[{"op": "remove", "path": "/spec/replicas"}]' },
  { kind: 'document', text: 'kind: Pod\n', base: { UnitID: 'u', HeadRevisionNum: 3, DataHash: 'h' } },
])('a recorded patch becomes the same draft again: %j', (patch) => {
  expect(readDraft(draftOfPatch(patch), [])).toEqual({ ok: true, patch })
})

it('a function is called again with its arguments', () => {
  const signature = {
    FunctionName: 'set-replicas',
    Parameters: [{ ParameterName: 'replicas', DataType: 'int', Required: true }],
  }
  const patch: Patch = { kind: 'function', name: 'set-replicas', arguments: [{ name: 'replicas', value: 4 }] }

  expect(readDraft(draftOfPatch(patch), [signature])).toEqual({ ok: true, patch })
})
