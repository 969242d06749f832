import { describe, expect, it } from 'vitest'
import { ChangeDraft, patchKinds, readDraft } from '#components/change/edit/draft.ts'
import { draftOfPatch } from '#components/change/edit/draft-of-patch.ts'
import { keptDraft } from '#components/change/edit/kept-draft.ts'
import type { Patch } from '#lib/change/model.ts'
import { patchExamples } from '#lib/change/testing/patch-examples.ts'

const scope = { resourceType: 'apps/v1/Deployment', resourceName: 'web' }

it.each<Patch>([
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
])('a recorded patch becomes the same draft again: %j', (patch) => {
  expect(readDraft(draftOfPatch(patch), [])).toEqual({ ok: true, patch })
})

const signature = {
  FunctionName: patchExamples.function.name,
  Parameters: [{ ParameterName: 'path', DataType: 'string', Required: true }],
}

describe.each(patchKinds.map((kind) => patchExamples[kind]))('a patch of the kind $kind', (patch) => {
  const draft = draftOfPatch(patch)

  it('becomes the same patch again', () => {
    expect(readDraft(draft, [signature])).toEqual({ ok: true, patch })
  })

  it('stays in storage while it is typed', () => {
    expect(ChangeDraft.parse(JSON.parse(JSON.stringify(keptDraft(draft))))).toEqual(draft)
  })
})
